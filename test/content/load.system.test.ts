/** The loader refuses what would harm or fail somebody, and says file, key and remedy. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { describe } from '../../src/content/fault.ts'
import { loadContent } from '../../src/content/load.ts'
import { NAME, ROOT } from '../line.ts'
import { cache, copiedContent, TODAY } from './copied.ts'

const { root, edit, remove, add, load, faults } = copiedContent()

test('what is shipped has no fault and nothing stale', () => {
  expect(loadContent(ROOT, { name: NAME, cache, now: TODAY }).stale).toEqual([])
  expect(faults()).toEqual([])
})

type Case = [what: string, break_: () => void, file: string, key: RegExp, problem: RegExp]
const cases: Case[] = [
  [
    'an unknown node',
    () => edit('flows/line.yaml', '5: facts', '5: nowhere'),
    'flows/line.yaml',
    /nodes\.home\.options\.5/,
    /no node 'nowhere'/,
  ],
  [
    'an unknown key in a node',
    () => edit('flows/line.yaml', 'back: home', 'backwards: home'),
    'flows/line.yaml',
    /nodes\.now/,
    /backwards/,
  ],
  [
    'a menu key that is reserved for something else',
    () => edit('flows/line.yaml', '5: facts', '7: facts'),
    'flows/line.yaml',
    /nodes\.home\.options\.7/,
    /1 to 5/,
  ],
  [
    'a node that nobody can reach',
    () =>
      edit(
        'flows/voice.yaml',
        /^ {2}goodbye: .*$/m,
        '  goodbye: { type: end }\n  island: { type: end }',
      ),
    'flows/voice.yaml',
    /nodes\.island/,
    /no key leads/,
  ],
  [
    'a hello to a phone that was rung which may give the subject away',
    () => edit('flows/voice.yaml', 'when: called_back, neutral: true', 'when: called_back'),
    'flows/voice.yaml',
    /sentences\.callback/,
    /read on its screen/,
  ],
  [
    'a destination that may not be dialled',
    () => edit('flows/voice.yaml', 'destination: hotline', 'destination: emergency'),
    'flows/voice.yaml',
    /nodes\.hotline\.destination/,
    /may not be dialled/,
  ],
  [
    'an emergency number with a handoff',
    () =>
      edit(
        'content/phones.yaml',
        '  type: emergency\n',
        '  type: emergency\n  handoff: { how: bridge }\n',
      ),
    'content/phones.yaml',
    /emergency\.handoff/,
    /read out/,
  ],
  [
    'a missing translation of a topic',
    () => remove('content/es/topics/signs.yaml'),
    'content/es/topics/signs.yaml',
    /^$/,
    /not translated/,
  ],
  [
    'a missing text',
    () => edit('content/es/line.yaml', /^ {4}no-more: Es todo.*\n/m, ''),
    'content/es/line.yaml',
    /text\.says\.no-more/,
    /missing/,
  ],
  [
    'a text that nothing uses',
    () => edit('content/en/line.yaml', '    no-more: That', '    no-moar: x\n    no-more: That'),
    'content/en/line.yaml',
    /text\.says\.no-moar/,
    /nothing uses/,
  ],
  [
    'a number written into a text by hand',
    () => edit('content/en/line.yaml', 'text {suicide} now', 'text 988 now'),
    'content/en/line.yaml',
    /crisis\.self_harm/,
    /988 is written by hand/,
  ],
  [
    'a long number written by hand',
    () => edit('content/en/topics/signs.yaml', '{hotline}', '1-888-373-7888'),
    'content/en/topics/signs.yaml',
    /text\.1/,
    /1-888-373-7888 is written by hand/,
  ],
  [
    'a name in braces that no phone has',
    () => edit('content/en/topics/signs.yaml', '{hotline}', '{hotlien}'),
    'content/en/topics/signs.yaml',
    /text\.1/,
    /\{hotlien\}/,
  ],
  [
    'a text that names a number nobody has phoned',
    () => edit('content/en/line.yaml', 'You can call or text {youth}', 'Youth: {sacramento}'),
    'content/en/line.yaml',
    /crisis\.minor/,
    /before somebody has phoned it/,
  ],
  [
    'a reserved word as a keyword',
    () => edit('content/en/topics/signs.yaml', 'keywords: [', 'keywords: [INFO, '),
    'content/en/topics/signs.yaml',
    /keywords/,
    /reserved by the provider/,
  ],
  [
    'a reserved word as a word of the line',
    () => edit('content/en/words.yaml', 'exit: [X, ', 'exit: [END, X, '),
    'content/en/words.yaml',
    /exit/,
    /reserved by the provider/,
  ],
  [
    'a keyword that two topics want',
    () => edit('content/en/topics/signs.yaml', 'keywords: [', 'keywords: [TACTICS, '),
    'content/en/topics/tactics.yaml',
    /keywords/,
    /already a keyword of 'signs'/,
  ],
  [
    'a page over its length',
    () =>
      edit('content/en/topics/signs.yaml', 'No one sign proves it.', `${'Too long. '.repeat(20)}`),
    'content/en/topics/signs.yaml',
    /text page 1/,
    /306 fit/,
  ],
  [
    'an answer to danger with no room for a topic below it',
    () =>
      edit(
        'content/en/line.yaml',
        'Is somebody else in danger now?',
        'Is somebody else whom you know in danger at this moment?',
      ),
    'content/en/line.yaml',
    /say crisis\.other_danger/,
    /no room to name/,
  ],
  [
    'a spoken text over its length',
    () =>
      edit(
        'content/es/topics/signs.yaml',
        /voice:\n {2}- >-\n/,
        `voice:\n  - >-\n    ${'palabra '.repeat(60)}\n`,
      ),
    'content/es/topics/signs.yaml',
    /voice page 1/,
    /45 seconds/,
  ],
  [
    'a spoken text that is no list of pages',
    () => edit('content/en/topics/signs.yaml', /voice:\n[\s\S]*$/, 'voice: One text.\n'),
    'content/en/topics/signs.yaml',
    /^voice$/,
    /a list of pages/,
  ],
  [
    'another number of spoken pages than the first language has',
    () => edit('content/es/topics/signs.yaml', /voice:\n/, 'voice:\n  - Una parte de más.\n'),
    'content/es/topics/signs.yaml',
    /^voice$/,
    /\d pages where the first language has \d/,
  ],
  [
    'another number of written pages than the first language has',
    () => edit('content/es/topics/signs.yaml', /text:\n/, 'text:\n  - Una parte de más.\n'),
    'content/es/topics/signs.yaml',
    /^text$/,
    /\d pages where the first language has \d/,
  ],
  [
    'a letter that would make a text dear',
    () =>
      edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'No one sign proves it ✓.'),
    'content/en/topics/signs.yaml',
    /text page 1/,
    /'✓' is not in GSM-7/,
  ],
  [
    'a missing source',
    () => edit('content/topics.yaml', /sources:\n( {4}- .*\n( {6}.*\n)*)+/, 'sources: []\n'),
    'content/topics.yaml',
    /0\.sources/,
    /at least one source/,
  ],
  [
    'a source without a year',
    () => edit('content/topics.yaml', /\n {6}year: \d+/, ''),
    'content/topics.yaml',
    /0\.sources\.0\.year/,
    /'year' is missing/,
  ],
  [
    'a word that judges',
    () => edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'We rescue people.'),
    'content/en/topics/signs.yaml',
    /text\.0/,
    /'rescue' is a word we do not use/,
  ],
  [
    'a promise',
    () => edit('content/en/line.yaml', 'OK. Take care.', 'This is completely confidential.'),
    'content/en/line.yaml',
    /not-safe/,
    /completely confidential/,
  ],
  [
    'a first text that gives the subject away',
    () => edit('content/en/line.yaml', 'Safe to text now?', 'Sex trafficking line. Safe?'),
    'content/en/line.yaml',
    /menu gate/,
    /gives the subject away/,
  ],
  [
    'broken YAML',
    () => edit('flows/text.yaml', 'start: gate', 'start: [gate'),
    'flows/text.yaml',
    /^$/,
    /left|right/,
  ],
  [
    'a number that YAML read as a number',
    () => edit('content/phones.yaml', "number: '233733'", 'number: 233733'),
    'content/phones.yaml',
    /hotline_text\.number/,
    /into quotes/,
  ],
  [
    'a doubled key',
    () => edit('content/phones.yaml', 'emergency:', 'hotline:'),
    'content/phones.yaml',
    /^$/,
    /unique/,
  ],
  [
    'a missing file',
    () => remove('content/es/words.yaml'),
    'content/es/words.yaml',
    /^$/,
    /missing/,
  ],
  [
    'a question that can not be read',
    () => edit('content/en/questions/signs.yaml', 'asked:\n', 'asked:\n  - how (do|can i tell\n'),
    'content/en/questions/signs.yaml',
    /^asked\.0$/,
    /a bracket is not closed/,
  ],
  [
    'a phrase of danger that can not be read',
    () => edit('content/es/words.yaml', /^ {2}danger:\n/m, '  danger:\n    - tiene <nada>\n'),
    'content/es/words.yaml',
    /^crisis\.danger\.0$/,
    /there is no set <nada>/,
  ],
  [
    'questions for a topic that is not there',
    () => add('content/en/questions/singing.yaml', 'reviewedBy: null\nasked: [who sings]\n'),
    'content/en/questions/singing.yaml',
    /^$/,
    /no such topic/,
  ],
  [
    'a question about the line that has no answer',
    () => edit('content/en/questions/line/talk.yaml', /^ {2}who:/m, '  whom:'),
    'content/en/questions/line/talk.yaml',
    /^talk\.whom$/,
    /no such answer/,
  ],
]

/** Handoffs of a desk that are refused. */
const handoffs: [what: string, handoff: string, key: RegExp, problem: RegExp][] = [
  ['a desk that is bridged', '{ how: bridge }', /^desk\.handoff$/, /only the hotline may be/],
  [
    'a desk that is bridged later',
    '{ how: warm, accept: key, then: bridge }',
    /^desk\.handoff$/,
    /only the hotline may be/,
  ],
  ['a word alone', 'bridge', /^desk\.handoff$/, /write how: warm or bridge/],
  ['an unknown how', '{ how: cold }', /^desk\.handoff/, /write how: warm or bridge/],
  ['an unknown key', '{ how: bridge, when: now }', /^desk\.handoff\.when$/, /no 'when' here/],
  ['warm without accept', '{ how: warm }', /\.accept$/, /warm needs accept: key/],
  ['a bridge with accept', '{ how: bridge, accept: key }', /\.accept$/, /only with how: warm/],
  ['a bridge and then a bridge', '{ how: bridge, then: bridge }', /\.then$/, /only with how: warm/],
  ['then something else', '{ how: warm, accept: key, then: warm }', /\.then$/, /only bridge/],
  [
    'keys that are none',
    '{ how: warm, accept: key, then: { digits: call } }',
    /\.then\.digits$/,
    /as ww1/,
  ],
  [
    'a desk with keys that is bridged later',
    '{ how: warm, accept: key, then: { digits: ww1, bridge: true } }',
    /^desk\.handoff$/,
    /only the hotline may be/,
  ],
  ['hours that are no object', '{ how: bridge, hours: 09:00-17:00 }', /\.hours$/, /mon-fri:/],
  ['hours without a day', '{ how: bridge, hours: {} }', /\.hours$/, /name a day/],
  ['an unknown day', hours('mo: 09:00-17:00'), /\.hours\.mo$/, /'mo' is no day/],
  ['a range without its end', hours('mon-: 09:00-17:00'), /\.hours\.mon-$/, /no day and no range/],
  ['a range of one day', hours('mon-mon: 09:00-17:00'), /\.hours\.mon-mon$/, /no range of days/],
  ['a range of three days', hours('mon-tue-fri: 09:00-17:00'), /mon-tue-fri$/, /no range of days/],
  ['a time without its minutes', hours('mon: 9-17'), /\.hours\.mon$/, /'9-17' is no range/],
  ['an hour that no clock shows', hours('mon: 09:00-25:00'), /\.hours\.mon$/, /no range of times/],
  ['a begin at 24:00', hours('mon: 24:00-06:00'), /\.hours\.mon$/, /no range of times/],
  ['a minute that no clock shows', hours('mon: 09:60-17:00'), /\.hours\.mon$/, /no range of times/],
  ['a range of no length', hours('mon: 09:00-09:00'), /\.hours\.mon$/, /00:00-24:00/],
  ['a number for a range', hours('mon: 9'), /\.hours\.mon$/, /one range such as/],
  ['a day without hours', hours('mon: []'), /\.hours\.mon$/, /leave out a day/],
  ['ranges that overlap', hours('mon: [13:00-17:00, 09:00-13:01]'), /\.hours\.mon$/, /overlap/],
  ['nights that overlap', hours('mon: [22:00-06:00, 23:30-24:00]'), /\.hours\.mon$/, /overlap/],
  [
    'a day that is named twice',
    hours('mon-fri: 09:00-17:00, wed: 18:00-20:00'),
    /\.hours\.wed$/,
    /wed is named twice/,
  ],
  ['a closed date alone', '{ how: bridge, closed: 2026-12-25 }', /\.closed$/, /list of days/],
  [
    'a closed date of no month',
    '{ how: bridge, closed: [2026-02-30] }',
    /\.closed\.0$/,
    /the day as/,
  ],
  ['languages of nobody', '{ how: bridge, languages: [] }', /\.languages$/, /leave it out for all/],
  [
    'a language that is not offered',
    '{ how: bridge, languages: [en, fr] }',
    /^desk\.handoff\.languages$/,
    /'fr' is not offered/,
  ],
]

