/**
 * The shell of the warm transfer: keeps the machine's state, carries out its commands, and answers
 * Twilio's questions about it. Where the store or the REST API fails, the caller is bridged.
 */
import { randomBytes } from 'node:crypto'
import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js'
import type { Content } from '../content/load.ts'
import type { TransferOutcome } from '../flow/input.ts'
import type { Rung } from '../phones/ladder.ts'
import { StoreError } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'
import type { Log } from '../telemetry/log.ts'
import {
  afterQueue,
  beginTransfer,
  bridgeRung,
  type Command,
  type Event,
  legWord,
  RING_S,
  step,
  type Transfer,
} from '../transfer/machine.ts'
import type { Rest } from '../twilio/rest.ts'
import type { Form } from '../twilio/signature.ts'
import {
  type Caller,
  enqueue,
  holdDocument,
  introduceDocument,
  joinDocument,
  leaveDocument,
} from '../twilio/transfer.ts'
import { bridge, type VoiceLine } from '../twilio/voice.ts'

export type TransferDeps = {
  content: Content
  vault: Vault
  log: Log
  line: VoiceLine
  /** None: every transfer is a bridge. */
  rest: Rest | undefined
  /**
   * Whom a caller of a language is connected with at this moment, in order; without one, who has
   * interpreters.
   */
  ladder: (language: string | undefined) => readonly Rung[]
  /** Milliseconds. */
  now: () => number
  /** Hears of work that goes on after an answer. */
  background: (work: Promise<unknown>) => void
}

/** Seconds that a transfer is remembered: as long as a call can last. */
const TTL_S = 4 * 3600 + 300
/** So often is an event tried again when others write at the same time. */
const TRIES = 8

/** The shape of what is kept; another one is another version. */
const VERSION = '1 '

/** What is kept of a transfer; nothing in it tells who calls. */
type Kept = { transfer: Transfer; caller: Caller }

/** How a caller goes on who has left the queue. */
export type Onward =
  | { type: 'ended'; outcome: TransferOutcome }
  /** Bridged, or gone: no turn of the conversation. */
  | { type: 'document'; document: string }

export type Transfers = ReturnType<typeof createTransfers>

