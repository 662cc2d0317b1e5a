/**
 * The watch: takes in what the line counts and the results of periodic checks, and decides which
 * alarms to raise.
 */
import type { Count } from '../counts/counts.ts'
import type { Alarm, Cause } from './causes.ts'
import { createRise } from './rise.ts'

/** Results of the latest checks; whatever was not checked is absent. */
export type CheckResults = {
  store?: 'up' | 'down' | undefined
  /** The self-test's verdict in one word, if it did not pass. */
  selfTest?: string | undefined
  /** How many phone numbers are due to be verified. */
  due?: number | undefined
  /** The account's balance, in dollars. */
  balance?: number | undefined
  /** Whether the certificate of PUBLIC_URL ends before long. */
  certificateEnds?: boolean | undefined
}

export type Watch = { count: Count; look(looked: CheckResults): Alarm[] }

export type WatchOptions = {
  /** A monotonic clock, in milliseconds. */
  ticks: () => number
  /** A balance below this many dollars is low. */
  lowBalance: number
}

/**
 * Consecutive callers who were not connected. One may be chance; this many means that a desk or the
 * hotline is down.
 */
const IN_A_ROW = 3
/**
 * Danger has a single step: with a second one at 20, somebody who sees five cells of a month, each
 * shown as "<5", would know that each holds four (test/counts/attack.test.ts).
 */
export const DANGER_STEPS: readonly number[] = [10]
/** Reported only while it is fresh: a night without callers is no alarm. */
const FRESH_MS = 3_600_000
const TEN_MINUTES_MS = 600_000
const DAY_MS = 86_400_000
/** The store counts as down once an outage lasts longer than a restart takes. */
const AWAY_MS = 60_000

const REACHED = ['answered', 'short', 'returned']

export function createWatch({ ticks, lowBalance }: WatchOptions): Watch {
  const rises = {
    guarded: createRise({ window: TEN_MINUTES_MS, least: 5, ticks }),
    refused: createRise({ window: TEN_MINUTES_MS, least: 20, ticks }),
    danger: createRise({ window: DAY_MS, least: 10, steps: DANGER_STEPS, ticks }),
  }
  let unreached = { inARow: 0, last: 0 }
  let downSince: number | undefined

  return {
    count(counted) {
      switch (counted.count) {
        case 'transfers':
          if (REACHED.includes(counted.of)) unreached = { inARow: 0, last: 0 }
          else if (counted.of !== 'gone' && counted.of !== 'canceled')
            unreached = { inARow: unreached.inARow + 1, last: ticks() }
          break
        case 'guarded':
        case 'refused':
        case 'danger':
          rises[counted.count].add()
      }
    },

    look({ store, selfTest, due = 0, balance, certificateEnds = false }) {
      if (store === 'up') downSince = undefined
      else if (store === 'down') downSince ??= ticks()
      const found: (Alarm | undefined)[] = [
        so('unreached', unreached.inARow >= IN_A_ROW && ticks() - unreached.last < FRESH_MS),
        ...(['guarded', 'refused', 'danger'] as const).map((cause) => risen(cause)),
        so('store', downSince !== undefined && ticks() - downSince >= AWAY_MS),
        so('self_test', selfTest !== undefined, selfTest),
        so('phones', due > 0),
        so('certificate', certificateEnds),
        so('balance', balance !== undefined && balance < lowBalance),
      ]
      return found.filter((alarm) => alarm !== undefined)
    },
  }

  function risen(cause: keyof typeof rises): Alarm | undefined {
    const level = rises[cause].level()
    return level === undefined ? undefined : { cause, level, detail: String(level) }
  }
}

function so(cause: Cause, is: boolean, detail = ''): Alarm | undefined {
  return is ? { cause, level: 1, detail } : undefined
}