function hours(text: string) {
  return `{ how: warm, accept: key, hours: { ${text} } }`
}

/** Puts a desk before the hotline. */
function addDesk(handoff: string, number = '510-555-0101', type = 'survivor_help') {
  const desk = `desk: { name: Desk, number: ${number}, type: ${type}, source: ourselves, sourceYear: 2026,
  checkedOn: 2026-11-23, confidence: confirmed, verifiedByCall: null, handoff: ${handoff} }`
  edit('content/phones.yaml', 'hotline:\n', `${desk}\nhotline:\n`)
}

test.each(handoffs)('a handoff with %s', (_what, handoff, key, problem) => {
  addDesk(handoff)
  expect(faults()).toContainEqual(
    expect.objectContaining({
      file: 'content/phones.yaml',
      line: expect.any(Number),
      shown: expect.any(String),
      key: expect.stringMatching(key),
      problem: expect.stringMatching(problem),
      remedy: expect.stringMatching(/^[A-Z].{5}/),
    }),
  )
})

test.each(['emergency', 'crisis', 'tip', 'government', 'legal'])(
  'a line of the type %s is never dialled',
  (type) => {
    addDesk('{ how: warm, accept: key }', '510-555-0101', type)
    expect(faults()[0]).toMatchObject({
      key: 'desk.handoff',
      problem: expect.stringMatching(/read out/),
    })
  },
)

