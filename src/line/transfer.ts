/**
 * Transfers: stores the machine's state, carries out its commands, and says what each side gets.
 * twilio/transfer.ts turns that into TwiML.
 */
import { randomBytes } from 'node:crypto'
import type { Count } from '../counts/counts.ts'
import type { TransferOutcome } from '../flow/input.ts'
import type { Rung } from '../phones/ladder.ts'
import { type Changed, records } from '../store/record.ts'
import { StoreError } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { Log } from '../telemetry/events.ts'
import { type Command, type Event, step } from '../transfer/machine.ts'
import { beginTransfer, type LeftResult, RING_S, type Transfer } from '../transfer/state.ts'
import { afterQueue, bridgeRung, legWord, waitWord } from '../transfer/words.ts'
import type { AfterQueue, Connection, ForAdvocate, WhileWaiting } from './answer.ts'
import type { Background } from './background.ts'
import { countTransfer } from './counting.ts'
import { createDeadline, storeWithin } from './deadline.ts'
import { createEndCall } from './tasks/end-call.ts'
import type { Telephony } from './telephony.ts'
import { type Caller, type KeptTransfer, transferRecord } from './transfer-record.ts'
import { bridgeTo, type Try, withoutStore } from './without-store.ts'

export type TransferDeps = {
  vault: Vault
  log: Log
  count: Count
  /** Without it every transfer is a bridge. */
  telephony: Telephony | undefined
  /**
   * The ladder for a caller's language at this moment; without a language, the destinations with
   * interpreters.
   */
  ladder: (language: string | undefined) => readonly Rung[]
  background: Background
  tryWithStore: Try
}

/**
 * How long to wait for the store when starting a transfer, in milliseconds; after that the caller
 * is bridged.
 */
const PATIENCE_MS = 1_800

export type Transfers = ReturnType<typeof createTransfers>

export function createTransfers(deps: TransferDeps) {
  const { telephony, ladder, background, tryWithStore } = deps
  const { now } = background
  const { apply, begin } = createStepper(deps)
  const patience = createDeadline(PATIENCE_MS)

  return {
    /** Connects a caller who asked for a person. */
    async connect(caller: Caller): Promise<Connection> {
      const rungs = ladder(caller.interpreter ? undefined : caller.language)
      if (!telephony || rungs[0]?.how !== 'warm') return withoutStore.connect(rungs)
      const id = randomBytes(12).toString('base64url')
      const begun = { transfer: beginTransfer(rungs, now()), caller }
      return tryWithStore<Connection>(
        async () => {
          await storeWithin(patience, begin(id, begun))
          return { type: 'hold', transfer: id }
        },
        () => withoutStore.connect(rungs),
      )
    },

    /** A waiting caller's next document, or their key press. A second 0 counts as 1. */
    async wait(id: string, digit?: string): Promise<WhileWaiting> {
      const at = now()
      const event: Event =
        digit === undefined
          ? { type: 'wait', at }
          : { type: 'key', key: digit === '0' ? '1' : digit, at }
      return tryWithStore(async () => waiting(await apply(id, event), at), withoutStore.wait)
    },

    /** A caller has left the queue; `queue` is the provider's name for it. Throws StoreError. */
    async left(id: string, result: LeftResult, queue: string | undefined): Promise<AfterQueue> {
      if (telephony && queue) background.run(telephony.deleteQueue(queue))
      const at = now()
      const kept = await apply(id, { type: 'left', result, at })
      // a repeated request left before
      if (kept?.transfer.left?.at === at) countTransfer(deps.count, kept)
      return onwards(deps, kept, result)
    },

    /** Somebody answered for a caller; or a desk pressed a key, or failed to. */
    async advocate(
      id: string,
      leg: { rung: number; sid: string },
      type: 'answered' | 'accepted' | 'declined',
    ): Promise<ForAdvocate> {
      return tryWithStore(
        async () => wordFor(id, await apply(id, { type, ...leg, at: now() }), { type, ...leg }),
        () => withoutStore.advocate(id),
      )
    },

    /** A leg has ended, however that happened. */
    async ended(id: string, rung: number): Promise<void> {
      await apply(id, { type: 'leg_ended', rung, at: now() })
    },
  }
}

