/** A day is read as people in California write it, and never guessed. */
import { expect, test } from 'vitest'
import { parseDay } from '../../src/operator/parse-day.ts'

test.each([
  ['2026-12-01', '2026-12-01'],
  ['2026-12-1', '2026-12-01'],
  ['2026/12/01', '2026-12-01'],
  [' 12/1/2026 ', '2026-12-01'],
  ['12/1/26', '2026-12-01'],
  ['12-01-2026', '2026-12-01'],
  ['25/12/2026', '2026-12-25'],
  ['1.12.2026', '2026-12-01'],
  ['Dec 1, 2026', '2026-12-01'],
  ['December 1st 2026', '2026-12-01'],
  ['1 Dec 2026', '2026-12-01'],
  ['1-Dec-26', '2026-12-01'],
  ['1 de diciembre de 2026', '2026-12-01'],
  ['1º de enero del 2026', '2026-01-01'],
  ['ago. 3, 2026', '2026-08-03'],
  ['2026 Sept 30', '2026-09-30'],
])('%s is %s', (written, day) => {
  expect(parseDay(written)).toBe(day)
})

test.each([
  '',
  'yesterday',
  '12/1',
  'Dec 2026',
  '2026-13-01',
  '2026-02-30',
  '2/30/2026',
  '46357',
  '12/1/2026 10:30',
  '13/13/2026',
])('"%s" is no day', (written) => {
  expect(parseDay(written)).toBeUndefined()
})
