/**
 * Answer words must be unambiguous, above all yes and no to whether it is safe. Applied by
 * `harborline check` and before publishing, not at start.
 */
import { type Fault, noteIn } from '../fault.ts'
import type { AnswersText } from '../schema/answers.ts'

export function answerFaults(
  language: string,
  { keys, yes, no, plainly }: Pick<AnswersText, 'keys' | 'yes' | 'no' | 'plainly'>,
): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/answers.yaml`)
  const hold = (lists: readonly (readonly [key: string, words: readonly string[]])[]) => {
    const known = new Map<string, string>()
    for (const [key, words] of lists)
      for (const [at, written] of words.entries()) {
        const other = known.get(written.toLowerCase())
        if (other !== undefined && other !== key)
          note(
            `${key}.${at}`,
            `'${written}' stands under ${other} too`,
            'Leave it where it belongs, and take it out of the other',
          )
        known.set(written.toLowerCase(), key)
      }
  }
  hold(Object.entries(keys).map(([key, words]) => [`keys.${key}`, words]))
  hold([
    ['yes', yes],
    ['no', no],
  ])
  hold([
    ['plainly.yes', plainly.yes],
    ['plainly.no', plainly.no],
  ])
  return faults
}