test('a short code is never dialled', () => {
  addDesk('{ how: bridge }', "'233733'")
  expect(faults()[0]).toMatchObject({
    key: 'desk.handoff',
    problem: expect.stringMatching(/whole number/),
  })
})

test.each([
  hours('mon-sun: 00:00-24:00'),
  hours('sat-mon: [09:00-12:00, 12:00-17:00], tue: 22:00-06:00, wed: 20:00-00:00'),
  '{ how: warm, accept: key, closed: [2026-12-25, 2028-02-29], languages: [es] }',
  '{ how: warm, accept: any, closed: [] }',
])('a desk with the handoff %s has no fault', (handoff) => {
  addDesk(handoff)
  expect(faults()).toEqual([])
})

const WARM = '{ how: warm, accept: any, then: bridge }'
test.each([
  ['no handoff', `  handoff: ${WARM}\n`, '', 'hotline.handoff', /can not be connected/],
  ['hours', WARM, hours('mon: 09:00-17:00'), 'hotline.handoff', /at any hour/],
  [
    'a day on which it is closed',
    WARM,
    '{ how: bridge, closed: [2026-12-25] }',
    /handoff/,
    /any hour/,
  ],
  ['a language', WARM, '{ how: bridge, languages: [en] }', /handoff/, /in every language/],
  ['a key to press', WARM, '{ how: warm, accept: key }', /handoff/, /join whatever answers/],
  ['another name', 'hotline:\n', 'helpline:\n', /^hotline$/, /there is no hotline/],
])('a hotline with %s', (_what, from, to, key, problem) => {
  edit('content/phones.yaml', from, to)
  expect(faults()).toContainEqual(
    expect.objectContaining({
      file: 'content/phones.yaml',
      key: expect.stringMatching(key),
      problem: expect.stringMatching(problem),
    }),
  )
})

