/** Numbers of nobody: none twice, all of them served. */
import { expect, test } from 'vitest'
import { createCountryOf } from '../../src/phones/country.ts'
import { fictionalNumbers, isFictional } from '../../src/phones/fictional.ts'

test('each drill has a person of its own: a line that runs remembers who has texted', () => {
  const next = fictionalNumbers()
  const people = Array.from({ length: 3_000 }, next)
  expect(new Set(people).size).toBe(people.length)
  expect(people.filter((number) => !/^\+1\d{3}55501\d{2}$/.test(number))).toEqual([])
  expect(people.every(isFictional)).toBe(true)
  const countryOf = createCountryOf()
  expect(people.filter((number) => countryOf(number) !== 'US')).toEqual([])
})
