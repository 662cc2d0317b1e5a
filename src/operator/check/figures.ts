/**
 * Figures: a translated page or answer must contain the same figures and phone numbers as its
 * original.
 */
import type { Fault } from '../../content/fault.ts'
import type { Part } from '../../content/review.ts'
import type { Variable } from '../../content/schema/topics.ts'

/** Figures that only the translation or only the original has; a figure may also be a word. */
export function figureFaults(parts: readonly Part[]): Fault[] {
  return parts.flatMap(({ original, texts, file }) => {
    // line.yaml is covered by a separate rule
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

/** "24/7" and numbers spelt with letters, which languages express in their own way. */
const AS_WORDS = /\b24\/7\b|\b1-8\d\d-\p{Lu}+/gu

function figuresIn(words: Variable): Set<string> {
  const all = typeof words === 'string' ? words : `${words.text} ${words.without}`
  const figures = all.replace(AS_WORDS, ' ').match(/\{\w+\}|\d[\d.,]*\d|\d/g) ?? []
  return new Set(figures.map((figure) => figure.replace(/[.,]/g, '')))
}
