/** Age rules: entries not checked at their source, or numbers not called, for too long. */

import { isFictional } from '../../phones/fictional.ts'
import { mostOpen } from '../../phones/hours.ts'
import { e164, isServed } from '../../phones/number.ts'
import { type Fault, noteIn, type Rule } from '../fault.ts'
import type { Files } from '../read/files.ts'

/** Days after which an entry must be checked at its source again. */
const PHONE_DAYS = 180
const TOPIC_DAYS = 365
const DAY_MS = 86_400_000
/** How many desks can ring in turn, 30 s each, in the 90 s that a caller waits at most. */
const MOST_DESKS = 2

/**
 * Entries whose last check is too old or in the future. `now` is in milliseconds. A start never
 * fails because of them: a clock can be wrong.
 */
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
  return [...faults, ...futureFaults({ phones, topics }, now)]
}

/** Dates in the future, on which nobody can have checked or called anything. */
function futureFaults({ phones, topics }: Pick<Files, 'phones' | 'topics'>, now: number): Fault[] {
  const faults: Fault[] = []
  const note = (file: string, key: string, day: string | null) => {
    // the day may already have begun in another time zone
    if (day && Date.parse(day) > now + DAY_MS)
      noteIn(faults, file)(key, `${day} is a day to come`, 'Correct the date')
  }
  for (const [key, { checkedOn, verifiedByCall }] of Object.entries(phones)) {
    note('content/phones.yaml', `${key}.checkedOn`, checkedOn)
    note('content/phones.yaml', `${key}.verifiedByCall`, verifiedByCall)
  }
  for (const { id, checkedOn, sources } of topics) {
    note('content/topics.yaml', `${id}.checkedOn`, checkedOn)
    for (const [at, { year }] of sources.entries())
      if (Date.parse(`${year}-01-01`) > now + DAY_MS)
        noteIn(faults, 'content/topics.yaml')(
          `${id}.sources.${at}.year`,
          `${year} is a year to come`,
          'Correct it',
        )
  }
  return faults
}

/** Problems that do not prevent a start but that an operator should know about. */
export function contentWarnings(files: Files): Fault[] {
  const faults: Fault[] = []
  const note = (rule: Rule, ...rest: [key: string, problem: string, remedy: string]) =>
    noteIn(faults, 'content/phones.yaml', rule)(...rest)
  const unphoned = Object.values(files.phones).filter(({ verifiedByCall }) => !verifiedByCall)
  const unserved = Object.entries(files.phones).filter(([key, phone]) => !isServed(key, phone))
  const desks = Object.entries(files.phones).flatMap(([key, { handoff }]) =>
    handoff && key !== 'hotline' ? [handoff.hours] : [],
  )
  const open = mostOpen(desks)
  if (open > MOST_DESKS)
    note(
      'open-desks',
      '',
      `${open} desks are open at once: a caller waits 90 s in all, and each rings 30 s`,
      `Have no more than ${MOST_DESKS} open`,
    )
  for (const [key, phone] of Object.entries(files.phones))
    if (isFictional(e164(phone)))
      note(
        'fictional-numbers',
        `${key}.number`,
        'this number belongs to nobody: 555-0100 to 555-0199 are for films and examples',
        'Write the number at which somebody answers',
      )
  if (unphoned.length > 0)
    note(
      'unphoned-numbers',
      '',
      `${unphoned.length} numbers were never phoned${
        files.phones.hotline?.verifiedByCall ? '' : ', the hotline among them'
      }`,
      'Phone each and set verifiedByCall',
    )
  for (const [key] of unserved)
    note(
      'unserved-numbers',
      `${key}.verifiedByCall`,
      'left out of every text until somebody has phoned it',
      'Phone it and set verifiedByCall',
    )
  return faults
}
