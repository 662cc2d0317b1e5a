/** Slips in what a text names, in either language: a number that is left out, and a key that is another. */
import { keysIn } from '../../../src/content/keys-in.ts'
import { type Data, dataOf } from '../checker.ts'
import type { LANGUAGES, Mutant } from './mutant.ts'

/** These are said once for all, or held by rules of their own. */
const OTHERS = ['line', 'options', 'languages', 'key', 'others']

export function namedMutants(language: (typeof LANGUAGES)[number]): Mutant[] {
  const file = `content/${language}/line.yaml`
  const line = dataOf(file)
  const groups = ['text', 'voice'].flatMap((medium) =>
    ['menus', 'says', 'footer'].map((group) => [medium, group]),
  )
  return [...groups, ['safe'], ['safe', 'voice']].flatMap((path) =>
    Object.entries<Data>(path.reduce((at, name) => at[name], line)).flatMap(([name, text]) => {
      if (typeof text !== 'string') return []
      const make = (kind: string, what: string, spoilt: string): Mutant => ({
        ...{ kind, file, what: `${[...path, name].join('.')} ${what}` },
        spoil: (data) => {
          path.reduce((at, each) => at[each], data)[name] = spoilt
        },
        expected: { rules: ['named'], key: [...path, name].join('.') },
      })
      const slots = new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, slot = '']) => slot))
      const numbers = Array.from(slots).filter((slot) => !OTHERS.includes(slot))
      const keys = Array.from(keysIn(text.replace(/\{\w+\}/g, ' ')))
      return [
        ...numbers.map((slot) =>
          make('number not named', `leaves out ${slot}`, text.replaceAll(`{${slot}}`, '...')),
        ),
        ...keys.map((key) =>
          make(
            'wrong key',
            `names 6 for ${key}`,
            text.replaceAll(new RegExp(`\\b${key}\\b`, 'g'), '6'),
          ),
        ),
      ]
    }),
  )
}
