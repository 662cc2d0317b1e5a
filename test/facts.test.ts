/**
 * The rules for lines of this kind, F1 to F30: those that no other file holds, and docs/safety-rules.md,
 * which says of each what holds it. What this line does not meet is in docs/safety.md, with the reason.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SegmentedMessage } from 'sms-segments-calculator'
import { describe, expect, test } from 'vitest'
import { crawl } from './flow/crawl.ts'
import { content, createLine, LINE, messageOf, PERSON, ROOT } from './line.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const { phones, topics, wording, flows, languages } = content()
const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/^(simulator|virtual-twilio)/.test(file))
  .map((file) => read(join('src', file)))
  .join('\n')

/** Every text of both channels and all languages, filled as it is sent. */
const said = (['text', 'voice'] as const).flatMap((channel) =>
  Object.values(wording[channel]).flatMap(({ says, menus, pages }) => [
    ...says.values(),
    ...menus.values(),
    ...pages.values(),
  ]),
)

test('F1: every answer and number has a source, a year and a day on which it was checked', () => {
  for (const { source, sourceYear, checkedOn } of Object.values(phones))
    expect([source, sourceYear, checkedOn].every(Boolean)).toBe(true)
  for (const { sources: own, checkedOn } of topics)
    expect(own.length > 0 && own.every(({ year }) => year > 0) && checkedOn).toBeTruthy()
})

test('F2: 911, 988 and the hotline are named whatever their entry says', () => {
  for (const key of ['emergency', 'suicide', 'hotline', 'hotline_text'])
    expect(said.join()).toContain(phones[key]?.number)
})

test('F3: no word that judges or misleads is said, and no old name', () => {
  expect(said.join('\n')).not.toMatch(
    /temporary protected|rescue|prostitut|modern.day slave|polaris (runs|hotline)/i,
  )
})

/** The questions of the source document; the other topics are needs that it does not know. */
const seed = [
  ...['prevalence', 'tactics', 'risk-factors', 'law-enforcement', 'survivor-services', 'hotels'],
  ...['laws', 'foster-care', 'signs', 'online', 'other-crimes', 'community-impact', 'prosecution'],
  ...['labor-trafficking', 'demographics', 'prevention', 'long-term-effects'],
  ...['community-partners', 'trends', 'report'],
]

test('F4: all 20 topics and more have an answer, in both languages and on both channels', () => {
  expect(seed).toHaveLength(20)
  expect(topics.map(({ id }) => id)).toEqual(expect.arrayContaining(seed))
  for (const { id } of topics)
    for (const channel of ['text', 'voice'] as const)
      for (const words of Object.values(wording[channel]))
        expect(words.pages.get(`${id}/0`)?.length).toBeGreaterThan(40)
})

test('F5: one message out for one in', async () => {
  const { post } = createLine()
  for (const [at, Body] of ['hi', '1', '2', '1', '7', '7', 'HELP', '0', 'X'].entries()) {
    const form = { MessageSid: `SM${at}`, From: PERSON, To: LINE, Body }
    const document = await (await post('/sms', form)).text()
    expect(document.match(/<Message>/g)).toHaveLength(1)
  }
})

const SUBJECT = /sex|traffick|victim|v[ií]ctima|pimp|abus|trata\b|explota|proxeneta/i
test('F6: the first answer says what it is, asks if it is safe, and names no subject', async () => {
  const { text } = createLine()
  const first = await text('hello')
  expect(first).toMatch(/automated/)
  expect(first).toMatch(/Safe to text now\?.*911.*STOP.*HELP/s)
  expect(first).not.toMatch(SUBJECT)
})

test('F7: neither the greeting of a call nor its name gives the subject away', () => {
  for (const words of Object.values(wording.voice))
    expect(words.menus.get('language')).not.toMatch(SUBJECT)
})

test('F8: "not safe" gets one short neutral text, and the end', async () => {
  const { text, events } = createLine()
  await text('hi')
  const answer = (await text('2')) ?? ''
  expect(answer.length).toBeLessThan(60)
  expect(answer).not.toMatch(SUBJECT)
  expect(events).toHaveLength(2)
  // the next text is a first one
  expect(await text('signs')).toContain('Safe to text now?')
})

