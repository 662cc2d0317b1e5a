/** Neutrality: texts that somebody else may see or hear first must not name the subject. */
import { plain } from '../understanding/plain.ts'

const SUBJECT =
  /\b(SEX|TRAFFICK|VICTIM|PIMP|ABUS|PROSTITU|TRATA\b|TRAFICO|EXPLOTA|PROXENET|PADROTE)/

/** Whether the line's name, which is used before any language is known, gives the subject away. */
export function namesSubject(name: string): boolean {
  return SUBJECT.test(plain(name))
}

/**
 * Returns a test for texts that give the subject away, by the language's own words; `pimp*` is a
 * word beginning.
 */
export function subjectIn(words: readonly string[]): (text: string) => boolean {
  const forms = words.map(
    (word) => ` ${plain(word.replace('*', ''))}${word.endsWith('*') ? '' : ' '}`,
  )
  return (text) => {
    const said = ` ${plain(text)} `
    return forms.some((form) => said.includes(form)) || namesSubject(text)
  }
}
