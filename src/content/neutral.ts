/** Neutral: texts that somebody else may see or hear first name no subject. */
import { plain } from '../understanding/plain.ts'

const SUBJECT =
  /\b(SEX|TRAFFICK|VICTIM|PIMP|ABUS|PROSTITU|TRATA\b|TRAFICO|EXPLOTA|PROXENET|PADROTE)/

/** Whether a name of the line, which is known before any language is, gives the subject away. */
export function namesSubject(name: string): boolean {
  return SUBJECT.test(plain(name))
}

/** Tells the texts of a language that give the subject away, by its own words: `pimp*` is how one begins. */
export function subjectIn(words: readonly string[]): (text: string) => boolean {
  const forms = words.map(
    (word) => ` ${plain(word.replace('*', ''))}${word.endsWith('*') ? '' : ' '}`,
  )
  return (text) => {
    const said = ` ${plain(text)} `
    return forms.some((form) => said.includes(form)) || namesSubject(text)
  }
}