test('F9: no code of ours sends a text, and one place makes calls', () => {
  expect(sources).not.toMatch(/messages\.create|survey|followUp|sendReminder|remind\(/)
  expect(sources.match(/calls\.create/g)).toHaveLength(1)
})

test.each(['HELP', 'help.', ' Help ', 'AYUDA', 'ayuda!'])(
  'F10: "%s" names a person, 911, rates and STOP',
  async (word) => {
    const { text } = createLine()
    const answer = (await text(word)) ?? ''
    for (const needed of [/1-888-373-7888/, /911/, /rates|cargos/, /STOP/])
      expect(answer).toMatch(needed)
  },
)

/** The table of docs/safety.md that operators paste from. */
const pasted = Array.from(
  read('docs/safety.md').matchAll(/^\| ([A-Z, ]+) \| (?:English|Spanish) \| (.+) \|$/gm),
  ([, keywords = '', text = '']) => ({ keywords, text }),
)
test('F10: the documents hold the texts for Advanced Opt-Out, and to look for the stock one', () => {
  expect(pasted).toHaveLength(6)
  expect(read('docs/safety.md')).toContain('the stock text')
})
test.each(pasted)(
  'F10: the text for $keywords is one segment, names a person and no subject',
  ({ text }) => {
    const measured = new SegmentedMessage(text, 'auto', false)
    expect(measured.getEncodingName()).toBe('GSM-7')
    expect(measured.segmentsCount).toBe(1)
    expect(text).toContain(phones.hotline?.number)
    expect(text).not.toMatch(SUBJECT)
  },
)

test('F11: an opt-out that Twilio answered ends the session', async () => {
  const { post, text } = createLine()
  await text('hi')
  await text('1')
  const form = { MessageSid: 'SMx', From: PERSON, To: LINE, Body: 'stop', OptOutType: 'STOP' }
  expect(await (await post('/sms', form)).text()).toContain('<Response/>')
  expect(await text('2')).toContain('Safe to text now?')
})

const ourWords = [
  'opt out',
  'ALTO',
  'PARAR',
  'Pare',
  'cancelar',
  'TERMINAR',
  'no mas',
  'no más',
  'stop texting me',
  'no me escriba',
]
test.each(ourWords)('F12: "%s" opts out, with one confirmation', async (word) => {
  const { text } = createLine()
  const answer = (await text(word)) ?? ''
  expect(answer).toMatch(/unless you text again|a menos que usted escriba/)
  expect(answer).toContain(phones.hotline?.number)
  expect(await text('hi')).toContain('Safe to text now?')
})

const stops = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT']
test.each(stops)(
  'F12: %s is answered by the provider, or by us where it does not',
  async (word) => {
    expect(await createLine().text(word)).toBeUndefined()
    const { text, post } = createLine({ optOut: 'line' })
    expect(await text(word)).toContain('no more texts unless you text again')
    // what Twilio has answered is not answered twice
    const form = { MessageSid: 'SMx', From: PERSON, To: LINE, Body: word, OptOutType: 'STOP' }
    expect(messageOf(await (await post('/sms', form)).text())).toBeUndefined()
  },
)

test.each(['make it stop', "he won't stop", 'help me', "I can't end this"])(
  'F13: "%s" is danger and no command',
  async (words) => {
    expect(await createLine().text(words)).toMatch(/^In danger now: call or text 911/)
  },
)

test('F14: menus use digits, and no text asks for a word of the provider but HELP, STOP and START', () => {
  for (const flow of Object.values(flows))
    for (const node of Object.values(flow.nodes))
      if (node.type === 'menu')
        for (const key of Object.keys(node.options)) expect(key).toMatch(/^[1-5]$/)
  for (const text of said)
    expect(text).not.toMatch(/\b(text|reply|texto) (YES|END|QUIT|CANCEL|INFO|UNSTOP)\b/)
})

const crises: [text: string, number: string][] = [
  ['danger', '911'],
  ['he has a gun', '911'],
  ['I want to kill myself', '988'],
  ['suicide', '988'],
  ['I ran away', '800-843-5200'],
  ['me van a matar', '911'],
  ['tiene una pistola', '911'],
]
test.each(crises)('F15: "%s" gets %s, 911 and the hotline', async (words, number) => {
  const answer = await createLine().text(words)
  for (const each of [number, '911', '1-888-373-7888']) expect(answer).toContain(each)
})

test('F16: what is not understood gets the menu and a person, and no model writes answers', async () => {
  const { text } = createLine()
  await text('hi')
  await text('1')
  expect(await text('qwrtz plmk')).toMatch(/did not get that.*0 A person/s)
  expect(read('package.json')).not.toMatch(/openai|anthropic|langchain|llama|transformers/)
})

test('F17: * says it again in every state of a call', () => {
  const repeats = crawl(flows.voice).filter(
    ({ input }) => input.type === 'key' && input.key === '*',
  )
  for (const { from, turn } of repeats)
    if (from && flows.voice.nodes[from.node]?.type === 'menu')
      expect(turn.session?.node).toBe(from.node)
})

test('F19: keys only; nothing is recorded, transcribed or recognised', () => {
  // a draft for Studio names a way on after speech, which each of its widgets for keys must have
  const studio = /leading\('speech', next\)|onEvents\('keypress', 'speech', 'timeout'\)/g
  expect(sources.replace(studio, '')).not.toMatch(
    /\w\.record\(\{|<Record[ />]|transcribe|'speech'|recordingStatus/i,
  )
})

test('F20: it is called "connect"; nobody is promised an introduction', () => {
  for (const text of said) expect(text).not.toMatch(/warm transfer|transferencia/i)
})

test('F22: 911, 988, tip and government lines can not be dialled', () => {
  for (const { type, handoff } of Object.values(phones))
    if (handoff) expect(['survivor_help', 'youth']).toContain(type)
})

test('F26: the language is offered first, and remembered only in the session', async () => {
  const { text } = createLine()
  expect(Object.keys(languages)).toEqual(['en', 'es'])
  expect(await text('hi')).toContain('3 Español')
  expect(await text('3')).toContain('¿Es seguro escribir?')
  await text('X')
})

test('F27: nothing is promised: not secrecy, nor what police do, nor papers, nor a bed', () => {
  expect(said.join('\n')).not.toMatch(
    /guarantee|you qualify|completely confidential|cannot be traced|won't show on your bill|will not tell|no le dirán|garantiza/i,
  )
})

test('F28: whoever saw something hears 911, the hotline and NCMEC, and not to step in', () => {
  for (const [language, stay] of [
    ['en', /not step in|not follow/i],
    ['es', /no intervenga|no (lo|la|les) siga|no se meta|no siga/i],
  ] as const) {
    const pages = Array.from(wording.text[language]?.pages ?? []).filter(([key]) =>
      key.startsWith('report/'),
    )
    const all = pages.map(([, text]) => text).join('\n')
    for (const key of ['emergency', 'hotline', 'ncmec']) expect(all).toContain(phones[key]?.number)
    expect(all).toMatch(stay)
  }
})

test('F29: a minor hears no blame, the youth line, NCMEC, the hotline, and who may have to report', async () => {
  const answer = await createLine().text('im 15')
  for (const key of ['youth', 'ncmec', 'hotline', 'emergency'])
    expect(answer).toContain(phones[key]?.number)
  expect(answer).toMatch(/not in trouble.*may have to report/s)
})

test('F30: the tip comes after the safe check and on request, X says something harmless, no links', async () => {
  const { text } = createLine()
  await text('hi')
  expect(await text('1')).toMatch(/delete these texts/)
  expect(await text('TIP')).toMatch(/does not stop spyware/)
  expect(await text('X')).not.toMatch(SUBJECT)
  for (const words of Object.values(wording.text))
    for (const map of [words.says, words.menus, words.pages])
      for (const each of map.values()) expect(each).not.toMatch(/https?:|www\.|bit\.ly/)
})

/** The table of docs/safety-rules.md: what each rule asks for, and the test that holds it. */
const held = Array.from(
  read('docs/safety-rules.md').matchAll(/^\| (F\d+) \| (.+) \| `(test\/\S+)`: (.+) \|$/gm),
  ([, rule = '', asks = '', file = '', name = '']) => ({ rule, asks, file, name }),
)

describe('the documents', () => {
  test('each of the 30 rules has a row in docs/safety-rules.md, and each test of one as well', () => {
    expect(held).toHaveLength(read('docs/safety-rules.md').match(/^\| F/gm)?.length ?? 0)
    const ruled = new Set(held.map(({ rule }) => rule))
    expect(Array.from(ruled)).toEqual(Array.from({ length: 30 }, (_, at) => `F${at + 1}`))
    const here = held.filter(({ file }) => file === 'test/facts.test.ts')
    const titles = Array.from(
      read('test/facts.test.ts').matchAll(/'(F\d+: .+)'/g),
      ([, title]) => title,
    )
    expect(titles.length).toBeGreaterThan(25)
    for (const title of titles)
      expect(
        here.some(({ name }) => title?.includes(name)),
        title,
      ).toBe(true)
  })

  test.each(held)('$rule: $asks ($file)', ({ file, name }) => {
    expect(read(file).replaceAll("\\'", "'")).toContain(name)
  })

  test('every setting that they name is in .env.example, and the other way round', () => {
    const config = read('src/config.ts')
    for (const name of [
      'OPT_OUT',
      'MESSAGE_RETENTION',
      'ALLOWED_COUNTRIES',
      'TEXTS_PER_SENDER',
      'TEXTS_PER_MINUTE',
      'CALLS_PER_MINUTE',
      'KEY_WAIT_S',
      'METRICS_TOKEN',
    ])
      for (const file of [
        config,
        read('.env.example'),
        read('docs/safety.md') + read('docs/privacy.md'),
      ])
        expect(file).toContain(name)
  })
})
