/** Words by keys: the same as looking through all of them. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hashOf } from '../../src/understanding/ranking/hashing.ts'
import { wordsBy } from '../../src/understanding/words-by.ts'

const word = fc.string({ unit: fc.constantFrom('A', 'B', 'C'), minLength: 1, maxLength: 4 })
const words = fc.uniqueArray(word, { maxLength: 40 })
const keysOf = (each: string) => Array.from(each, (letter, at) => letter + each.slice(at + 1))

test('the words that have a key are found in their order, each once, and no others', () => {
  fc.assert(
    fc.property(words, word, (all, key) => {
      const find = wordsBy(
        all,
        (each) => keysOf(each).map((own) => hashOf(own)),
        (each, own) => keysOf(each).includes(own),
      )
      expect(find(key)).toEqual(all.filter((each) => keysOf(each).includes(key)))
    }),
  )
})

test('keys whose hashes are alike are told apart', () => {
  const find = wordsBy(
    ['A', 'B', 'C'],
    (each) => [hashOf('A'), hashOf(each)],
    (each, key) => each === key,
  )
  expect([find('A'), find('B'), find('D')]).toEqual([['A'], ['B'], []])
})
