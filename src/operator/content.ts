/** The content that a command works with, and what it says of a wrong option. */
import { FaultsError } from '../content/fault.ts'
import { type Content, loadContent } from '../content/load.ts'
import { buildCache, emptyCache } from '../content/read/cache.ts'
import { type Part, readParts } from '../content/review.ts'

/** How the line is called, as options of a command. */
export type Names = { lineName: string; lineNameSpoken: string }

/** A desk can not have the `lineNumber`; `now` in milliseconds, for what is too old by then. */
type Asked = { lineNumber?: string | undefined; now?: number }

/**
 * `later`: for what has no use for people's questions, and need not wait for them. `anew`: every rule is
 * held against every file, also where the build has done so.
 */
export function contentAt(
  root: string,
  { lineName, lineNameSpoken, lineNumber: number, now }: Names & Asked,
  how: 'now' | 'later' | 'anew' = 'now',
): Content {
  const name = { written: lineName, spoken: lineNameSpoken }
  const kept = buildCache(root)
  const cache = how === 'anew' ? { ...kept, checked: emptyCache.checked } : kept
  return loadContent(root, {
    name,
    number,
    cache,
    ...(now !== undefined && { now }),
    questions: how === 'later' ? 'later' : 'now',
  })
}

/** Everything that can be reviewed. */
export function partsAt(root: string): Part[] {
  return readParts(root, buildCache(root))
}

/** Today by the clock of this machine, as 2026-12-01. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** The language that was chosen, or the first one offered. */
export function offeredLanguage({ languages }: Content, chosen: string | undefined): string {
  const offered = Object.keys(languages)
  const language = chosen ?? offered[0] ?? ''
  if (offered.includes(language)) return language
  throw wrongOption(
    '--lang',
    `the language '${language}' is not offered`,
    `Write one of ${offered.join(', ')}`,
  )
}

export function wrongOption(option: string, problem: string, remedy: string): FaultsError {
  return new FaultsError([{ file: option, key: '', problem, remedy }])
}
