/** What `harborline check` says of reviews: what nobody has read, what changed since, which translations are old. */
import { foreignTexts } from '../content/foreign.ts'
import { type Part, reviewState, translationState } from '../content/review.ts'

/** One sentence each; `today` as 2026-12-01. */
export function reviewNotes(parts: readonly Part[], today: string): string[] {
  return [
    ...parts.flatMap((part) => partNotes(part, today)),
    ...foreignTexts(parts).map(
      ({ part, text, as }) =>
        `${part.file}: ${text.path.join('.')}: reads as '${as}', not as '${part.language}'. Translate it`,
    ),
    ...counts(parts),
  ]
}

function partNotes(part: Part, today: string): string[] {
  const { id, reviewedBy, original } = part
  const notes: string[] = []
  if (reviewedBy && reviewState(part) === 'changed')
    notes.push(
      `${id}: changed since ${reviewedBy.name} reviewed it on ${reviewedBy.date}, so it is unreviewed. Have it read again, and sign it`,
    )
  if (reviewedBy && reviewedBy.date > today)
    notes.push(`${id}: reviewedBy.date: ${reviewedBy.date} is still to come. Correct the day`)
  const state = translationState(part)
  if (original && state === 'older')
    notes.push(
      `${id}: older than its original: ${original.id} was changed since it was translated. Bring it up to date, then set translatedFrom: ${original.textHash}`,
    )
  if (original && state === 'unknown')
    notes.push(
      `${id}: does not say from which original it was translated. Hold it against ${original.id}, then set translatedFrom: ${original.textHash}`,
    )
  return notes
}

/** How many texts wait for a review, language by language. */
function counts(parts: readonly Part[]): string[] {
  const languages = new Set(
    parts.flatMap(({ kind, language }) => (kind === 'said' ? language : [])),
  )
  const count = (
    what: string,
    unit: string,
    own: readonly Part[],
    size: (part: Part) => number,
  ) => {
    const sum = (some: readonly Part[]) => some.reduce((total, part) => total + size(part), 0)
    const waiting = own.filter((part) => reviewState(part) !== 'reviewed')
    if (waiting.length === 0) return []
    return [`${what}: ${sum(waiting)} of ${sum(own)} ${unit} unreviewed`]
  }
  const of = (kind: Part['kind'], language?: string) =>
    parts.filter((part) => part.kind === kind && (!language || part.language === language))
  const texts = ({ texts: { length } }: Part) => length
  return [
    ...Array.from(languages).flatMap((language) => [
      ...count(language, 'texts', of('said', language), texts),
      ...count(language, 'lists of words', of('words', language), () => 1),
    ]),
    ...count('interpreters', 'lines', of('interpreter'), texts),
  ]
}
