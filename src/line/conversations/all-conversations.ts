/**
 * All conversations of the line, and what they share: the keys of the carry, and when the store
 * last failed.
 */
import { carrySealer } from '../../store/carry.ts'
import { createCarryKeys, type SharedKey } from '../../store/carry-keys.ts'
import { StoreError } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import type { Log } from '../../telemetry/events.ts'
import type { Background } from '../background.ts'
import { type Conversations, createConversations } from './conversations.ts'
import { createOutage } from './outage.ts'

/** Other processes on this host, which exchange keys with this one while the store is down. */
export type Peers = {
  tell(key: SharedKey): void
  hear(learn: (keys: readonly SharedKey[]) => void): void
}

export type AllConversationsDeps = {
  vault: Vault
  log: Log
  background: Background
  lineNumber: string
  peers?: Peers | undefined
  /** Lifetime of a texter's conversation, in seconds. */
  sessionTtl: number
}

export function createAllConversations({ sessionTtl, ...deps }: AllConversationsDeps) {
  const { vault, background, peers, lineNumber } = deps
  const ring = createCarryKeys(vault, background, (key) => {
    peers?.tell(key)
    background.run(catchUp())
  })
  peers?.hear(ring.learn)
  const sealer = carrySealer(ring, lineNumber)
  const outage = createOutage(background)
  const opened = new Map<string, Conversations>()

  function open(name: string, ttl: number): Conversations {
    const conversations = createConversations({ ...deps, ttl, sealer, outage, name })
    opened.set(name, conversations)
    return conversations
  }

  /**
   * Writes what the store missed and learns the keys of other processes; does nothing while the
   * store is down.
   */
  async function catchUp(): Promise<void> {
    try {
      await ring.share()
      for (const conversations of opened.values()) await conversations.flush()
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
    }
  }

  return {
    open,
    catchUp,
    /** The conversations of a channel. */
    of: (channel: string) => opened.get(channel) ?? open(channel, sessionTtl),
  }
}
