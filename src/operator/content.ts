/** Loads the content for commands, and reports wrong options. */
import { FaultsError } from '../content/fault.ts'
import { type Content, loadContent } from '../content/load.ts'
import { buildCache, emptyCache } from '../content/read/cache.ts'
import { type Part, readParts } from '../content/review.ts'

/** The line's names, as command options. */
export type Names = { lineName: string; lineNameSpoken: string }

/** No desk may have the `lineNumber`; `now` (milliseconds) is used for judging age. */
type Asked = { lineNumber?: string | undefined; now?: number }

/**
 * `later`: for commands that do not need people's questions, and should not wait for them. `anew`:
 * every rule is checked for every file, even if the build has done so.
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

/** All parts that can be reviewed. */
export function partsAt(root: string): Part[] {
  return readParts(root, buildCache(root))
}

/** Today's date by this machine's clock, as 2026-12-01. */
export function today(now = new Date()): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`
}

/** The chosen language, or the first one offered. */
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
