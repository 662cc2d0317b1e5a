/** The table of events: what may be logged and counted, and that nothing private is among it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { StoreError } from '../../src/store/store.ts'
import { events, type Log, type LogEvent } from '../../src/telemetry/events.ts'
import { kindOf } from '../../src/telemetry/kind.ts'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { texts } from '../evaluation/texts.ts'
import { content, createLine, PERSON, ROOT } from '../line.ts'

const rows = Object.entries(events)
/** Every word that stands in the table. */
const words = rows.flatMap(([name, { fields }]) => [
  name,
  ...Object.values(fields).flatMap((field) => (typeof field === 'string' ? [] : field)),
])

/** What the log says of a talk, without the time it took. */
async function logOf(texts: readonly string[], keys: readonly string[] = []) {
  const metrics = createMetrics()
  const logged: LogEvent[] = []
  const log: Log = (event) => {
    logged.push(event)
    metrics.count(event)
  }
  const { text, post } = createLine({ log })
  for (const body of texts) await text(body)
  if (keys.length > 0) await post('/voice', { CallSid: 'CA1', From: PERSON })
  for (const [step, Digits] of keys.entries())
    await post(`/voice/turn?step=${step + 1}`, { CallSid: 'CA1', From: PERSON, Digits })
  const lines = logged.map((event) => JSON.stringify({ ...event, ms: 0 }))
  return { logged, lines, page: await metrics.page() }
}

test('whatever people ask, log and metrics hold only words of the table, channels and languages', async () => {
  const { flows, languages, topics } = content()
  const asked = texts()
    .map(({ text }) => text)
    .filter((_, at) => at % 7 === 0)
  expect(asked.length).toBeGreaterThan(150)
  const keys = ['1', '1', '7', '9', '2', '1', '8', '3', 'x', '9', '4', '*', '0', '1']
  const { logged, page } = await logOf(['hi', '1', ...asked], keys)
  const turns = logged.filter(({ event }) => event === 'turn')
  // one sender in danger without end is answered no more; the rest are
  expect(turns.length).toBeGreaterThan(150)
  const known = new Set([...words, 'sms', 'voice', ...Object.keys(languages)])
  const said = logged.flatMap((event) => Object.values(event).filter((v) => typeof v === 'string'))
  const labels = Array.from(page.matchAll(/="([^"]*)"/g), ([, value = '']) => value)
  for (const value of [...said, ...labels.filter((label) => !/^[\d.]+$|^\+Inf$/.test(label))])
    expect(known, value).toContain(value)

  // and none of these words tells what it was about; a kind of answer may be a node's name too
  const nodes = Object.values(flows).flatMap((flow) => Object.keys(flow.nodes))
  const { outcome, answer } = events.turn.fields
  expect(topics.filter(({ id }) => known.has(id))).toEqual([])
  expect(nodes.filter((node) => outcome.some((word) => word === node))).toEqual([])
  expect(answer).toEqual(['sentence', 'menu', 'page', 'choices', 'transfer', 'end', 'nothing'])
  expect(Array.from(known).filter((word) => /crisis|danger|suicid|minor/.test(word))).toEqual([])
})

test('one danger, one topic and one command look in the log like another', async () => {
  const after = async (body: string) => (await logOf(['hi', '1', body])).lines.at(-1)
  const danger = await after('he has a gun')
  expect(danger).toContain('"outcome":"answered"')
  expect(await after('I want to kill myself')).toBe(danger)
  const topic = await after('signs')
  expect(topic).toContain('"answer":"page"')
  expect(await after('labor trafficking')).toBe(topic)
})

test('what was not understood is told apart, by text and by call', async () => {
  const text = await logOf(['hi', '1', 'zebra-quartz-Maria'])
  expect(text.logged.at(-1)).toMatchObject({ channel: 'sms', outcome: 'missed', answer: 'menu' })
  const call = await logOf([], ['1', '6', ''])
  expect(call.logged.map((event) => event.event === 'turn' && event.outcome)).toEqual([
    'answered',
    'answered',
    'missed',
    'missed',
  ])
  expect(text.page).toContain('channel="sms",outcome="missed"')
})

test('a metric is a row: the page shows those of the table and no other', async () => {
  const page = await createMetrics().page()
  const shown = Array.from(page.matchAll(/^# HELP (\S+) (.*)$/gm), ([, name, help]) => [name, help])
  const said = rows.flatMap(([, { counter, histogram }]) => [
    ...(counter ? [[`harborline_${counter.name}_total`, counter.help]] : []),
    ...(histogram ? [[`harborline_${histogram.name}`, histogram.help]] : []),
  ])
  expect(shown).toEqual(said)
  expect(said.length).toBeGreaterThan(10)
})

test('each event of the table is counted as its row says', async () => {
  const { count, page } = createMetrics()
  for (const [name, { fields }] of rows) {
    const values = Object.entries(fields).map(([field, allowed]) => {
      if (typeof allowed !== 'string') return [field, allowed[0]]
      return [field, allowed === 'number' ? 3 : 'word']
    })
    count({ event: name, ...Object.fromEntries(values) } as LogEvent)
  }
  const shown = await page()
  for (const [, { counter }] of rows)
    if (counter) {
      const counted = new RegExp(`^harborline_${counter.name}_total(\\{.*\\})? (\\d+)$`, 'm')
      expect(counted.exec(shown)?.[2]).toBe(counter.adds ? '3' : '1')
    }
  expect(shown).toContain('harborline_turn_seconds_sum{channel="word"} 0.003')
})

test('an event has no place for a number or a message, and no event is without a row', () => {
  // @ts-expect-error a field that no event has
  const leak: LogEvent = { event: 'stopping', from: PERSON }
  // @ts-expect-error a word that no event has
  const word: LogEvent = { event: 'refused', reason: PERSON }
  // @ts-expect-error what was said is not logged, only what kind of thing
  const said: LogEvent = { event: 'turn', channel: 'sms', said: 'signs' }
  // @ts-expect-error an event that has no row
  const fresh: LogEvent = { event: 'brand_new' }
  // another channel is a name, and nothing else
  const channel = (name: string): LogEvent => ({
    event: 'turn',
    channel: name,
    outcome: 'answered',
    answer: 'menu',
    language: 'en',
    from: 'store',
    ms: 1,
  })
  expect([leak, word, said, fresh, channel('postcard')]).toHaveLength(5)
})

test('the operator reads of every event, at the level that it has', () => {
  const guide = readFileSync(join(ROOT, 'docs/operating.md'), 'utf8')
  const told = Array.from(
    guide.matchAll(/^\| `(\w+)` \| (info|warn|error) \|/gm),
    ([, name, level]) => [name, level],
  )
  expect(told.toSorted()).toEqual(rows.map(([name, { level }]) => [name, level]).toSorted())
})

test('of an error its kind is told: a code of the system or the store, never what it says', () => {
  const missing = () => readFileSync(join(ROOT, PERSON))
  expect(missing).toThrow(PERSON)
  expect(kindOf(errorOf(missing))).toBe('Error ENOENT')
  expect(kindOf(new StoreError('timeout'))).toBe('StoreError timeout')
  expect(kindOf(new TypeError(PERSON))).toBe('TypeError')
  expect(kindOf(Object.assign(new Error(PERSON), { code: PERSON }))).toBe('Error')
  expect(kindOf(Object.assign(new Error(PERSON), { code: PERSON, syscall: 'x' }))).toBe('Error')
  expect(kindOf(PERSON)).toBe('string')
})

function errorOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}
