/** What texts mean: remembered where they are short and say nothing of who wrote them. */
import { readFileSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { createInputs } from '../../src/line/inputs.ts'
import type { IncomingText } from '../../src/line/text-turn.ts'
import { understand } from '../../src/understanding/understand.ts'
import { content, createLine, PERSON } from '../line.ts'

afterEach(() => void vi.useRealTimers())

/** What texts mean, and how often any had to be read for it. */
function counting() {
  let read = 0
  const own = content()
  const counted = Object.create(own, {
    lexicon: {
      get: () => {
        read += 1
        return own.lexicon
      },
    },
  })
  const inputOf = createInputs(counted, 'provider')
  return { means: (body: string) => inputOf(texted(body)), read: () => read }
}

function texted(body: string, changes: Partial<IncomingText> = {}): IncomingText {
  const from = { sender: PERSON, origin: PERSON, id: 'SM1' }
  return { channel: 'sms', ...from, body, media: false, answered: undefined, ...changes }
}

test.each(['MENU', 'Hi', 'more', 'exit', 'what are the signs?', 'Español'])(
  '%s is read once, however often it comes',
  (body) => {
    const { means, read } = counting()
    const first = means(body)
    expect(first).toEqual(understand(content().lexicon, body).input)
    expect(means(body)).toEqual(first)
    expect(read()).toBe(1)
  },
)

test.each([
  ['danger', 'he is outside my door'],
  ['danger beside a question', 'what is a t visa? he said he will kill me'],
  ['harm to oneself', 'i want to die'],
  ['what somebody writes about themselves', 'my boss took my passport'],
  ['what is not understood', 'blue forty window'],
  ['a long question', 'what are the signs of trafficking?'],
  ['a key, which is read at once', '1'],
])('%s is read each time', (_what, body) => {
  const { means, read } = counting()
  expect(means(body)).toEqual(means(body))
  expect(read()).toBe(2)
})

test('after ten minutes everything is forgotten', () => {
  vi.useFakeTimers()
  const { means, read } = counting()
  means('MENU')
  vi.advanceTimersByTime(9 * 60_000)
  means('MENU')
  expect(read()).toBe(1)
  vi.advanceTimersByTime(60_000)
  means('MENU')
  expect(read()).toBe(2)
})

test('no more than 500 texts are remembered, and what comes after them is still understood', () => {
  const { means, read } = counting()
  const marks = (at: number) => at.toString(2).replaceAll('0', '.').replaceAll('1', '!')
  const bodies = Array.from({ length: 600 }, (_, at) => `hi${marks(at)}`)
  for (const body of bodies) expect(means(body)).toMatchObject({ type: 'small_talk' })
  expect(read()).toBe(600)
  for (const body of bodies) expect(means(body)).toMatchObject({ type: 'small_talk' })
  expect(read()).toBe(600 + 100)
})

test('a text means the same to whoever sends it later, whatever was done with it before', async () => {
  const rows = readFileSync(new URL('../evaluation/texts.tsv', import.meta.url), 'utf8')
  const bodies = rows
    .split('\n')
    .map((row) => row.split('\t').at(-1) ?? '')
    .filter((body) => body.length > 0 && body.length <= 24)
    .slice(0, 150)
  const { text } = createLine()
  const answers = async (from: string) => {
    const given: unknown[] = []
    for (const [at, body] of bodies.entries()) {
      const person = `${from}${String(at).padStart(3, '0')}`
      await text('Hi', person)
      await text('1', person)
      given.push(await text(body, person))
    }
    return given
  }
  const first = await answers('+1415555')
  const second = await answers('+1416555')
  expect(second.map(String)).toEqual(first.map(String))
  expect(new Set(first).size).toBeGreaterThan(20)
})

test.each([
  ['stop', { type: 'event', event: 'opt_out.provider' }],
  ['start', { type: 'event', event: 'opt_in.provider' }],
  ['help', undefined],
] as const)('what the provider has answered itself (%s) is not read', (answered, input) => {
  expect(createInputs(content(), 'provider')(texted('MENU', { answered }))).toEqual(input)
})

test('an opt-out is the line’s to answer where the provider does not', () => {
  const stop = { type: 'event', event: 'opt_out.line' }
  expect(createInputs(content(), 'line')(texted('STOP'))).toEqual(stop)
})
