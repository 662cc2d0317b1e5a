/** Figures: a page or an answer of a translation has those of its original, and the same phone numbers. */
import type { Fault } from '../../content/fault.ts'
import type { Part } from '../../content/review.ts'
import type { Variable } from '../../content/schema/topics.ts'

/** What a translation has, and its original not, or the other way round; a figure may also be a word. */
export function figureFaults(parts: readonly Part[]): Fault[] {
  return parts.flatMap(({ original, texts, file }) => {
    // what line.yaml has to name is a rule of its own
    if (!original || file.endsWith('/line.yaml')) return []
    const originals = new Map(original.texts.map(({ path, words }) => [path.join('.'), words]))
    return texts.flatMap(({ path, words }): Fault[] => {
      const key = path.join('.')
      const other = originals.get(key)
      const said = other === undefined ? '' : difference(figuresIn(words), figuresIn(other))
      if (said === '') return []
      const problem = `${said}, other than ${original.file}`
      return [{ rule: 'figures', file, key, problem, remedy: 'Correct the one that is wrong' }]
    })
  })
}

function difference(here: ReadonlySet<string>, there: ReadonlySet<string>): string {
  const missing = Array.from(there).filter((figure) => !here.has(figure))
  const more = Array.from(here).filter((figure) => !there.has(figure))
  return [
    ...(missing.length > 0 ? [`it lacks ${missing.join(', ')}`] : []),
    ...(more.length > 0 ? [`it has ${more.join(', ')}`] : []),
  ].join(' and ')
}

/** Around the clock, and a number that is spelt with letters: languages say these in their own way. */
const AS_WORDS = /\b24\/7\b|\b1-8\d\d-\p{Lu}+/gu

function figuresIn(words: Variable): Set<string> {
  const all = typeof words === 'string' ? words : `${words.text} ${words.without}`
  const figures = all.replace(AS_WORDS, ' ').match(/\{\w+\}|\d[\d.,]*\d|\d/g) ?? []
  return new Set(figures.map((figure) => figure.replace(/[.,]/g, '')))
}