test('a flow leads to the hotline, not to a desk that may be closed', () => {
  addDesk(hours('mon: 09:00-17:00'))
  edit('flows/voice.yaml', 'destination: hotline', 'destination: desk')
  expect(faults()).toContainEqual(
    expect.objectContaining({
      key: 'nodes.hotline.destination',
      problem: "'desk' is not always there",
    }),
  )
})

test.each(cases)('%s', (_what, break_, file, key, problem) => {
  break_()
  const found = faults().find((fault) => fault.file === file && problem.test(fault.problem))
  expect(found, JSON.stringify(faults().slice(0, 3))).toBeDefined()
  expect(found?.key).toMatch(key)
  expect(found?.remedy).toMatch(/^[A-Z].{5}/)
})

test('a name that does not fit the first text is refused', () => {
  const long = { ...NAME, written: 'The Long Name of a County Line' }
  expect(faults(long)).toContainEqual(
    expect.objectContaining({ key: 'text menu gate', remedy: 'Shorten the text or LINE_NAME' }),
  )
})

test('all faults are told at once, those of files that can not be read among them', () => {
  edit('flows/line.yaml', '5: facts', '5: nowhere')
  edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'We rescue people.')
  edit('content/es/topics/hotels.yaml', 'title:', 'titel:')
  remove('content/es/topics/online.yaml')
  const files = new Set(faults().map(({ file }) => file))
  expect(files).toEqual(
    new Set([
      'flows/line.yaml',
      'content/en/topics/signs.yaml',
      'content/es/topics/hotels.yaml',
      'content/es/topics/online.yaml',
    ]),
  )
})

