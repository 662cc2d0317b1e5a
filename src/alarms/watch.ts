/**
 * The watch: takes in what the line counts and the results of periodic checks, and decides which
 * alarms to raise.
 */
import type { Count } from '../counts/counts.ts'
import { type Alarm, Cause } from './causes.ts'
import { createRise } from './rise.ts'

/** Results of the latest checks; whatever was not checked is absent. */
export type CheckResults = {
  store?: 'up' | 'down' | undefined
  /** The self-test's verdict in one word. */
  selfTest?: string | undefined
  /** How many phone numbers are due to be verified. */
  due?: number | undefined
  /** The account's balance, in dollars. */
  balance?: number | undefined
  /** Whether the certificate of PUBLIC_URL ends before long. */
  certificateEnds?: boolean | undefined
}

/** The alarms to raise, and the causes that are known not to hold; what is in neither is unknown. */
export type Look = { alarms: Alarm[]; well: Cause[] }

export type Watch = { count: Count; look(looked: CheckResults): Look }

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

const RISES = ['guarded', 'refused', 'danger'] as const

const REACHED = ['answered', 'short', 'returned']

export function createWatch({ ticks, lowBalance }: WatchOptions): Watch {
  const rises = {
    guarded: createRise({ window: TEN_MINUTES_MS, least: 5, ticks }),
    refused: createRise({ window: TEN_MINUTES_MS, least: 20, ticks }),
    danger: createRise({ window: DAY_MS, least: 10, steps: DANGER_STEPS, ticks }),
  }
  let unreached: { inARow: number; last: number } | undefined
  let downSince: number | undefined

  return {
    count(counted) {
      switch (counted.count) {
        case 'transfers':
          if (REACHED.includes(counted.of)) unreached = { inARow: 0, last: 0 }
          else if (counted.of !== 'gone' && counted.of !== 'canceled')
            unreached = { inARow: (unreached?.inARow ?? 0) + 1, last: ticks() }
          break
        case 'guarded':
        case 'refused':
        case 'danger':
          rises[counted.count].add()
      }
    },

    look({ store, selfTest, due, balance, certificateEnds }) {
      if (store === 'up') downSince = undefined
      else if (store === 'down') downSince ??= ticks()
      const { inARow = 0, last = 0 } = unreached ?? {}
      const found: (Alarm | undefined)[] = [
        so('unreached', inARow >= IN_A_ROW && ticks() - last < FRESH_MS),
        ...RISES.map(risen),
        so('store', downSince !== undefined && ticks() - downSince >= AWAY_MS),
        so('self_test', selfTest !== undefined && selfTest !== 'passed', selfTest),
        so('phones', due !== undefined && due > 0),
        so('certificate', certificateEnds === true),
        so('balance', balance !== undefined && balance < lowBalance),
      ]
      const alarms = found.filter((alarm) => alarm !== undefined)
      const checked: Partial<Record<Cause, boolean>> = {
        // nobody who was not connected lately says that somebody would be
        unreached: unreached !== undefined && inARow === 0,
        ...Object.fromEntries(RISES.map((cause) => [cause, true])),
        store: store === 'up',
        self_test: selfTest !== undefined,
        phones: due !== undefined,
        certificate: certificateEnds !== undefined,
        balance: balance !== undefined,
      }
      const raised = new Set<Cause>(alarms.map(({ cause }) => cause))
      return { alarms, well: Cause.filter((cause) => checked[cause] && !raised.has(cause)) }
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
