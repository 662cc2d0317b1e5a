/**
 * Review faults for `harborline check`: unreviewed texts, changes since a review, outdated
 * translations.
 */
import { type Fault, noteIn } from '../../content/fault.ts'
import { foreignTexts } from '../../content/foreign.ts'
import { type Part, reviewState, translationState } from '../../content/review.ts'

/** `today` is written as 2026-12-01. */
export function reviewFaults(parts: readonly Part[], today: string): Fault[] {
  return [
    ...parts.flatMap((part) => partFaults(part, today)),
    ...foreignTexts(parts).map(
      ({ part, text, as }): Fault => ({
        rule: 'foreign',
        file: part.file,
        key: text.path.join('.'),
        problem: `reads as '${as}', not as '${part.language}'`,
        remedy: 'Translate it',
      }),
    ),
    ...counts(parts),
  ]
}

function partFaults(part: Part, today: string): Fault[] {
  const { file, entry, reviewedBy, original } = part
  const faults: Fault[] = []
  const key = entry.join('.')
  if (reviewedBy && reviewState(part) === 'changed')
    noteIn(faults, file, 'review')(
      key,
      `changed since ${reviewedBy.name} reviewed it on ${reviewedBy.date}, so it is unreviewed`,
      'Have it read again, and sign it',
    )
  if (reviewedBy && reviewedBy.date > today)
    noteIn(faults, file, 'age')(
      [...entry, 'reviewedBy', 'date'].join('.'),
      `${reviewedBy.date} is still to come`,
      'Correct the day',
    )
  const state = translationState(part)
  if (original && state === 'older')
    noteIn(faults, file, 'translation')(
      key,
      `older than its original: ${original.id} was changed since it was translated`,
      `Bring it up to date, then set translatedFrom: ${original.textHash}`,
    )
  if (original && state === 'unknown')
    noteIn(faults, file, 'translation')(
      key,
      'does not say from which original it was translated',
      `Hold it against ${original.id}, then set translatedFrom: ${original.textHash}`,
    )
  return faults
}

/** The number of texts awaiting review, by language. */
function counts(parts: readonly Part[]): Fault[] {
  const languages = new Set(
    parts.flatMap(({ kind, language }) => (kind === 'said' ? language : [])),
  )
  const count = (
    file: string,
    unit: string,
    own: readonly Part[],
    size: (part: Part) => number,
  ): Fault[] => {
    const sum = (some: readonly Part[]) => some.reduce((total, part) => total + size(part), 0)
    const waiting = own.filter((part) => reviewState(part) !== 'reviewed')
    if (waiting.length === 0) return []
    const problem = `${sum(waiting)} of ${sum(own)} ${unit} unreviewed`
    const remedy =
      'Have them read by somebody who may stand for them (`harborline sheet`), and sign them'
    return [{ rule: 'review', file, key: '', problem, remedy }]
  }
  const of = (kind: Part['kind'], language?: string) =>
    parts.filter((part) => part.kind === kind && (!language || part.language === language))
  const texts = ({ texts: { length } }: Part) => length
  return [
    ...Array.from(languages).flatMap((language) => [
      ...count(`content/${language}`, 'texts', of('said', language), texts),
      ...count(`content/${language}`, 'lists of words', of('words', language), () => 1),
    ]),
    ...count('content/interpreters.yaml', 'lines', of('interpreter'), texts),
  ]
}
