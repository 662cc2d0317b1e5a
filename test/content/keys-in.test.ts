/** Which keys words name: a digit of a number is none. */
import { expect, test } from 'vitest'
import { keysIn } from '../../src/content/keys-in.ts'

test.each([
  ['Reply with a number:\n1 I need something now\n2 Laws\n0 A person, 24/7\nX Leave', '120'],
  ['Safe to text now? 1 yes, 2 no, 0 a person, 3 Español. Danger: call or text 911.', '1203'],
  ['For English, press 1. In an emergency, dial 9 1 1. For a person, press 0.', '10'],
  ['Here is the number. 1, 8 8 8, 3 7 3, 7 8 8 8. Again: 8 8 8, 3 7 3, 7 8 8 8. Press 1.', '1'],
  ['Call 1-888-373-7888 or text 233733. Under 18? 9=menu 0=person', '90'],
  ['For 15 seconds.', ''],
])('%j', (words, keys) => {
  expect(Array.from(keysIn(words)).join('')).toBe(keys)
})
