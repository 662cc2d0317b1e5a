/**
 * Wipes: what is left of a conversation after an exit, FORGET, "not safe" or an opt-out, for as
 * long as anything earlier could come back. This process remembers them under the hashed name,
 * since the store may be down and the provider may lose what it carries.
 */
import type { Keys } from '../../store/vault.ts'
import type { Conversation } from './conversation.ts'

/** `written`: whether it is certainly in the store. */
type Wipe = { readonly keys: Keys; readonly left: Conversation; written: boolean; until: number }

/** Beyond this many the oldest are forgotten. */
const MOST = 20_000

export type Wipes = ReturnType<typeof createWipes>

/** `ticks` is a monotonic clock, in milliseconds. */
export function createWipes(ticks: () => number, most = MOST) {
  /** Oldest first. */
  const wipes = new Map<string, Wipe>()

  return {
    /** From now on no older copy is believed, for this many seconds. */
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
    /** What is left of a conversation that was wiped by this process. */
    of([name]: Keys): Conversation | undefined {
      const wipe = wipes.get(name)
      return wipe && wipe.until > ticks() ? wipe.left : undefined
    },
    /** Wipes still to be written to the store. */
    unwritten(): readonly Pick<Wipe, 'keys' | 'left'>[] {
      const now = ticks()
      return Array.from(wipes.values()).filter(({ written, until }) => !written && until > now)
    },
  }
}
