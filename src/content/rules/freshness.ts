/** The rules of age: what nobody has read at its source, or phoned, for too long. */

import { isServed } from '../../phones/number.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Files } from '../read/files.ts'

/** Days after which an entry must be read again at its source. */
const PHONE_DAYS = 180
const TOPIC_DAYS = 365
const DAY_MS = 86_400_000

/** Entries that nobody has read at their source for too long. `now` in milliseconds. */
export function staleFaults({ phones, topics }: Files, now: number): Fault[] {
  const faults: Fault[] = []
  const note = (file: string, id: string, checkedOn: string, days: number) => {
    if (now - Date.parse(checkedOn) > days * DAY_MS)
      noteIn(faults, file)(
        `${id}.checkedOn`,
        `checked more than ${days} days ago`,
        'Read it again at its source and set checkedOn',
      )
  }
  for (const [key, { checkedOn }] of Object.entries(phones))
    note('content/phones.yaml', key, checkedOn, PHONE_DAYS)
  for (const { id, checkedOn } of topics) note('content/topics.yaml', id, checkedOn, TOPIC_DAYS)
  return faults
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
