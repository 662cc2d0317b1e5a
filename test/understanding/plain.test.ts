/** The form in which texts are compared: the same for all who mean the same, in every script. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { hasUnparted, lengthInWords, plain, wordsIn } from '../../src/understanding/plain.ts'
import { walk } from '../walk.ts'

test.each([
  ['¿Qué pasó?', 'QUE PASO'],
  ['Tôi không được đi', 'TOI KHONG DUOC DI'],
  ['tội', 'TOI'],
  ['救命！', '救 命'],
  ['我今年15岁', '我 今 年 15 岁'],
  ['ＯＫ ２', 'OK 2'],
  ['ช่วยด้วย', 'ช่ ว ย ด้ ว ย'],
  ['मदद चाहिए', 'मदद चाहिए'],
  ['أُحتاج', 'احتاج'],
  ['도와주세요', '도와주세요'.normalize('NFKD')],
  ['h\u00ade\u200dlp', 'HELP'],
])('"%s" is compared as "%s"', (written, form) => {
  expect(plain(written)).toBe(form)
  expect(plain(form)).toBe(form)
})

test('vowels that are marks tell words apart, tones and accents do not', () => {
  expect(plain('मदद')).not.toBe(plain('मुदित'))
  expect(plain('ปา')).not.toBe(plain('ปี'))
  expect(plain('má')).toBe(plain('mà'))
})

test("texts of the keyboard's own signs take a shorter way to the same", { tags: ['walk'] }, () => {
  const ascii = fc.string({ unit: 'grapheme-ascii', maxLength: 200 })
  fc.assert(
    fc.property(ascii, (text) => {
      // a sign that nobody sees makes it go the longer way
      expect(plain(text)).toBe(plain(`${text}\u200d`))
    }),
    walk('plain texts', 2_000),
  )
})

test('a letter without blanks counts half a word', () => {
  expect(wordsIn('他有枪')).toHaveLength(3)
  expect(lengthInWords(wordsIn('他有枪'))).toBe(1.5)
  expect(lengthInWords(wordsIn('he has a gun'))).toBe(4)
  expect(hasUnparted('中文 OK')).toBe(true)
  expect(hasUnparted('Tiếng Việt')).toBe(false)
})

test('texts of Spanish letters and signs are read beside another script as they are alone', () => {
  const sign = fc.constantFrom(...'aZ09 áéíóúüñÁÑç¿¡’‘´`\'"*#-\u0301\u0308ª')
  fc.assert(
    fc.property(fc.string({ unit: sign, maxLength: 40 }), (text) => {
      // one letter of another script, and it goes the long way
      expect(plain(`${text} ж`)).toBe(`${plain(text)} Ж`.trim())
    }),
    walk('Spanish letters', 300),
  )
})
