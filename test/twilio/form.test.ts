/** A form is read as URLSearchParams reads it, whatever comes. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readForm } from '../../src/twilio/form.ts'

const firstOfEach = (text: string) => {
  const first = new Map<string, string>()
  for (const [name, value] of new URLSearchParams(text))
    if (!first.has(name)) first.set(name, value)
  return first
}

test.each([
  'Body=caf%C3%A9+%26+t%C3%A9&From=%2B12025550100',
  'a=1&a=2&&b&=c&d==e&+f=%2',
  '?a=1',
  'a=%FF%FE&b=%E2%82',
  '',
])('%j is read as it is elsewhere', (text) => {
  expect(readForm(text).form).toEqual(firstOfEach(text))
})

test('a form that somebody encoded is read as they wrote it', () => {
  const pairs = fc.array(
    fc.tuple(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
    { maxLength: 20 },
  )
  fc.assert(
    fc.property(pairs, (written) => {
      const text = new URLSearchParams(written).toString()
      expect(readForm(text).form).toEqual(firstOfEach(text))
      expect(readForm(text).repeated).toBe(
        new Set(written.map(([name]) => name)).size < written.length,
      )
    }),
  )
})

test('any other text is read as URLSearchParams reads it', () => {
  const part = fc.oneof(
    fc.constantFrom('%', '&', '=', '+', '?', '%4', '%41', '%C3%A9', '%FF'),
    fc.string(),
  )
  fc.assert(
    fc.property(fc.array(part), (parts) => {
      const text = parts.join('')
      expect(readForm(text).form).toEqual(firstOfEach(text))
    }),
    { numRuns: 1_000 },
  )
})
