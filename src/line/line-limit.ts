/**
 * The limits of the whole line: so much in so much time, of all processes together. Each takes a share
 * ahead of need and spends it by itself, so that no turn waits for the store; while that is away, each
 * goes by what it knew to be left, and then has a limit of its own.
 */
import { whole } from '../store/codec.ts'
import { type RecordDefinition, records } from '../store/record.ts'
import type { Vault } from '../store/vault.ts'
import type { Background } from './background.ts'
import type { Try } from './without-store.ts'

export type LineLimit = {
  /** Whether anything is left. */
  isOpen(): boolean
  /** Takes one of what is left, or says that nothing is. */
  take(): boolean
}

/** `most` in `seconds`, for whatever stands under this name; 0: any number. */
export type Limited = { name: string; most: number; seconds: number }

export type LineLimitDeps = { vault: Vault; background: Background; tryWithStore: Try }

/** How much of all is a share: the rest is for others, and a share that nobody spends is lost. */
const SHARE = 1 / 20
/** Milliseconds until the store is asked again when it had nothing, or was not there. */
const AGAIN_MS = 1_000

/** How much was given away since it was first asked; the store lets it end, so that no clock has a part in it. */
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
      // what was left then says nothing any more
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

  /** Asks for a share, and for what was spent before it was given. */
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
