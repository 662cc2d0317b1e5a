/**
 * Conversations, wherever they are kept: in the store, or sealed and carried by the provider. The
 * newer copy is believed, and written to wherever it was missing. A store that is down or slow must
 * not affect anybody.
 */
import { sealedIn } from '../../store/carry.ts'
import { type Changed, records, textsOf } from '../../store/record.ts'
import { StoreError } from '../../store/store.ts'
import type { Keys, Vault } from '../../store/vault.ts'
import type { Log } from '../../telemetry/events.ts'
import type { Background } from '../background.ts'
import { storeWithin } from '../deadline.ts'
import { type From, keeping, type Step, startAttempt, type Turn } from './attempt.ts'
import { type Carry, type CarryingParts, createCarrying, type Identity } from './carrying.ts'
import { type Conversation, NOTHING, newest } from './conversation.ts'
import type { Outage } from './outage.ts'
import { createPatience } from './patience.ts'
import { sessionRecord } from './session-record.ts'
import { createWipes } from './wipes.ts'

export type ConversationsDeps = CarryingParts & {
  /** The name of the channel, or of calls. */
  name: string
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

export function createConversations(deps: ConversationsDeps) {
  const { vault, name, ttl, sealer, background, outage, log } = deps
  const definition = sessionRecord(name, ttl)
  const kept = records(vault.sealedBy(sealer), definition)
  const wipes = createWipes(background.ticks)
  const parts = { ttl, wipes, outage }
  const { carryOf, carried } = createCarrying(deps, textsOf(definition))
  const patience = createPatience(sealer)
  const seconds = () => Math.floor(background.now() / 1000)

  /** The carry after a turn, if the provider will bring it back. `sealed` is what was written. */
  function carryAfter(
    { before, after }: Turn<unknown>,
    { keys, now, carries }: Pick<Identity, 'carries'> & { keys: Keys; now: number },
    sealed?: Buffer,
  ): Carry | undefined {
    return carries ? carryOf(keys, after ?? before, now, sealed) : undefined
  }

  return {
    /**
     * Takes a step on the newest known copy of a conversation. Throws StoreError if the store fails
     * and there is no other copy.
     */
    async take<Result>(identity: Identity, step: Step<Result>): Promise<StepResult<Result>> {
      const { who, carry, carries } = identity
      const now = seconds()
      const keys = kept.keysOf(who)
      const sealed = carry === undefined ? undefined : sealedIn(carry)
      const isStrange = () => sealed !== undefined && !sealer.isKeyKnown(sealed)
      const learnt = isStrange()
      if (learnt) await patience.learnKeys()
      const closed = carry !== undefined && (sealed === undefined || (learnt && isStrange()))
      const known = sealed && carried(keys, sealed, now)
      const inHand = newestOf(known?.value, wipes.of(keys))
      const attempt = startAttempt(parts, { keys, inHand, closed, now, step })
      const update = kept.update(keys, attempt.change, {
        known,
        // a copy newer than the carry is known to exist: look for it instead of guessing
        suppose: carries && inHand === known?.value && !closed && attempt.suppose,
      })
      const mine = { keys, now, carries }
      try {
        const limit = patience.forStore({ hasCopy: inHand !== undefined, carries, learnt })
        const done = await storeWithin(limit, update)
        attempt.done(done)
        return resultOf(done.result, done.kept, carryAfter(done.result, mine, done.sealed))
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        background.run(update.then(attempt.done, (late) => noteFailure(outage, late)))
        const turn = carries || inHand ? attempt.give() : undefined
        if (!turn) throw error
        log({ event: 'store_trouble', code: error.code })
        return resultOf(turn, 'unchanged', carryAfter(turn, mine))
      }
    },

    /** Takes a step on a conversation about which nothing can be known. */
    first<Result>(identity: Identity, step: Step<Result>): StepResult<Result> {
      const now = seconds()
      const keys = kept.keysOf(identity.who)
      const asked = { keys, inHand: undefined, closed: false, now, step }
      const turn = startAttempt(parts, asked).turnOn(NOTHING, 'nothing')
      const { carries } = identity
      return resultOf(turn, 'unchanged', carryAfter(turn, { keys, now, carries }))
    },

    /** Writes wipes that happened while the store was down. Throws StoreError if it still is. */
    async flush(): Promise<void> {
      for (const { keys, left } of wipes.unwritten()) {
        const done = await kept.update(keys, (stored) =>
          newest(stored ?? NOTHING, left) === left
            ? keeping(undefined, stored, left, parts, seconds())
            : { result: undefined },
        )
        if (done.kept !== 'contended') wipes.written(keys, left)
      }
    },
  }
}

function resultOf<Result>(
  { result, from }: Turn<Result>,
  kept: StepResult<Result>['kept'],
  carry: Carry | undefined,
): StepResult<Result> {
  return { result, from, kept, carry }
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
