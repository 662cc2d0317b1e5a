/** The watch: hears what the line counts, is shown what was looked at, and says what there is to tell. */
import type { Count } from '../counts/counts.ts'
import type { Alarm, Cause } from './causes.ts'
import { createRise } from './rise.ts'

/** What somebody has looked at; what was not looked at is absent. */
export type Looked = {
  store?: 'up' | 'down' | undefined
  /** In one word what the self-test came to, when it did not pass. */
  selfTest?: string | undefined
  /** How many numbers are due to be phoned. */
  due?: number | undefined
  /** Dollars that are left on the account. */
  balance?: number | undefined
}

export type Watch = { count: Count; look(looked: Looked): Alarm[] }

export type WatchOptions = {
  /** Milliseconds that only go forward. */
  ticks: () => number
  /** Dollars below which the balance is low. */
  lowBalance: number
}

/** Callers in a row who are not connected: each may be chance, so many are a desk or a hotline that is away. */
const IN_A_ROW = 3
/**
 * Danger is told in one step alone: 20 would tell who sees five cells of a month, each "<5", that there were
 * four in each (test/counts/attack.test.ts).
 */
export const DANGER_STEPS: readonly number[] = [10]
/** It is told while it is new: a night without callers is no alarm. */
const FRESH_MS = 3_600_000
const TEN_MINUTES_MS = 600_000
const DAY_MS = 86_400_000
/** The store is away when it is so for longer than a restart takes. */
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

    look({ store, selfTest, due = 0, balance }) {
      if (store === 'up') downSince = undefined
      else if (store === 'down') downSince ??= ticks()
      const found: (Alarm | undefined)[] = [
        so('unreached', unreached.inARow >= IN_A_ROW && ticks() - unreached.last < FRESH_MS),
        ...(['guarded', 'refused', 'danger'] as const).map((cause) => risen(cause)),
        so('store', downSince !== undefined && ticks() - downSince >= AWAY_MS),
        so('self_test', selfTest !== undefined, selfTest),
        so('phones', due > 0),
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