test('a fault says on which line it is, where its key is in the file', () => {
  edit('content/phones.yaml', "number: '233733'", 'number: 233733')
  edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'We rescue people.')
  edit('content/en/questions/signs.yaml', 'asked:\n', 'asked:\n  - how (do|can i tell\n')
  remove('content/es/topics/online.yaml')
  const lineOf = (file: string, text: string) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .findIndex((line) => line.includes(text)) + 1
  const phones = lineOf('content/phones.yaml', 'number: 233733')
  expect(faults().map(describe)).toContainEqual(
    expect.stringMatching(`^content/phones.yaml:${phones}: hotline_text.number: `),
  )
  edit('content/phones.yaml', 'number: 233733', "number: '233733'")
  const told = faults().map(describe)
  const question = lineOf('content/en/questions/signs.yaml', 'how (do')
  expect(told).toContainEqual(
    expect.stringMatching(`^content/en/questions/signs.yaml:${question}: asked.0: `),
  )
  const page = lineOf('content/en/topics/signs.yaml', 'text:') + 1
  expect(told).toContainEqual(
    expect.stringMatching(`^content/en/topics/signs.yaml:${page}: text.0: 'rescue' is`),
  )
  expect(told).toContainEqual(
    expect.stringMatching(/^content\/es\/topics\/online.yaml: this topic is not translated/),
  )
})

test('what nobody checked for too long is known, but stops no start', () => {
  const later = Date.parse('2027-06-30')
  const { stale } = load(later)
  expect(stale.map(({ key }) => key)).toContain('hotline.checkedOn')
  expect(stale.every(({ file }) => file === 'content/phones.yaml')).toBe(true)
  expect(load(Date.parse('2028-01-01')).stale.length).toBeGreaterThan(20)
})

test('a number that was phoned is named, one that was not is left out', () => {
  const page = () => Array.from(load().wording.text.en?.pages.values() ?? []).join('\n')
  expect(page()).not.toContain('800-777-9229')
  edit('content/phones.yaml', /(victim_compensation:[\s\S]*?verifiedByCall: )null/, '$12026-11-24')
  expect(page()).toContain('800-777-9229')
})
