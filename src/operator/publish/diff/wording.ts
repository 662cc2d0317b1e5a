/** Compares texts: what people read or hear that has changed or is gone. */
import type { Content } from '../../../content/load.ts'
import type { Medium, Wording } from '../../../content/words.ts'

export const mediumNames: Readonly<Record<Medium, string>> = { text: 'by text', voice: 'by phone' }

/** A changed text: where it is, what changed, and a key shared by identical changes elsewhere. */
type Changed = { where: string; what: string; alike: string }

/** One line per change; identical changes are merged. */
export function wordingChanges(old: Content, next: Content): string[] {
  const changed = (['text', 'voice'] as const).flatMap((medium) =>
    Array.from(union(old.wording[medium], next.wording[medium])).flatMap((language) =>
      changesIn(
        `${mediumNames[medium]}, ${language}`,
        textsOf(old.wording[medium][language]),
        textsOf(next.wording[medium][language]),
      ),
    ),
  )
  const groups = new Map<string, Changed[]>()
  for (const each of changed) groups.set(each.alike, [...(groups.get(each.alike) ?? []), each])
  return Array.from(groups.values()).flatMap(([first, ...more]) => {
    if (!first) return []
    const others = more.length === 0 ? '' : `, and ${more.length} more in the same way`
    return [`${first.where}${others}: ${first.what}`]
  })
}

function textsOf(wording: Wording | undefined): Map<string, string> {
  if (!wording) return new Map()
  const named = (kind: string, texts: ReadonlyMap<string, string>) =>
    Array.from(texts, ([key, text]) => [`${kind} ${key}`, text] as const)
  const pages = Array.from(wording.pages, ([key, text]) => {
    const [topic = '', page = ''] = key.split('/')
    return [`${topic}, page ${Number(page) + 1}`, text] as const
  })
  return new Map([...named('sentence', wording.says), ...named('menu', wording.menus), ...pages])
}

function changesIn(
  where: string,
  old: ReadonlyMap<string, string>,
  next: ReadonlyMap<string, string>,
): Changed[] {
  const names = new Set([...old.keys(), ...next.keys()])
  return Array.from(names).flatMap((name) => {
    const [before, after] = [old.get(name), next.get(name)]
    if (before === after) return []
    const at = `${name} (${where})`
    if (before === undefined) return [{ where: at, what: `new: “${after}”`, alike: at }]
    if (after === undefined) return [{ where: at, what: 'is gone', alike: at }]
    const { shown, alike } = changeOf(before, after)
    return [{ where: at, what: shown, alike }]
  })
}

/** Number of words of context shown around a change. */
const AROUND = 3

/**
 * The changed part of a text, with context for display and without for finding identical changes.
 */
function changeOf(before: string, after: string): { shown: string; alike: string } {
  const [old, next] = [before.split(/\s+/), after.split(/\s+/)]
  const least = Math.min(old.length, next.length)
  let head = 0
  while (head < least && old[head] === next[head]) head++
  let tail = 0
  while (tail < least - head && old.at(-1 - tail) === next.at(-1 - tail)) tail++
  const part = (words: readonly string[], around: number) => {
    const from = Math.max(0, head - around)
    const until = Math.min(words.length, words.length - tail + around)
    return { from, until, text: words.slice(from, until).join(' ') }
  }
  const shown = (words: readonly string[]) => {
    const { from, until, text } = part(words, AROUND)
    return `“${from > 0 ? '… ' : ''}${text}${until < words.length ? ' …' : ''}”`
  }
  const bare = (words: readonly string[]) => part(words, 0).text.replace(/[.,;:!?]+$/, '')
  return { shown: `${shown(old)} is now ${shown(next)}`, alike: `${bare(old)} > ${bare(next)}` }
}

function union(one: object, other: object): Set<string> {
  return new Set([...Object.keys(one), ...Object.keys(other)])
}
