import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hmacKey, hmacSha1 } from '../../src/twilio/hmac.ts'

test('is the HMAC-SHA1 of node:crypto, for a key and a text of any length', () => {
  const any = fc.string({ unit: 'binary', maxLength: 200 })
  fc.assert(
    fc.property(any, any, (secret, text) => {
      const expected = createHmac('sha1', secret).update(text).digest('base64')
      expect(hmacSha1(hmacKey(secret), text)).toBe(expected)
    }),
    { numRuns: 1_000 },
  )
})

test('is what RFC 2202 says', () => {
  const hex = (text: string) => Buffer.from(text, 'base64').toString('hex')
  expect(hex(hmacSha1(hmacKey('Jefe'), 'what do ya want for nothing?'))).toBe(
    'effcdf6ae5eb2fa2d27416d5f184df9c259a7c79',
  )
})
