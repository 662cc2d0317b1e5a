/** Expectations: each is met by what it says and missed by what it does not, and a misspelt one is told. */
import { expect, test } from 'vitest'
import { expectations } from '../../src/simulator/drill/expectation.ts'
import { scoreDrill } from '../../src/simulator/drill/score.ts'
import { parseScript } from '../../src/simulator/drill/script.ts'
import { lineOnTwilio } from '../line.ts'

const TEXTS = ['> Hi', '> 1', '> he will kill me']
const CALL = ['hotline> (will answer)', '> (calls)', '> 1', '> 0', '> 1', '> (waits 30 seconds)']

async function scored(file: string, lines: readonly string[]) {
  return scoreDrill(parseScript(file, lines.join('\n')), lineOnTwilio())
}

/** One that is met, and one of the same form that is not, behind these lines. */
const cases: readonly [form: string, before: readonly string[], met: string, missed: string][] = [
  ['says WORDS', TEXTS, 'says call or text 911', 'says banana'],
  ['does not say WORDS', TEXTS, 'does not say banana', 'does not say 911'],
  ['never says WORDS', TEXTS, 'never says banana', 'never says STOP=no texts'],
  ['never names the subject', ['> Hi'], 'never names the subject', ''],
  [
    'finds within N texts: WORDS',
    TEXTS,
    'finds within 3 texts: danger now',
    'finds within 2 texts: danger now',
  ],
  ['finds within N keys: WORDS', CALL, 'finds within 1 key: police', 'finds within 0 keys: police'],
  ['offers a person', TEXTS, 'offers a person', ''],
  ['stays silent', ['> STOP'], 'stays silent', ''],
  [
    'reaches WORDS within N seconds',
    CALL,
    'reaches hotline within 90 seconds',
    'reaches hotline within 20 seconds',
  ],
  ['rings nobody', ['> (calls)', '> 0'], 'rings nobody', ''],
  ['rings WORDS', CALL, 'rings hotline', 'rings phone'],
  ['costs at most N segments', TEXTS, 'costs at most 9 segments', 'costs at most 1 segment'],
  [
    'speaks at most N seconds',
    ['> (calls)'],
    'speaks at most 60 seconds',
    'speaks at most 5 seconds',
  ],
  ['is over', ['> (calls)', '> (hangs up)'], 'is over', ''],
]
/** What those forms miss that have nothing to vary. */
const missedBy: Readonly<Record<string, readonly string[]>> = {
  'never names the subject': [...TEXTS, '> signs', '> 0'],
  'offers a person': ['> Hi', '> 2'],
  'stays silent': ['> Hi'],
  'rings nobody': CALL,
  'is over': ['> (calls)'],
}

test('every form has its case here', () => {
  expect(cases.map(([form]) => form).toSorted()).toEqual(expectations.toSorted())
})

test.each(cases)('%s', async (form, before, met, missed) => {
  const file = (lines: readonly string[]) => (lines.includes('> (calls)') ? 'x.txt' : 'x-sms.txt')
  const good = await scored(file(before), [...before, `? ${met}`])
  expect(good).toMatchObject({ expected: 1, missed: [] })
  const bad = missed === '' ? (missedBy[form] ?? []) : before
  const { missed: wrong } = await scored(file(bad), [...bad, `? ${missed || form}`])
  expect(wrong).toHaveLength(1)
  expect(wrong[0]).toMatchObject({ line: bad.length + 1, source: `? ${missed || form}` })
})

test.each([
  ['? sayz 911', 'did you mean "says WORDS"?'],
  ['? reach hotline in 5 seconds', 'did you mean "reaches WORDS within N seconds"?'],
  ['? cost at most 6 segments', 'did you mean "costs at most N segments"?'],
  ['? offer a person', 'did you mean "offers a person"?'],
  ['? never name the subject', 'did you mean "never names the subject"?'],
  ['? pleases everybody', 'there is: says WORDS; does not say WORDS'],
])('%s is told with its place and what is meant', (source, remedy) => {
  expect(() => parseScript('x-sms.txt', `# x\n> Hi\n${source}`)).toThrow(
    new RegExp(`^x-sms.txt:3: nothing is expected by .*${remedy.replace(/[?.]/g, '\\$&')}`),
  )
})

test('a number that nobody has is told with its place', async () => {
  await expect(scored('x-sms.txt', ['> Hi', '? says {hotlin}'])).rejects.toThrow(
    'x-sms.txt:2: nobody is called hotlin; did you mean hotline?',
  )
})

test('accents, capitals and how a number is grouped or spoken make no difference', async () => {
  const call = await scored('x.txt', [
    '> (calls)',
    '> 2',
    '> (silence)',
    '> (silence)',
    '> (silence)',
    '> (silence)',
    '? finds within 1 key: {hotline}',
  ])
  expect(call.missed).toEqual([])
  const text = await scored('x-sms.txt', ['> hola', '? says automática', '? says AUTOMATICA'])
  expect(text.missed).toEqual([])
})

test('what Twilio would complain of is missed by every drill', async () => {
  const line = lineOnTwilio({ deliver: () => new Response('no', { status: 500 }) })
  const { missed } = await scoreDrill(parseScript('x-sms.txt', '> Hi\n? stays silent'), line)
  expect(missed.map(({ wrong }) => wrong)).toEqual([expect.stringMatching(/^11200 /)])
})
