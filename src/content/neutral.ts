/** Neutral: texts that somebody else may see or hear first name no subject. */
import { plain } from '../understanding/plain.ts'

const SUBJECT =
  /\b(SEX|TRAFFICK|VICTIM|PIMP|ABUS|PROSTITU|TRATA\b|TRAFICO|EXPLOTA|PROXENET|PADROTE)/

/** Whether a name of the line, or a greeting, gives the subject away. */
export function namesSubject(text: string): boolean {
  return SUBJECT.test(plain(text))
}
