/**
 * The files of the folder of counts: plain sums, and nothing else.
 *
 *   2026-11-24.<process>.json   what one process counted on one day, which it alone writes
 *   2026-11-24.json             a day that was folded: of the processes that it names, without hours
 *   2026-11.hours.json          hours by weekday, of the days that it names
 */
import { open, readdir, readFile, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Sums } from './sums.ts'

const Cells = z.record(z.string(), z.int())
const Sum = z.strictObject({
  total: z.int(),
  of: Cells.exactOptional(),
  channel: Cells.exactOptional(),
  language: Cells.exactOptional(),
  hour: Cells.exactOptional(),
})
const Shape: z.ZodType<CountsFile> = z.strictObject({
  holds: z.array(z.string()).readonly(),
  sums: z.record(z.string(), Sum),
})

/** `holds` lists the processes or days that have been added in. */
export type CountsFile = { readonly holds: readonly string[]; readonly sums: Sums }

/** A file that the line cannot have written; it is never overwritten. */
export class DamagedCounts extends Error {
  constructor(path: string) {
    super(`${path} is not as the line wrote it: move it away, or put back a copy`)
    this.name = 'DamagedCounts'
  }
}

/** File names for one process's day, for a folded day, and for a month's hours. */
export const nameOf = {
  process: (day: string, process: string) => `${day}.${process}.json`,
  day: (day: string) => `${day}.json`,
  hours: (month: string) => `${month}.hours.json`,
}

/** The files of one month. */
export type Found = {
  /** Processes with a file of their own, by day. */
  readonly processes: ReadonlyMap<string, readonly string[]>
  /** Days that have been folded. */
  readonly folded: ReadonlySet<string>
  readonly hours: boolean
}

const DAY = /^(\d{4}-\d{2}-\d{2})(?:\.([\w-]+))?\.json$/
const HOURS = /^(\d{4}-\d{2})\.hours\.json$/

/** The files found in the folder, by month; none if the folder does not exist. */
export async function findFiles(folder: string): Promise<ReadonlyMap<string, Found>> {
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const months = new Map<
    string,
    { processes: Map<string, string[]>; folded: Set<string>; hours: boolean }
  >()
  for (const name of names) {
    const [, day, process] = DAY.exec(name) ?? []
    const month = day?.slice(0, 7) ?? HOURS.exec(name)?.[1]
    if (!month) continue
    const found = months.get(month) ?? { processes: new Map(), folded: new Set(), hours: false }
    months.set(month, found)
    if (!day) found.hours = true
    else if (!process) found.folded.add(day)
    else found.processes.set(day, [...(found.processes.get(day) ?? []), process])
  }
  return months
}

export async function readFileOf(folder: string, name: string): Promise<CountsFile> {
  const path = join(folder, name)
  const text = await readFile(path, 'utf8')
  try {
    return Shape.parse(JSON.parse(text))
  } catch {
    throw new DamagedCounts(path)
  }
}

/**
 * Writes the whole file and syncs it to disk before it replaces the old one. `by` names the writer,
 * so that drafts do not collide.
 */
export async function writeFileOf(
  folder: string,
  name: string,
  content: CountsFile,
  by: string,
): Promise<void> {
  const path = join(folder, name)
  const draft = join(folder, `.${name}.${by}`)
  const file = await open(draft, 'w', 0o600)
  try {
    await file.writeFile(JSON.stringify(content))
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(draft, path)
}
