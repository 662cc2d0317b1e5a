/** The promises that hold in every state of the real conversation, walked from end to end. */
import { SegmentedMessage } from 'sms-segments-calculator'
import { expect, test } from 'vitest'
import { segmentsOf } from '../../src/content/gsm7.ts'
import { spokenWords, VOICE_WORDS } from '../../src/content/rules/wording.ts'
import type { Flow } from '../../src/flow/flow.ts'
import { isGate } from '../../src/flow/gate.ts'
import type { Input } from '../../src/flow/input.ts'
import { hasNoLanguage, speaksEvery } from '../../src/flow/languages.ts'
import type { Session } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'
import { textOf } from '../../src/twilio/channel.ts'
import { content } from '../line.ts'
import { crawl, type Step } from './crawl.ts'

const { flows, wording, phones } = content()
const steps = { text: crawl(flows.text), voice: crawl(flows.voice) }
const HOTLINE = phones.hotline?.number ?? 'missing'
const zero: Input = { type: 'key', key: '0' }

function states(walked: Step[]): (Session | undefined)[] {
  const known = new Map(walked.map(({ from }) => [JSON.stringify(from), from]))
  return Array.from(known.values())
}

test('the walk is a long one', () => {
  expect(states(steps.text).length).toBeGreaterThan(500)
  expect(states(steps.voice).length).toBeGreaterThan(300)
})

test('by text, 0 names the hotline in every state', () => {
  const without: unknown[] = []
  for (const state of states(steps.text)) {
    const text = textOf(transition(flows.text, state, zero), wording.text)
    if (!text.includes(HOTLINE)) without.push(state)
  }
  expect(without).toEqual([])
})

test('a call in a language that is offered no more speaks the first one, and is not silent', () => {
  const { session, language } = transition(flows.voice, undefined, {
    type: 'called_back',
    language: 'xx',
  })
  expect([session?.language, language]).toEqual(['en', 'en'])
})

test('by call, 0 leads to a person in every state: at once, or after one more key', () => {
  for (const state of states(steps.voice)) {
    const first = transition(flows.voice, state, zero)
    if (first.replies.some(({ type }) => type === 'transfer')) continue
    const chosen =
      state === undefined || isGate(flows.voice.nodes[state.node]) ? 'person-first' : 'person'
    expect(first.session?.node, JSON.stringify(state)).toBe(chosen)
    for (const key of ['0', '1']) {
      const { replies } = transition(flows.voice, first.session, { type: 'key', key })
      expect(replies).toContainEqual(expect.objectContaining({ type: 'transfer' }))
    }
  }
})

test('silence, and keys that mean nothing, never lead to a transfer', () => {
  const idle = steps.voice.filter(({ from, input }) => {
    const held = from && flows.voice.nodes[from.node]?.type === 'transfer'
    return !held && (input.type === 'silence' || input.type === 'unknown')
  })
  expect(idle.length).toBeGreaterThan(300)
  for (const { turn } of idle)
    expect(turn.replies.map(({ type }) => type)).not.toContain('transfer')
})

test('whoever stays silent hears the question twice more, then a goodbye with the number', () => {
  let session = transition(flows.voice, undefined, { type: 'begin' }).session
  for (let miss = 1; miss < 3; miss++) {
    const turn = transition(flows.voice, session, { type: 'silence' })
    expect(turn.replies.at(-1)).toEqual({ type: 'menu', node: 'language' })
    session = turn.session
  }
  const last = transition(flows.voice, session, { type: 'silence' })
  expect(last.replies).toEqual([{ type: 'say', text: 'goodbye-first' }, { type: 'end' }])
  for (const language of flows.voice.languages)
    expect(wording.voice[language]?.says.get('goodbye-first')).toContain('8 8 8, 3 7 3, 7 8 8 8')
})

test('0 before a language is chosen offers a person in each, and its key connects in that language', () => {
  const greeted = transition(flows.voice, undefined, { type: 'begin' }).session
  const asked = transition(flows.voice, greeted, zero)
  expect(asked.replies).toEqual([{ type: 'menu', node: 'person-first' }])
  for (const [at, language] of flows.voice.languages.entries()) {
    const key = String(at + 1)
    expect(wording.voice[language]?.menus.get('person-first')).toMatch(
      new RegExp(`(press|oprima) ${key}`),
    )
    const { replies, ...turn } = transition(flows.voice, asked.session, { type: 'key', key })
    expect(turn.language).toBe(language)
    expect(replies).toContainEqual(expect.objectContaining({ type: 'transfer', node: 'hotline' }))
  }
})

test('whoever chose no language is answered in each within 45 seconds, whatever they press and however the transfer ends', () => {
  const heard = (words: (language: string) => string | undefined) =>
    flows.voice.languages.map((language) => words(language) ?? '').join(' ')
  const names = Object.keys(flows.voice.nodes).filter((name) =>
    speaksEvery(flows.voice.nodes[name]),
  )
  expect(names.length).toBeGreaterThan(4)
  for (const name of names) {
    const text = heard((each) => wordsAt(each, name))
    expect(text, name).not.toBe('')
    expect(spokenWords(text), name).toBeLessThanOrEqual(VOICE_WORDS)
    const ways = Object.entries(flows.voice.nodes[name] ?? {})
    for (const ended of ways.flatMap(([key, to]) => (key === 'ended' ? Object.values(to) : [])))
      expect(hasNoLanguage(flows.voice.nodes[String(ended)]), `${name} ${ended}`).toBe(true)
  }
  // a wait document is the heartbeat of a transfer, so it takes 10 seconds and not 45
  const wait = heard((each) => wording.voice[each]?.says.get('hold-every'))
  expect(spokenWords(wait)).toBeLessThanOrEqual(26)
})

