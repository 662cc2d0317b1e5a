/**
 * Limits of the whole line, shared by all processes. Each process draws a share ahead of need and
 * spends it locally, so that no turn waits for the store. While the store is down, each process
 * relies on what it last knew to be left, and after that on a limit of its own.
 */
import { whole } from '../store/codec.ts'
import { type RecordDefinition, records } from '../store/record.ts'
import type { Vault } from '../store/vault.ts'
import type { Background } from './background.ts'
import type { Try } from './without-store.ts'

export type LineLimit = {
  /** Whether anything is left. */
  isOpen(): boolean
  /** Takes one, or returns false if nothing is left. */
  take(): boolean
}

/** `most` per `seconds`, under this name; 0 means unlimited. */
export type Limited = { name: string; most: number; seconds: number }

export type LineLimitDeps = { vault: Vault; background: Background; tryWithStore: Try }

/**
 * A share as a fraction of the total: the rest is for other processes, and an unspent share is
 * lost.
 */
const SHARE = 1 / 20
/** Delay before asking the store again after it had nothing left or was down. */
const AGAIN_MS = 1_000

/**
 * How much has been handed out in the current period. The period expires in the store, so that no
 * process's clock matters.
 */
const taken = (seconds: number): RecordDefinition<number> => ({
  name: 'limit',
  version: 1,
  codec: whole,
  ttl: seconds,
})

export function createLineLimit(
  { vault, background, tryWithStore }: LineLimitDeps,
  { name, most, seconds }: Limited,
): LineLimit {
  const { ticks, run } = background
  const kept = records(vault, taken(seconds))
  const share = Math.max(1, Math.round(most * SHARE))
  let own = 0
  let left = most
  let since = ticks()
  let asking = false
  let notBefore = Number.NEGATIVE_INFINITY

  return {
    isOpen() {
      if (most === 0) return true
      const moment = ticks()
      // the period is over: what was left then means nothing now
      if (moment - since >= seconds * 1000) begin(moment)
      if (own <= share / 2 && !asking && moment >= notBefore) run(ask())
      return own + left >= 1
    },
    take() {
      if (!this.isOpen()) return false
      own -= 1
      return true
    },
  }

  function begin(moment: number): void {
    own = 0
    left = most
    since = moment
  }

  /** Draws a share, and covers what was spent before it arrived. */
  async function ask(): Promise<void> {
    asking = true
    const given = await tryWithStore(give, () => undefined)
    asking = false
    if (given) {
      own += given.share
      left = given.left
    }
    if (!given?.share) notBefore = ticks() + AGAIN_MS
  }

  async function give() {
    const wanted = share - own
    const { result, kept: how } = await kept.update(name, (before = 0) => {
      const given = Math.max(0, Math.min(wanted, most - before))
      const result = { share: given, left: Math.max(0, most - before - given) }
      return given > 0 ? { result, keep: before + given, life: 'left' } : { result }
    })
    return how === 'contended' ? undefined : result
  }
}
