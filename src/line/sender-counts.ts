/**
 * Per-sender counts in the memory of one process: of danger, which is answered over every other
 * limit, and of senders without a conversation to keep a count in. Each is stored under an HMAC
 * whose key dies with the process, and nothing is persisted: that somebody texted about danger
 * leaves no trace.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { counted, PACE_S, type Pace } from './sender-limit.ts'

/** Whether a text is answered, is the first over the limit, or comes after that one. */
export type Passed = 'answered' | 'limited' | 'silenced'

/** The sender as the provider writes it, and the id of the text. */
export type SentText = { origin: string; id: string | undefined }

/** Danger answers per sender in 15 minutes; after that one a minute. */
const IN_FULL = 10
const SLOW_S = 60
/** Answers per sender and day; this ends two automata answering each other. */
const PER_DAY = 40
const DAY_S = 24 * 3600
/** Number of answered texts remembered, for redelivered ones. */
const IDS = 4
/** Senders counted at once; beyond that the one silent for longest is dropped. */
const SENDERS = 20_000

/** Times are in seconds of the monotonic clock. */
type Count = {
  texts?: Pace
  danger?: Pace
  day?: Pace
  /** When danger was last answered. */
  latest: number
  answered: readonly string[]
}

export type SenderCounts = ReturnType<typeof createSenderCounts>

/** `ticks` is a monotonic clock, in milliseconds. */
export function createSenderCounts(ticks: () => number, most = SENDERS) {
  const key = randomBytes(32)
  const kept = new Map<string, Count>()
  const seconds = () => Math.floor(ticks() / 1000)
  const hashed = (text: string) => createHmac('sha256', key).update(text).digest('base64url')

  return {
    /** Whether a text about danger is answered. */
    danger(sent: SentText): boolean {
      const now = seconds()
      const { name, count, again } = find(sent)
      if (again) return true
      const day = counted(count.day, now, DAY_S)
      const danger = counted(count.danger, now, PACE_S)
      const tooSoon = danger.count > IN_FULL && now - count.latest < SLOW_S
      if (day.count > PER_DAY || tooSoon) {
        keep(name, count)
        return false
      }
      keep(name, answering({ ...count, day, danger, latest: now }, sent))
      return true
    },

    /**
     * Whether any other text is answered. `texts` is the limit in 15 minutes, 0 for none.
     * `endsInADay`: the daily limit applies as well, as for automata.
     */
    text(sent: SentText, { texts, endsInADay }: { texts: number; endsInADay: boolean }): Passed {
      const now = seconds()
      const { name, count: before, again } = find(sent)
      if (again) return 'answered'
      const pace = counted(before.texts, now, PACE_S)
      const count = { ...before, texts: pace }
      const day = counted(count.day, now, DAY_S)
      const over = texts > 0 && pace.count > texts + 1
      if (over || (endsInADay && day.count > PER_DAY)) {
        keep(name, count)
        return 'silenced'
      }
      keep(name, answering({ ...count, ...(endsInADay && { day }) }, sent))
      return texts > 0 && pace.count > texts ? 'limited' : 'answered'
    },
  }

  function find({ origin, id }: SentText) {
    const name = hashed(origin)
    const count = kept.get(name) ?? { latest: Number.NEGATIVE_INFINITY, answered: [] }
    return { name, count, again: id !== undefined && count.answered.includes(hashed(id)) }
  }

  function answering(count: Count, { id }: SentText): Count {
    if (id === undefined) return count
    return { ...count, answered: [hashed(id), ...count.answered].slice(0, IDS) }
  }

  /** Latest last, so that the first entry is the sender silent for longest. */
  function keep(name: string, count: Count): void {
    kept.delete(name)
    kept.set(name, count)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) return
      kept.delete(oldest)
    }
  }
}
