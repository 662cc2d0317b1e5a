/** Conversations in a store, without a line, with their own clock and keys. */
import { createConversations } from '../src/line/conversations/conversations.ts'
import { createOutage } from '../src/line/conversations/outage.ts'
import { carrySealer } from '../src/store/carry.ts'
import { createCarryKeys } from '../src/store/carry-keys.ts'
import type { Vault } from '../src/store/vault.ts'
import { LINE } from './line.ts'

export function conversationsIn(
  vault: Vault,
  {
    ttl = 900,
    now = Date.now,
    name = 'sms',
    ring = createCarryKeys(vault, { now, ticks: now }),
  } = {},
) {
  const background = { now, ticks: now, run: (work: Promise<unknown>) => void work.catch(() => {}) }
  const outage = createOutage(background)
  const parts = { vault, name, ttl, sealer: carrySealer(ring, LINE), outage, background }
  return createConversations({ ...parts, log: () => {} })
}
