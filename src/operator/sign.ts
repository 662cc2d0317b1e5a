/** `harborline sign`: records in a file who has read which text, and when. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Edit, editYaml } from '../content/edit.ts'
import type { Part } from '../content/review.ts'
import { wrongOption } from './content.ts'
import { parseDay } from './parse-day.ts'

/** The same limit as in schema/signature.ts. */
const LONGEST_NAME = 80

export type Signing = { name: string; date: string }

/** Validates a signature; returns the problem and remedy if it is invalid. */
export function readSigning(
  { name, date }: Signing,
  today: string,
): Signing | readonly [problem: string, remedy: string] {
  const named = name.trim()
  if (named === '') return ['nobody has signed', 'Write the name of who has read it']
  if (named.length > LONGEST_NAME)
    return ['the name is too long', `Write at most ${LONGEST_NAME} letters`]
  const day = parseDay(date)
  if (!day)
    return [
      `'${date.trim()}' is no day`,
      'Write it as 2026-12-01, or as 12/1/2026 with the month first',
    ]
  if (day > today) return [`${day} is still to come`, 'Write the day on which it was read']
  return { name: named, date: day }
}

/** Signs a part below `root`, and describes what was signed. */
export function sign(
  root: string,
  parts: readonly Part[],
  id: string,
  { today, ...written }: Signing & { today: string },
): string {
  const by = readSigning(written, today)
  if (!('name' in by)) throw wrongOption('--name and --date', ...by)
  const part = parts.find((each) => each.id === id)
  if (!part)
    throw wrongOption(
      id,
      'nothing of that name can be signed',
      'Name a file such as content/es/topics/signs.yaml, or a line of interpreters such as content/interpreters.yaml#vi',
    )
  const path = join(root, part.file)
  writeFileSync(path, editYaml(readFileSync(path, 'utf8'), signature(part, by)))
  return `${id}: reviewed by ${by.name} on ${by.date}`
}

/** The edits that sign a part in its present form. */
export function signature(part: Part, { name, date }: Signing): Edit[] {
  const { entry, hash, original } = part
  return [
    { path: [...entry, 'reviewedBy'], value: { name, date, hash } },
    ...(original ? [translated(original)] : []),
  ]
}

/** The edit that records the original of a translation. */
export function translated(original: Part): Edit {
  return { path: ['translatedFrom'], value: original.textHash, after: 'reviewedBy' }
}
