/** Clauses: the parts of a text that may each say something of their own. */
import { plain } from './plain.ts'

const MARKS = /[.?!;,\n]+/
const SPACES = /\s+/

/** A text in its clauses, as written: split at marks, and before the words that join clauses. */
export function clausesOf(written: string, joins: ReadonlySet<string>): string[] {
  return written.split(MARKS).flatMap((sentence) => {
    const clauses: string[][] = [[]]
    for (const word of sentence.split(SPACES))
      if (joins.has(plain(word))) clauses.push([])
      else if (word !== '') clauses.at(-1)?.push(word)
    return clauses.filter((clause) => clause.length > 0).map((clause) => clause.join(' '))
  })
}
