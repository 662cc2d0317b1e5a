/**
 * Conversations, wherever they are kept: in the store, or sealed and carried by the provider. The
 * newer copy is believed, and written to wherever it was missing. A store that is down or slow must
 * not affect anybody.
 */
import type { CarryKeys } from '../../store/carry-keys.ts'
import { type Changed, records, textsOf } from '../../store/record.ts'
import { StoreError } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'
import type { Log } from '../../telemetry/events.ts'
import type { Background } from '../background.ts'
import { storeWithin } from '../with-timeout.ts'
import { type From, keeping, type Step, startAttempt, type Turn } from './attempt.ts'
import { type Carry, type CarryingParts, createCarrying, type Identity } from './carrying.ts'
import { type Conversation, NOTHING, newest } from './conversation.ts'
import type { Outage } from './outage.ts'
import { sessionRecord } from './session-record.ts'
import { createWipes } from './wipes.ts'

export type ConversationsDeps = CarryingParts & {
  vault: Vault
  background: Pick<Background, 'now' | 'ticks' | 'run'>
  outage: Outage
  log: Log
}

/**
 * The outcome of a step. `contended`: other writers won every race, so nothing of it was stored.
 */
export type StepResult<Result> = {
  result: Result
  kept: Changed<Result>['kept']
  from: From
  carry: Carry | undefined
}

export type Conversations = ReturnType<typeof createConversations>

/** How long to wait for the store, in milliseconds, if the carry would do and if there is none. */
const PATIENCE_MS = 150
const LONG_PATIENCE_MS = 2_000
/**
 * Part of the longer wait: how long to wait for other processes' keys, without which the carry
 * stays unreadable.
 */
const KEYS_MS = 600

export function createConversations(deps: ConversationsDeps) {
  const { vault, name, ttl, ring, background, outage, log } = deps
  const definition = sessionRecord(name, ttl)
  const kept = records(vault, definition)
  const wipes = createWipes(background.ticks)
  const parts = { ttl, wipes, outage }
  const { carryOf, carried, isSealedElsewhere } = createCarrying(deps, textsOf(definition))
  const seconds = () => Math.floor(background.now() / 1000)

  function given<Result>(
    identity: Identity,
    turn: Turn<Result>,
    now: number,
    text?: string,
  ): Omit<StepResult<Result>, 'kept'> {
    const { result, before, after, from } = turn
    return { result, from, carry: carryOf(identity, after ?? before, now, text) }
  }

  return {
    /**
     * Takes a step on the newest known copy of a conversation. Throws StoreError if the store fails
     * and there is no other copy.
     */
    async take<Result>(identity: Identity, step: Step<Result>): Promise<StepResult<Result>> {
      const now = seconds()
      const began = background.ticks()
      const keys = kept.keysOf(identity.who)
      if (isSealedElsewhere(identity)) await learnKeys(ring)
      const known = carried(identity, now)
      const inHand = newestOf(known?.value, wipes.of(keys))
      const asked = { keys, inHand, closed: isSealedElsewhere(identity), now, step }
      const attempt = startAttempt(parts, asked)
      const update = kept.update(keys, attempt.change, {
        known,
        // a copy newer than the carry is known to exist: look for it instead of guessing
        suppose: identity.carries && inHand === known?.value && !asked.closed && attempt.suppose,
      })
      try {
        const done = await storeWithin(
          patience(identity, inHand, background.ticks() - began),
          update,
        )
        attempt.done(done)
        return { ...given(identity, done.result, now, done.text), kept: done.kept }
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        background.run(update.then(attempt.done, (late) => noteFailure(outage, late)))
        const turn = identity.carries || inHand ? attempt.give() : undefined
        if (!turn) throw error
        log({ event: 'store_trouble', code: error.code })
        return { ...given(identity, turn, now), kept: 'unchanged' }
      }
    },

    /** Takes a step on a conversation about which nothing can be known. */
    first<Result>(identity: Identity, step: Step<Result>): StepResult<Result> {
      const now = seconds()
      const keys = kept.keysOf(identity.who)
      const asked = { keys, inHand: undefined, closed: false, now, step }
      const turn = startAttempt(parts, asked).turnOn(NOTHING, 'nothing')
      return { ...given(identity, turn, now), kept: 'unchanged' }
    },

    /** Writes wipes that happened while the store was down. Throws StoreError if it still is. */
    async flush(): Promise<void> {
      for (const { keys, left } of wipes.unwritten()) {
        const done = await kept.update(keys, (stored) => ({
          result: undefined,
          ...(newest(stored ?? NOTHING, left) === left && keeping(stored, left, parts, seconds())),
        }))
        if (done.kept !== 'contended') wipes.written(keys, left)
      }
    },
  }
}

/** Learns other processes' keys, if the store answers quickly. */
async function learnKeys(ring: Pick<CarryKeys, 'share'>): Promise<void> {
  try {
    await storeWithin(KEYS_MS, ring.share())
  } catch (error) {
    if (!(error instanceof StoreError)) throw error
  }
}

/** Notes a store failure; rethrows anything else. */
function noteFailure(outage: Outage, error: unknown): void {
  if (!(error instanceof StoreError)) throw error
  // a single unreadable record says nothing about the others
  if (error.code !== 'unreadable') outage.failed()
}

function newestOf(carried: Conversation | undefined, wiped: Conversation | undefined) {
  return carried && wiped ? newest(carried, wiped) : (carried ?? wiped)
}

/** How long to wait for the store, in milliseconds, after `gone` have passed. */
function patience({ carries }: Identity, inHand: Conversation | undefined, gone: number) {
  if (inHand) return PATIENCE_MS
  return carries ? Math.max(PATIENCE_MS, LONG_PATIENCE_MS - gone) : undefined
}
