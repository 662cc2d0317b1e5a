/** A few of the faults, made for real each time: nobody is left without an answer, and no turn is taken twice where Redis lives. */
import { beforeAll, expect, test } from 'vitest'
import type { Expected } from './crowd.ts'
import { faults } from './faults.ts'
import { expectedWords, measure } from './measure.ts'

let expected: Expected
beforeAll(async () => {
  expected = await expectedWords()
})

const few = faults.filter(({ short }) => short)

test('the short form has each kind of Redis in it', () => {
  expect(new Set(few.map(({ lab }) => lab.kind))).toEqual(new Set(['redis', 'sentinel', 'cluster']))
})

test.each(few)('$name: everybody is answered in time', async (fault) => {
  const { asked, verdicts, doubled, slowest, lostElsewhere } = await measure(fault, expected, {
    people: 6,
    think: 500,
    processes: 2,
    before: 2_000,
    lasts: 3_000,
    after: 2_000,
  })
  console.info(`${fault.name}: ${asked} asked, ${JSON.stringify(verdicts)}, slowest ${slowest} ms`)
  expect(asked).toBeGreaterThan(10)
  expect(verdicts.lost + lostElsewhere).toBe(0)
  // nobody is asked the first question again
  expect(verdicts.astray).toBeLessThanOrEqual(asked / 100)
  // two processes can not know of each other's turns while the store is away
  if (fault.live) expect(doubled).toBe(0)
  // Twilio waits for 15 s; the last guard answers within 2.5 s, and a busy machine is given more
  expect(slowest).toBeLessThan(10_000)
})
