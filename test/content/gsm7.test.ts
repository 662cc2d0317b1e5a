/** What a text costs: held against the calculator that Twilio publishes. */
import fc from 'fast-check'
import { SegmentedMessage } from 'sms-segments-calculator'
import { expect, test } from 'vitest'
import { segmentsOf } from '../../src/content/gsm7.ts'
import { walk } from '../walk.ts'

/** Of one place each in GSM-7, of two, and outside it: of one place in UCS-2, and of two. */
const [plain, twoPlaces, outside, pairs] = ['aé ñ¿\n', '^{}\\[~]|€', 'á中Ω’—', '😀🆘']

test('segments are counted as by an independent library, whatever letters meet', {
  tags: ['walk'],
}, () => {
  const alphabets = [plain, plain + twoPlaces, plain + outside, plain + outside + pairs, pairs]
  const text = fc
    .constantFrom(...alphabets)
    .chain((letters) => fc.string({ unit: fc.constantFrom(...letters), maxLength: 700 }))
  fc.assert(
    fc.property(text, (written) => {
      expect(segmentsOf(written)).toBe(new SegmentedMessage(written).segmentsCount)
    }),
    walk('segments', 500),
  )
})