export function createTransfers(deps: TransferDeps) {
  const { content, vault, log, line, rest, ladder, now, background } = deps
  const url = (path: string, query: string) => `${line.publicUrl}${path}?${query}`

  return {
    /**
     * How a caller is connected, as what must be added to the document that says so: a queue of
     * their own, or a bridge when there is nobody to be rung first or no way to do it.
     */
    async start(caller: Caller, callStep: number): Promise<(response: VoiceResponse) => void> {
      const rungs = ladder(caller.interpreter ? undefined : caller.language)
      const bridged = bridging(rungs, callStep)
      if (!rest || rungs[0]?.how !== 'warm') return bridged
      const id = randomBytes(12).toString('base64url')
      try {
        const slot = await vault.read(name(id))
        await vault.write(slot, encode({ transfer: beginTransfer(rungs, now()), caller }), TTL_S)
      } catch (error) {
        if (!(error instanceof StoreError)) throw error
        log({ event: 'store_trouble', code: error.code })
        return bridged
      }
      return (response) =>
        enqueue(response, {
          queue: id,
          wait: url('/transfer/wait', `t=${id}`),
          left: url('/transfer/left', `t=${id}&step=${callStep}`),
        })
    },

    /** The document of a caller who waits. */
    async wait(id: string): Promise<string> {
      return hold(id, { type: 'wait', at: now() })
    },

    /** The document after a key of a caller who waits; a second 0 counts as 1. */
    async key(id: string, form: Form): Promise<string> {
      const digit = form.get('Digits')?.[0] ?? ''
      return hold(id, { type: 'key', key: digit === '0' ? '1' : digit, at: now() })
    },

    /** How a caller goes on who is out of the queue. */
    async left(id: string, form: Form, callStep: number): Promise<Onward> {
      const event = { type: 'left', result: resultOf(form), at: now() } as const
      const kept = await apply(id, event)
      const queue = form.get('QueueSid')
      if (rest && queue) background(rest.deleteQueue(queue))
      if (!kept) return bridgeNow(ladder(undefined), callStep)
      const next = afterQueue(kept.transfer, event)
      log({ event: 'transfer', result: event.result, next, rung: kept.transfer.rung })
      if (next === 'bridge') return bridgeNow(kept.transfer.rungs, callStep, kept.transfer)
      if (next === 'gone') return { type: 'document', document: '<Response/>' }
      return { type: 'ended', outcome: outcomes[next] }
    },

    /** The document of a leg that answered. */
    async leg(id: string, rung: number, form: Form): Promise<string | undefined> {
      const sid = form.get('CallSid') ?? ''
      return legDocument(id, rung, sid, { type: 'answered', rung, sid, at: now() })
    },

    /** The document of a desk that pressed a key, or did not. */
    async legKey(id: string, rung: number, form: Form): Promise<string | undefined> {
      const sid = form.get('CallSid') ?? ''
      const event: Event = form.get('Digits')
        ? { type: 'accepted', rung, sid, at: now() }
        : { type: 'declined', rung, at: now() }
      return legDocument(id, rung, sid, event)
    },

    /** A leg's end, however it came. */
    async status(id: string, rung: number, form: Form): Promise<void> {
      if (ENDED.has(form.get('CallStatus') ?? ''))
        await apply(id, { type: 'leg_ended', rung, at: now() })
    },
  }

  async function hold(id: string, event: Event): Promise<string> {
    const kept = await applyOrNothing(id, event)
    if (!kept || kept.transfer.phase === 'leaving' || kept.transfer.phase === 'over')
      return leaveDocument()
    const first = kept.transfer.began === event.at
    const text = first ? 'hold-first' : 'hold-more'
    return holdDocument(content, kept.caller.language, text, url('/transfer/key', `t=${id}`))
  }

  /** None: the leg is not needed any more. */
  async function legDocument(
    id: string,
    rung: number,
    sid: string,
    event: Event,
  ): Promise<string | undefined> {
    const kept = await applyOrNothing(id, event)
    // without the state the queue itself decides: whoever still waits in it is joined
    if (!kept) return joinDocument(content, id)
    switch (legWord(kept.transfer, rung, sid)) {
      case 'introduce':
        return introduceDocument(
          content,
          kept.caller,
          url('/transfer/leg-key', `t=${id}&rung=${rung}`),
        )
      case 'join':
        return joinDocument(content, id, event.type === 'answered' ? kept.caller : undefined)
      case 'end':
        return undefined
    }
  }

  /** As apply, for those who have an answer without the store too. */
  async function applyOrNothing(id: string, event: Event): Promise<Kept | undefined> {
    try {
      return await apply(id, event)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      log({ event: 'store_trouble', code: error.code })
      return undefined
    }
  }

  /** Takes one step of the machine, and carries out what only the one who took it may. */
  async function apply(id: string, event: Event): Promise<Kept | undefined> {
    let slot = await vault.read(name(id))
    for (let tries = 0; tries < TRIES; tries++) {
      const kept = decode(slot.text)
      if (!kept) return undefined
      const { state, commands } = step(kept.transfer, event)
      const next = { ...kept, transfer: state }
      const lost =
        state === kept.transfer ? undefined : await vault.write(slot, encode(next), TTL_S)
      if (!lost) {
        for (const command of commands) background(carryOut(id, state, command))
        return next
      }
      slot = lost
    }
    throw new StoreError('contended')
  }

  async function carryOut(id: string, state: Transfer, command: Command): Promise<void> {
    if (!rest) return
    if (command.type === 'end_leg') {
      await rest.endCall(command.sid)
      return
    }
    const { rung } = command
    const query = `t=${id}&rung=${rung}`
    const call = await rest.ring({
      to: state.rungs[rung]?.number ?? '',
      url: url('/transfer/leg', query),
      statusCallback: url('/transfer/status', query),
      timeout: RING_S,
    })
    if (!call.ok) log({ event: 'rest_trouble', code: call.code, status: call.status })
    await applyOrNothing(
      id,
      call.ok
        ? { type: 'created', rung, sid: call.value, at: now() }
        : { type: 'not_created', rung, at: now() },
    )
  }

  function bridgeNow(...to: Parameters<typeof bridging>): Onward {
    const response = new VoiceResponse()
    bridging(...to)(response)
    return { type: 'document', document: response.toString() }
  }

  function bridging(
    rungs: readonly Rung[],
    callStep: number,
    at: Pick<Transfer, 'rungs' | 'rung'> = { rungs, rung: 0 },
  ) {
    const number = bridgeRung(at)?.number ?? rungs.at(-1)?.number
    if (!number) throw new Error('a ladder without a rung')
    const action = url('/voice/transfer-ended', `step=${callStep}`)
    return (response: VoiceResponse) => bridge(response, line, number, action)
  }
}

/** Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
const ENDED = new Set(['completed', 'busy', 'no-answer', 'failed', 'canceled'])

const outcomes = {
  talked: 'answered',
  short: 'short',
  menu: 'returned',
  unreached: 'no_answer',
} as const satisfies Record<string, TransferOutcome>

/** QueueResult. Source: https://www.twilio.com/docs/voice/twiml/enqueue#attributes-action-parameters */
function resultOf(form: Form): (Event & { type: 'left' })['result'] {
  switch (form.get('QueueResult')) {
    case 'bridged':
    case 'bridging-in-process':
    case 'redirected-from-bridged':
      return 'bridged'
    case 'leave':
      return 'leave'
    case 'hangup':
      return 'hangup'
    default:
      return 'error'
  }
}

function name(id: string): string {
  return `transfer ${id}`
}

function encode(kept: Kept): string {
  return VERSION + JSON.stringify(kept)
}

/** What another release wrote in another shape counts as nothing: the caller is bridged. */
function decode(text: string | undefined): Kept | undefined {
  return text?.startsWith(VERSION) ? (JSON.parse(text.slice(VERSION.length)) as Kept) : undefined
}
