/** Danger is answered over every limit, but not without end; and who has no conversation is counted too. */
import { expect, test } from 'vitest'
import { createSenderCounts } from '../../src/line/sender-counts.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { StoreError } from '../../src/store/store.ts'
import { createLine, EPOCH, PERSON } from '../line.ts'

const DANGER = 'he will kill me'
const JAMAICA = '+18765550123'
const SHORT_CODE = '22395'

/** A line whose time is moved by hand. */
function timed(changes: Parameters<typeof createLine>[0] = {}) {
  let ms = 0
  const line = createLine({
    store: memoryStore({ now: () => ms }),
    now: () => EPOCH + ms,
    ticks: () => ms,
    limits: { countries: ['US'], textsPerSender: 30 },
    ...changes,
  })
  /** How many of so many texts are answered, with a pause after each. */
  const answered = async (times: number, body: string, from: string, seconds = 0) => {
    let count = 0
    for (let time = 0; time < times; time++) {
      if (await line.text(body, from)) count++
      ms += seconds * 1000
    }
    return count
  }
  const pass = (seconds: number) => {
    ms += seconds * 1000
  }
  return { ...line, answered, pass }
}

test.each([
  ['a number', PERSON, 300],
  ['a number of a country that is not served', JAMAICA, 60],
  ['a short code', SHORT_CODE, 60],
  ['a name', 'PARCELS', 60],
  ['an address of WhatsApp', 'whatsapp:+447700900123', 60],
  ['a withheld number', '+266696687', 60],
])('danger texts of %s that come at once are answered ten times', async (_, from, times) => {
  const { answered, events } = timed()
  expect(await answered(times, DANGER, from)).toBe(10)
  expect(events).toContainEqual({ event: 'limited', scope: 'texts' })
})

test('after the tenth danger is answered once a minute, and in full after a quarter of an hour', async () => {
  const { answered, text, pass } = timed()
  expect(await answered(12, DANGER, PERSON)).toBe(10)
  pass(60)
  expect(await answered(3, DANGER, PERSON)).toBe(1)
  pass(30)
  expect(await text(DANGER)).toBeUndefined()
  pass(30)
  expect(await text(DANGER)).toContain('call or text 911')
  pass(780)
  expect(await answered(12, DANGER, PERSON)).toBe(10)
})

test('after 40 answers in a day there is silence, and a day later there is none', async () => {
  const { answered, pass } = timed()
  expect(await answered(120, DANGER, PERSON, 60)).toBe(40)
  pass(24 * 3600)
  expect(await answered(12, DANGER, PERSON)).toBe(10)
})

test('what one sender does is nothing to another, nor to what else they ask', async () => {
  const { answered, text } = timed()
  await answered(300, DANGER, PERSON)
  expect(await text(DANGER, '+14155550177')).toContain('call or text 911')
  expect(await answered(20, DANGER, JAMAICA)).toBe(10)
  expect(await text(DANGER, '+18765550124')).toContain('call or text 911')
  // the same person asks something else
  expect(await text('signs')).toBeTruthy()
})

test('a danger text that is delivered again is answered again, and counted once', async () => {
  const { text, answered } = timed()
  await answered(9, DANGER, PERSON)
  for (let time = 0; time < 5; time++)
    expect(await text(DANGER, PERSON, 'SM-same')).toContain('call or text 911')
  expect(await text(DANGER)).toBeUndefined()
  expect(await text(DANGER, PERSON, 'SM-same')).toContain('call or text 911')
})

test('each process counts alone, and forgets when it ends', async () => {
  const store = memoryStore()
  const first = timed({ store })
  expect(await first.answered(12, DANGER, PERSON)).toBe(10)
  expect(await timed({ store }).answered(12, DANGER, PERSON)).toBe(10)
})

test.each([0, 40, 120, 1_800])(
  'an automaton that answers our every text with one, %i s later, ends before the 41st',
  async (seconds) => {
    for (const body of ['Thank you for your message', DANGER, 'X']) {
      const { text, pass } = timed()
      let texts = 0
      while (await text(body, SHORT_CODE)) {
        texts++
        if (texts > 40) break
        pass(seconds)
      }
      expect(texts, body).toBeLessThanOrEqual(40)
      expect(texts, body).toBeGreaterThanOrEqual(10)
    }
  },
)

test('a short code over the limit hears so once', async () => {
  const { text, answered } = timed()
  expect(await answered(30, 'hello', SHORT_CODE)).toBe(30)
  expect(await text('hello', SHORT_CODE)).toContain('15 minutes')
  expect(await answered(50, 'hello', SHORT_CODE)).toBe(0)
  expect(await text('hello', '22396')).toBeTruthy()
})

test('while the store is away the process counts alone', async () => {
  const broken = memoryStore()
  broken.get = async () => {
    throw new StoreError('away')
  }
  const { text, answered } = timed({ store: broken })
  expect(await answered(30, 'hello', PERSON)).toBe(30)
  expect(await text('hello')).toContain('15 minutes')
  expect(await answered(50, 'hello', PERSON)).toBe(0)
  expect(await text(DANGER)).toContain('call or text 911')
})

test('an exit is obeyed, also from a country that is not served and as the first text too many', async () => {
  const { text } = timed({ limits: { countries: ['US'], textsPerSender: 2 } })
  expect(await text(DANGER, JAMAICA)).toContain('call or text 911')
  expect(await text('X', JAMAICA)).toBeUndefined()
  // the neutral time: danger gets only the two numbers
  expect(await text(DANGER, JAMAICA)).toBe(
    'Danger: call or text 911. A person, 24/7: 1-888-373-7888.',
  )
  for (const body of ['hi', '1']) await text(body)
  expect(await text('X')).toContain('only answers when it is texted')
  expect(await text('signs')).toBeUndefined()
})

test('an address of RCS is the person whose number stands in it', async () => {
  const { text, answered } = timed()
  await text('hi', PERSON)
  expect(await text('1', `rcs:${PERSON}`)).toContain('1 I need something now')
  expect(await answered(6, DANGER, PERSON)).toBe(6)
  expect(await answered(6, DANGER, `rcs:${PERSON}`)).toBe(4)
})

test('senders are counted in a space that does not grow', async () => {
  const counts = createSenderCounts(() => 0, 100)
  const sent = (origin: number) => ({ origin: `${origin}`, id: undefined })
  for (let time = 0; time < 11; time++) counts.danger(sent(0))
  expect(counts.danger(sent(0))).toBe(false)
  for (let other = 1; other < 100; other++) counts.danger(sent(other))
  expect(counts.danger(sent(0))).toBe(false)
  for (let other = 100; other < 300; other++) counts.danger(sent(other))
  expect(counts.danger(sent(0))).toBe(true)
})
