/**
 * Counts of senders that one process keeps by itself: of danger, which is answered over every other
 * limit, and of whoever has no conversation to keep a count in. Each stands under a keyed hash whose
 * key ends with the process, and nothing of it is stored: that somebody texted danger leaves no trace.
 */
import { createHmac, randomBytes } from 'node:crypto'
import { counted, PACE_S, type Pace } from './sender-limit.ts'

/** Whether a text is answered, is the first one too many, or comes after that. */
export type Passed = 'answered' | 'limited' | 'silenced'

/** Who sent a text, as the provider writes it, and the text's own id. */
export type Sent = { origin: string; id: string | undefined }

/** Danger answers to one sender in a quarter of an hour; then one a minute. */
const IN_FULL = 10
const SLOW_S = 60
/** Answers to one sender in a day; then two automata that answer each other have come to an end. */
const PER_DAY = 40
const DAY_S = 24 * 3600
/** So many answered texts are known, for one that is delivered again. */
const IDS = 4
/** Senders that are counted; beyond them whoever was quiet for longest is forgotten. */
const SENDERS = 20_000

/** In seconds of the ticks. */
type Count = {
  texts?: Pace
  danger?: Pace
  day?: Pace
  /** The latest danger answer. */
  latest: number
  answered: readonly string[]
}

export type SenderCounts = ReturnType<typeof createSenderCounts>

/** `ticks`: milliseconds that only go forward. */
export function createSenderCounts(ticks: () => number, most = SENDERS) {
  const key = randomBytes(32)
  const kept = new Map<string, Count>()
  const seconds = () => Math.floor(ticks() / 1000)
  const hashed = (text: string) => createHmac('sha256', key).update(text).digest('base64url')

  return {
    /** Whether a text in danger is answered. */
    danger(sent: Sent): boolean {
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
     * How any other text passes. `texts`: how many in a quarter of an hour, 0: any. `endsInADay`: whether
     * the day's answers have an end too, as for automata.
     */
    text(sent: Sent, { texts, endsInADay }: { texts: number; endsInADay: boolean }): Passed {
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

  function find({ origin, id }: Sent) {
    const name = hashed(origin)
    const count = kept.get(name) ?? { latest: Number.NEGATIVE_INFINITY, answered: [] }
    return { name, count, again: id !== undefined && count.answered.includes(hashed(id)) }
  }

  function answering(count: Count, { id }: Sent): Count {
    if (id === undefined) return count
    return { ...count, answered: [hashed(id), ...count.answered].slice(0, IDS) }
  }

  /** The latest last, so that the first one is who was quiet for longest. */
  function keep(name: string, count: Count): void {
    kept.delete(name)
    kept.set(name, count)
    for (const oldest of kept.keys()) {
      if (kept.size <= most) return
      kept.delete(oldest)
    }
  }
}