/** What a node says by call: a menu, or the sentence of its name. */
function wordsAt(language: string, name: string): string | undefined {
  const words = wording.voice[language]
  return words?.menus.get(name) ?? words?.says.get(name)
}

test('every answer has words in every language, and only an end may be silent', () => {
  const wordless: object[] = []
  for (const { from, input, turn } of steps.text) {
    // what the provider, a phone or an automaton wrote may get no answer either
    const quiet = input.type === 'automatic' || isConfirmation(input)
    const silent = quiet || (turn.replies.length === 1 && turn.replies[0]?.type === 'end')
    for (const language of flows.text.languages) {
      const text = textOf({ ...turn, language }, wording.text)
      if (text === '' && !silent) wordless.push({ from, input, language })
    }
  }
  expect(wordless).toEqual([])
})

test('every text is GSM-7 and at most two segments, by the count of an independent library', () => {
  const texts = new Set(
    steps.text.flatMap(({ turn }) =>
      flows.text.languages.map((language) => textOf({ ...turn, language }, wording.text)),
    ),
  )
  expect(texts.size).toBeGreaterThan(200)
  for (const text of texts) {
    if (text === '') continue
    const measured = new SegmentedMessage(text, 'auto', false)
    expect(measured.getEncodingName(), text).toBe('GSM-7')
    expect(measured.segmentsCount, text).toBeLessThanOrEqual(2)
    expect(segmentsOf(text), text).toBe(measured.segmentsCount)
  }
})

const oneSegment = ['help', 'opted-out', 'not-safe', 'away', 'away-crisis']
test.each(flows.text.languages)(
  'what comes unasked is one segment and neutral (%s)',
  (language) => {
    const words = wording.text[language]
    const gate = words?.menus.get('gate') ?? ''
    for (const text of [gate, ...oneSegment.map((key) => words?.says.get(key) ?? '')]) {
      expect(text).not.toBe('')
      expect(new SegmentedMessage(text).segmentsCount, text).toBe(1)
      expect(text).not.toMatch(
        /sex|traffick|victim|pimp|abuse|trata|víctima|victima|proxeneta|abuso/i,
      )
    }
    for (const needed of [/autom/i, /911/, /STOP/, language === 'es' ? /AYUDA/ : /HELP/])
      expect(gate).toMatch(needed)
  },
)

test('the greeting of a call is neutral and offers both languages', () => {
  for (const language of flows.voice.languages) {
    const greeting = wording.voice[language]?.menus.get('language') ?? ''
    expect(greeting).toMatch(language === 'es' ? /oprima 2/ : /press 1/)
    expect(greeting, 'what to dial in an emergency').toContain('9 1 1')
    expect(greeting).not.toMatch(/sex|traffick|victim|pimp|abuse|trata|víctima|proxeneta|abuso/i)
  }
})

test.each(['en', 'es'])(
  'before connecting, the caller hears in 15 seconds what is coming (%s)',
  (language) => {
    const words = wording.voice[language]?.menus.get('person') ?? ''
    // 170 words a minute, a calm reader
    expect(words.split(/\s+/).length).toBeLessThanOrEqual(43)
    expect(words).toMatch(
      language === 'es' ? /^Para hablar con una persona, oprima 1/ : /^To be connected, press 1/,
    )
    expect(words).toMatch(/18/)
  },
)

test('key 7 is told of wherever it leads on, and the last of it are the sources', () => {
  for (const medium of ['text', 'voice'] as const)
    for (const language of flows[medium].languages)
      for (const [id, pages] of Object.entries(flows[medium].pages))
        for (let page = 0; page < pages; page++) {
          const footer = wording[medium][language]?.keys.get(`${id}/${page}`) ?? ''
          const next = page + 2 === pages ? /sources|comes from|fuentes|viene/ : /more|más|=mas/
          if (page + 1 < pages) expect(footer, `${id}/${page}`).toMatch(next)
          else expect(footer, `${id}/${page}`).not.toMatch(/7/)
        }
})

test('no state is without a way back to the menu', () => {
  for (const state of states(steps.voice)) {
    const node = state && flows.voice.nodes[state.node]
    if (!node || node.type === 'transfer' || (node.type === 'menu' && node.gate)) continue
    const { session } = transition(flows.voice, state, { type: 'key', key: '9' })
    // whoever chose no language is greeted again, since a menu would be in one of them
    expect(session?.node).toBe(hasNoLanguage(node) ? 'language' : 'home')
  }
})

test('the flow of each channel has no more than five options in a menu', () => {
  for (const flow of [flows.text, flows.voice] as Flow[])
    for (const node of Object.values(flow.nodes))
      if (node.type === 'menu') expect(Object.keys(node.options).length).toBeLessThanOrEqual(5)
})

/** The provider's own word that somebody is back, which it has answered itself. */
function isConfirmation(input: Input): boolean {
  return input.type === 'event' && input.event === 'opt_in.provider'
}