function waiting(kept: KeptTransfer | undefined, at: number): WhileWaiting {
  if (!kept || waitWord(kept.transfer, at) === 'leave') return { type: 'leave' }
  return { type: 'hold', language: kept.caller.language, first: kept.transfer.began === at }
}

/** How a caller goes on, depending on how they left. */
function onwards(
  { log, ladder }: TransferDeps,
  kept: KeptTransfer | undefined,
  result: LeftResult,
): AfterQueue {
  if (!kept) return withoutStore.left(result, ladder(undefined))
  const { transfer } = kept
  const next = afterQueue(transfer)
  log({ event: 'transfer', result: transfer.left?.result ?? 'error', next, rung: transfer.rung })
  if (next === 'gone') return { type: 'nothing' }
  if (next !== 'bridge') return { type: 'ended', outcome: outcomes[next] }
  const rung = bridgeRung(transfer)
  return rung ? bridgeTo(rung) : withoutStore.connect(transfer.rungs)
}

/** What a leg gets after its event. */
function wordFor(id: string, kept: KeptTransfer | undefined, event: Leg): ForAdvocate {
  if (!kept) return withoutStore.advocate(id)
  const { transfer, caller } = kept
  const word = legWord(transfer, event.rung, event.sid)
  if (word === 'introduce') return { type: 'introduce', caller }
  if (word === 'end') return { type: 'end' }
  // whoever had to press a key has already heard the introduction
  return { type: 'join', transfer: id, ...(event.type === 'answered' && { caller }) }
}

type Leg = { type: 'answered' | 'accepted' | 'declined'; rung: number; sid: string }

/** The outcome that the conversation sees for each way out of the queue. */
const outcomes = {
  talked: 'answered',
  short: 'short',
  menu: 'returned',
  unreached: 'no_answer',
} as const satisfies Record<string, TransferOutcome>

/**
 * Advances the machine, and carries out the commands that only the process that took the step may
 * carry out.
 */
function createStepper({ vault, log, count, telephony, background, tryWithStore }: TransferDeps) {
  const kept = records(vault, transferRecord)
  const endCall = createEndCall({ telephony, background, log })

  async function apply(id: string, event: Event): Promise<KeptTransfer | undefined> {
    const changed = await kept.update(id, (before) => {
      if (!before) return { result: undefined }
      const { state, commands } = step(before.transfer, event)
      const after = { ...before, transfer: state }
      return { result: { after, commands }, ...(state !== before.transfer && { keep: after }) }
    })
    const result = settled(changed)
    for (const command of result?.commands ?? [])
      background.run(carryOut(id, result?.after.transfer, command))
    return result?.after
  }

  async function carryOut(id: string, state: Transfer | undefined, command: Command) {
    if (!telephony) return
    if (command.type === 'end_leg') return endCall(command.sid)
    const { rung } = command
    const { number: to = '', digits } = state?.rungs[rung] ?? {}
    const call = await telephony.ringAdvocate({ to, digits, transfer: id, rung, seconds: RING_S })
    if (call.ok) return created(id, rung, call.value)
    log({ event: 'rest_trouble', code: call.code, status: call.status })
    if ('late' in call)
      background.run(
        call.late.then((late) => (late.ok ? created(id, rung, late.value) : undefined)),
      )
    const event: Event = { type: 'not_created', rung, at: background.now() }
    await tryWithStore(() => apply(id, event), withoutStore.ended)
  }

  /**
   * Records the SID of the call to a rung, by which it can be ended, however late it becomes known.
   */
  async function created(id: string, rung: number, sid: string): Promise<void> {
    count({ count: 'calls_made', of: 'advocate' })
    const event: Event = { type: 'created', rung, sid, at: background.now() }
    await tryWithStore(() => apply(id, event), withoutStore.ended)
  }

  async function begin(id: string, begun: KeptTransfer): Promise<void> {
    settled(await kept.update(id, () => ({ result: undefined, keep: begun })))
  }

  return { apply, begin }
}

/** The result of an update; losing every race counts as a store failure. */
function settled<Value>({ result, kept }: Changed<Value>): Value {
  if (kept === 'contended') throw new StoreError('contended')
  return result
}
