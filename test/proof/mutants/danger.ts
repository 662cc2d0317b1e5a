/** Slips in the phrases of danger: one lost, one that nothing rests on, a text that is not found any more. */
import { type Data, dataOf } from '../checker.ts'
import type { LANGUAGES, Mutant } from './mutant.ts'

/** Each phrase of danger, and each text that only it finds, one at a time. */
export function dangerMutants(language: (typeof LANGUAGES)[number]): Mutant[] {
  const words = `content/${language}/words.yaml`
  const danger = `content/${language}/danger.yaml`
  return (['crisis', 'pleas'] as const).flatMap((group) =>
    Object.entries<string[]>(dataOf(words)[group]).flatMap(([kind, phrases]) =>
      phrases.flatMap((_, at): Mutant[] => {
        const what = `${group}.${kind} loses its entry ${at}`
        const spoil = (data: Data) => void data[group][kind].splice(at, 1)
        const expected = { rules: ['danger'], key: `${group}.${kind}`, file: words }
        return [
          { kind: 'danger phrase removed', file: words, what, spoil, expected },
          { kind: 'danger text removed', file: danger, what, spoil, expected },
          {
            ...{ kind: 'danger phrase without a text', file: words, expected },
            what: `${group}.${kind} has one more after ${at}`,
            spoil: (data) => void data[group][kind].splice(at + 1, 0, `qqq zzz ${kind} ${at}`),
          },
        ]
      }),
    ),
  )
}
