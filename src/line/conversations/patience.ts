/** How long a turn waits for the store, in milliseconds. */

import { StoreError } from '../../store/store.ts'
import type { Sealer } from '../../store/vault.ts'
import { createDeadline, storeWithin, type Within } from '../deadline.ts'

/** If another copy of the conversation would do, and if there is none. */
const WITH_COPY_MS = 150
const WITHOUT_COPY_MS = 2_000
/**
 * Part of the longer wait: for other processes' keys, without which the carry stays unreadable.
 */
const KEYS_MS = 600

/** What is known before the store is asked. */
type Situation = {
  hasCopy: boolean
  /** Whether the provider will bring back what it is given now. */
  carries: boolean | undefined
  /** Whether keys were waited for already. */
  learnt: boolean
}

export function createPatience({ exchangeKeys }: Pick<Sealer, 'exchangeKeys'>) {
  const withCopy = createDeadline(WITH_COPY_MS)
  const withoutCopy = createDeadline(WITHOUT_COPY_MS)
  const forKeys = createDeadline(KEYS_MS)
  const afterKeys = createDeadline(WITHOUT_COPY_MS - KEYS_MS)
  return {
    /** Learns other processes' keys, if the store answers quickly. */
    async learnKeys(): Promise<void> {
      try {
        await storeWithin(forKeys, exchangeKeys())
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
      }
    },
    /** The limit for the store; undefined: it takes what it takes. */
    forStore({ hasCopy, carries, learnt }: Situation): Within | undefined {
      if (hasCopy) return withCopy
      if (!carries) return undefined
      return learnt ? afterKeys : withoutCopy
    },
  }
}
