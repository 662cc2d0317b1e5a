/** The rows of a sheet: one per text that people read or hear, part by part. */
import type { Content } from '../../content/load.ts'
import { type Part, reviewState, translationState } from '../../content/review.ts'
import type { Topic } from '../../content/schema/topics.ts'
import type { Names } from '../content.ts'

/** Everything a sheet is made from. */
export type Sheet = {
  content: Content
  parts: readonly Part[]
  names: Names
  /** The date of the sheet, as 2026-12-01. */
  today: string
}

export type SheetRow = {
  /** The part's id: a file, followed by # and its entry if it has one. */
  part: string
  key: string
  /** A description in words. */
  what: string
  language: string
  /** The same text in the first language; empty for that language itself. */
  original: string
  text: string
  /** For information only; imports may not change it. */
  fixed?: true
}

/** A text of a part as written in its file. */
export type PartText = { key: string; path: readonly string[]; text: string }

/** The parts with something to read: all, or those of one language and their originals. */
export function readable(parts: readonly Part[], language?: string): Part[] {
  return parts.filter(
    (part) =>
      part.kind !== 'words' &&
      (!language || part.language === language || (part.kind === 'said' && !part.original)),
  )
}

/** Every text of a part; both variants if it names a number that may not be served yet. */
export function textsOf({ texts }: Part): PartText[] {
  return texts.flatMap(({ path, words }) => {
    const variants = typeof words === 'string' ? { '': words } : words
    return Object.entries(variants).map(([variant, text]) => {
      const whole = variant === '' ? path : [...path, variant]
      return { key: whole.join('.'), path: whole, text }
    })
  })
}

/** The rows of a part, most important first; for a topic, also its keywords and sources. */
export function rowsOf(part: Part): SheetRow[] {
  const { id, language, original, topic, keywords } = part
  const before = new Map(original ? textsOf(original).map(({ key, text }) => [key, text]) : [])
  const row = (key: string, text: string, origin = before.get(key) ?? ''): SheetRow => {
    return { part: id, key, what: describeKey(part, key), language, original: origin, text }
  }
  return [
    ...textsOf(part).map(({ key, text }) => row(key, text)),
    ...(topic
      ? [
          {
            ...row('keywords', keywords.join(', '), original?.keywords.join(', ')),
            fixed: true as const,
          },
          { ...row('sources', sourcesOf(topic)), fixed: true as const },
        ]
      : []),
  ]
}

function sourcesOf({ sources, checkedOn }: Topic): string {
  const all = sources.map(({ name, year, title, url }) =>
    [`${name} ${year}: ${title}`, ...(url ? [url] : [])].join(', '),
  )
  return [...all, `Checked on ${checkedOn}`].join('; ')
}

/** Identifies the text, so that no other one is signed or overwritten in its place. */
export function versionOf({ hash, original }: Part): string {
  return original ? `${hash} ${original.textHash}` : hash
}

/** The state of a part's review, in words. */
export function statusOf(part: Part): string {
  const { reviewedBy } = part
  const older = translationState(part) === 'older' ? ', older than its original' : ''
  switch (reviewState(part)) {
    case 'unreviewed':
      return `unreviewed${older}`
    case 'changed':
      return `unreviewed, changed since ${reviewedBy?.name} read it on ${reviewedBy?.date}${older}`
    case 'reviewed':
      return `reviewed by ${reviewedBy?.name} on ${reviewedBy?.date}${older}`
  }
}

/** A part's title on the sheet. */
export function titleOf({ kind, file, language, texts, topic }: Part): string {
  if (kind === 'interpreter') return `Interpreters: ${language}`
  if (file.endsWith('/line.yaml')) return 'Menus and sentences of the line'
  if (file.endsWith('/smalltalk.yaml')) return 'What people ask of the line itself'
  const title = texts.find(({ path }) => path[0] === 'title')?.words
  return typeof title === 'string' ? title : (topic?.id ?? file)
}

const channels: Readonly<Record<string, string>> = { text: 'by text', voice: 'by call' }
const groups: Readonly<Record<string, string>> = {
  menus: 'menu',
  says: 'sentence',
  footer: 'keys of a page with',
  option: 'an option of a menu',
  sources: 'the page of sources',
}

/** Describes a key, such as `by text, page 1`. */
export function describeKey({ kind, language, entry }: Part, whole: string): string {
  const key = entry.length > 0 ? whole.slice(entry.join('.').length + 1) : whole
  const [first = '', second = '', ...rest] = key.split('.')
  const last = rest.at(-1)
  if (kind === 'interpreter') return `${language}, ${channels[first] ?? first}`
  const channel = channels[first]
  if (channel && /^\d+$/.test(second)) {
    const late = last === 'without' ? ', until its number has been phoned' : ''
    return `${channel}, page ${Number(second) + 1}${late}`
  }
  if (channel) return [`${channel}, ${groups[second] ?? second}`, rest.join('.')].join(' ').trim()
  if (first === 'themes') return `menu ${second}, its name${last === 'spoken' ? ' aloud' : ''}`
  if (first === 'talk') return `by text, answer to ${second}`
  if (first === 'advocate') return `told to whoever answers: ${second}`
  if (first === 'safe') return `when something broke: ${[second, ...rest].join(' ')}`
  return { title: 'title in a menu', spoken: 'title aloud' }[first] ?? first
}

/** Groups things by name, keeping their order. */
export function grouped<Thing>(
  things: readonly Thing[],
  nameOf: (thing: Thing) => string,
): Map<string, Thing[]> {
  const groups = new Map<string, Thing[]>()
  for (const thing of things) {
    const name = nameOf(thing)
    groups.set(name, [...(groups.get(name) ?? []), thing])
  }
  return groups
}
