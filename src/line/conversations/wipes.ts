/**
 * Wipes: what an exit, FORGET, "not safe" and an opt-out have left of a conversation, as long as anything
 * of before could come back. Kept by this process too, under the hashed name, since the store may be away
 * and the provider may lose what it was given.
 */
import type { Keys } from '../../store/vault.ts'
import type { Conversation } from './conversation.ts'

/** `written`: whether it is in the store for sure. */
type Wipe = { readonly keys: Keys; readonly left: Conversation; written: boolean; until: number }

/** Beyond them the oldest are forgotten. */
const MOST = 20_000

export type Wipes = ReturnType<typeof createWipes>

/** `ticks`: milliseconds that only go forward. */
export function createWipes(ticks: () => number, most = MOST) {
  /** The oldest first. */
  const wipes = new Map<string, Wipe>()

  return {
    /** From now on nothing older is believed, for so many seconds. */
    keep(keys: Keys, left: Conversation, seconds: number): void {
      const now = ticks()
      const [name] = keys
      wipes.delete(name)
      wipes.set(name, { keys, left, written: false, until: now + seconds * 1000 })
      for (const [oldest, { until }] of wipes) {
        if (until > now && wipes.size <= most) return
        wipes.delete(oldest)
      }
    },
    written([name]: Keys, left: Conversation): void {
      const wipe = wipes.get(name)
      if (wipe?.left === left) wipe.written = true
    },
    /** What is left of a conversation, if it was wiped here. */
    of([name]: Keys): Conversation | undefined {
      const wipe = wipes.get(name)
      return wipe && wipe.until > ticks() ? wipe.left : undefined
    },
    /** Those that are still to be written. */
    unwritten(): readonly Pick<Wipe, 'keys' | 'left'>[] {
      const now = ticks()
      return Array.from(wipes.values()).filter(({ written, until }) => !written && until > now)
    },
  }
}
