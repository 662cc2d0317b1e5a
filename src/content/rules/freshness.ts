/** The rules of age: what nobody has read at its source, or phoned, for too long. */

import { isServed } from '../../phones/number.ts'
import type { Fault } from '../fault.ts'
import type { Files } from '../read/files.ts'

/** Days after which an entry must be read again at its source. */
const PHONE_DAYS = 180
const TOPIC_DAYS = 365
const DAY_MS = 86_400_000

/** Entries that nobody has read at their source for too long. `now` in milliseconds. */
export function staleFaults(files: Files, now: number): Fault[] {
  const old = (day: string, days: number) => now - Date.parse(day) > days * DAY_MS
  const remedy = 'Read it again at its source and set checkedOn'
  return [
    ...Object.entries(files.phones)
      .filter(([, { checkedOn }]) => old(checkedOn, PHONE_DAYS))
      .map(([key]) => ({
        file: 'content/phones.yaml',
        key: `${key}.checkedOn`,
        problem: `checked more than ${PHONE_DAYS} days ago`,
        remedy,
      })),
    ...files.topics
      .filter(({ checkedOn }) => old(checkedOn, TOPIC_DAYS))
      .map(({ id }) => ({
        file: 'content/topics.yaml',
        key: `${id}.checkedOn`,
        problem: `checked more than ${TOPIC_DAYS} days ago`,
        remedy,
      })),
  ]
}

/** What a start may go on with, and an operator should know. */
export function contentWarnings(files: Files): string[] {
  const unphoned = Object.values(files.phones).filter(({ verifiedByCall }) => !verifiedByCall)
  const unserved = Object.entries(files.phones).filter(([key, phone]) => !isServed(key, phone))
  const warnings: string[] = []
  if (unphoned.length > 0)
    warnings.push(
      `${unphoned.length} numbers of content/phones.yaml were never phoned${
        files.phones.hotline?.verifiedByCall ? '' : ', the hotline among them'
      }: phone each and set verifiedByCall`,
    )
  if (unserved.length > 0)
    warnings.push(
      `left out until somebody has phoned them: ${unserved.map(([key]) => key).join(', ')}`,
    )
  return warnings
}
