/** Fills in the names in braces, and picks the variant of a text that may be served. */
import { isServed, spoken } from '../../phones/number.ts'
import type { Phone } from '../../phones/phone.ts'
import { type AlphabetName, alphabetOf } from '../alphabet.ts'
import type { Files } from '../read/files.ts'
import type { Variable } from '../schema/topics.ts'
import type { LineName, Medium } from '../words.ts'

/** Fills in the names in braces; for text messages, also converts to the language's alphabet. */
export function filler(files: Files, language: string, medium: Medium, name: LineName) {
  const { written } = alphabetOf(alphabetIn(files, language))
  const numbers = new Map(
    Object.entries(files.phones).map(([key, phone]) => [
      key,
      medium === 'text' ? phone.number : spoken(phone),
    ]),
  )
  numbers.set('line', medium === 'text' ? name.written : name.spoken)
  return (text: string): string => {
    const filled = text.replace(/\{(\w+)\}/g, (braces, key) => numbers.get(key) ?? braces)
    return medium === 'text' ? written(filled) : filled.normalize('NFC')
  }
}

/** The alphabet used for a language's text messages. */
export function alphabetIn(
  { languages }: Pick<Files, 'languages'>,
  language: string,
): AlphabetName {
  return languages[language]?.alphabet ?? 'gsm-7'
}

/** The text, or its variant if the text names a number that may not be served. */
export function served(phones: Files['phones'], variable: Variable): string {
  if (typeof variable === 'string') return variable
  const named = placeholders(variable.text).flatMap((key) => entry(phones, key))
  return named.every(([key, phone]) => isServed(key, phone)) ? variable.text : variable.without
}

/** The names in braces in a text. */
export function placeholders(text: string): string[] {
  return Array.from(text.matchAll(/\{(\w+)\}/g), ([, key = '']) => key)
}

function entry(phones: Files['phones'], key: string): [string, Phone][] {
  const phone = phones[key]
  return phone ? [[key, phone]] : []
}
