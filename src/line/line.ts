/**
 * The line: what comes in, in words, and what is answered, in words. The one sequence of what is done
 * about it. It knows no HTTP and no Twilio.
 */
import type { Content } from '../content/load.ts'
import type { Input } from '../flow/input.ts'
import type { Answer, Reply } from '../flow/session.ts'
import { ladderAt, type Rung } from '../phones/ladder.ts'
import { TIME_ZONE } from '../phones/wall-clock.ts'
import { records } from '../store/record.ts'
import type { Store } from '../store/store.ts'
import { createVault, type Vault } from '../store/vault.ts'
import type { Log, LogEvent } from '../telemetry/events.ts'
import { kindOf } from '../telemetry/kind.ts'
import { understand } from '../understanding/understand.ts'
import { createAdmission, type Limits } from './admission.ts'
import type { Connection } from './answer.ts'
import type { Background } from './background.ts'
import { createCallbacks } from './callback.ts'
import { createEffects } from './effects.ts'
import { createErasure } from './erasure.ts'
import { sessionRecord } from './session-record.ts'
import type { MessageArchive, Telephony } from './telephony.ts'
import { createTransfers, type Transfers } from './transfer.ts'
import { CALL_TTL_S } from './transfer-record.ts'
import { type Taken, takeTurn } from './turn.ts'
import { tryWithStore, withoutStore } from './without-store.ts'

export type LineDeps = {
  content: Content
  store: Store
  log: Log
  /** The line's own number, E.164: the only caller ID that anybody sees. */
  lineNumber: string
  /** The first one names and seals what is kept; the others are still read. */
  sessionSecrets: readonly [string, ...string[]]
  /** Seconds that a texter's conversation lives. */
  sessionTtl: number
  /** To ring an advocate while a caller waits; without it callers are bridged. */
  telephony?: Telephony | undefined
  /** What the provider keeps of texts, to have it blanked; without it nothing is. */
  archive?: MessageArchive | undefined
  /** Whether the texts of every turn are blanked at the provider, or only after FORGET. */
  retention?: 'keep' | 'blank'
  optOut?: OptOut
  limits?: Partial<Limits>
  /** Whom callers may be connected with, where that is not always what content says. */
  phones?: () => Content['phones']
  /** The time zone of the hours of desks. */
  timeZone?: string
  /** Milliseconds since 1970. */
  now?: () => number
  /** Hears of work that goes on after an answer; it never rejects. */
  background?: (work: Promise<void>) => void
  /** Does something after so many milliseconds. */
  later?: (ms: number, work: () => Promise<void>) => void
}

/**
 * Who answers STOP and its like: the provider, or the line where the provider does not (a short code,
 * or an account that redacts numbers).
 */
export type OptOut = 'provider' | 'line'

/** A text on its way in. */
export type IncomingText = {
  /** The name of the channel that it came by. */
  channel: string
  /** The sender's own number; none where it does not tell one person from another. */
  sender: string | undefined
  /** The same when it is delivered again. */
  id: string | undefined
  body: string
  /** Whether a picture, a contact or the like came with it. */
  media: boolean
  /** What the provider has answered already, by itself. */
  answered: 'stop' | 'start' | 'help' | undefined
}

/** A request of a call on its way in. */
export type CallStep = {
  call: string
  /** The same when it is delivered again. */
  id: string
  input: Input
}

/** What a caller gets; and how they are connected, where that is what they asked for. */
export type CallAnswer = Answer & { readonly connection: Connection | undefined }

export type Line = ReturnType<typeof createLine>

export function createLine(deps: LineDeps) {
  const { content, log, telephony } = deps
  const { text: textFlow, voice: voiceFlow } = content.flows
  const vault = createVault(deps.store, deps.sessionSecrets)
  const background = backgroundOf(deps)
  const trying = tryWithStore(log)
  const parts = { vault, log, telephony, background, tryWithStore: trying }
  const erasure = deps.archive && createErasure({ ...deps, archive: deps.archive, background })
  const callbacks = createCallbacks(parts)
  const transfers = createTransfers({ ...parts, ladder: ladderOf(deps, background.now) })
  const admission = createAdmission(deps.limits ?? {}, log, background.now)
  const carryOut = createEffects(callbacks, erasure)
  const conversations = conversationsIn(vault, deps.sessionTtl)
  const calls = records(vault, sessionRecord('call', CALL_TTL_S))
  const textsPerSender = deps.limits?.textsPerSender ?? 0

  return {
    transfers,
    callbacks,
    admitsCall: admission.call,

    /** Nothing: the text is answered by silence. */
    async text(text: IncomingText): Promise<Answer | undefined> {
      if (text.sender && deps.retention === 'blank') erasure?.blankTurn(text.sender)
      const input = inputOf(content, text, deps.optOut ?? 'provider')
      if (!input || !admission.text(text.sender, input)) return undefined
      const turn = await timed(log, text.channel, () => textTurn(text, input))
      return turn.outcome === 'silenced' ? undefined : turn
    },

    /** One step of a call. Throws StoreError while the store is away. */
    async call({ call, id, input }: CallStep): Promise<CallAnswer> {
      const incoming = { who: call, turnId: id, input }
      const turn = await timed(log, 'voice', () => takeTurn(calls, voiceFlow, incoming))
      return { ...turn, connection: await connectionOf(transfers, content, turn) }
    },
  }

  /** A texter whose number is withheld, or who comes while the store is away, is answered alone. */
  async function textTurn({ channel, sender, id }: IncomingText, input: Input): Promise<Taken> {
    if (!sender) return withoutStore.text(textFlow, input)
    const alone = () => withoutStore.text(textFlow, input)
    const limit = { texts: textsPerSender, now: Math.floor(background.now() / 1000) }
    const incoming = id && { who: sender, turnId: id, input, limit }
    const turn = incoming
      ? await trying(() => takeTurn(conversations(channel), textFlow, incoming), alone)
      : alone()
    return carryOut(turn, sender)
  }
}

/** The conversations of each channel, apart from those of the others. */
function conversationsIn(vault: Vault, ttl: number) {
  const known = new Map<string, ReturnType<typeof open>>()
  const open = (channel: string) => records(vault, sessionRecord(channel, ttl))
  return (channel: string) => {
    const there = known.get(channel) ?? open(channel)
    known.set(channel, there)
    return there
  }
}

/** What a text wants; nothing when the provider has answered it already. */
function inputOf(content: Content, text: IncomingText, optOut: OptOut): Input | undefined {
  if (text.answered === 'stop') return { type: 'event', event: 'opt_out.provider' }
  // a confirmation is no answer to the question whether it is safe: the conversation decides
  if (text.answered === 'start') return { type: 'event', event: 'opt_in.provider' }
  if (text.answered) return undefined
  if (text.media && text.body.trim() === '') return { type: 'automatic', picture: true }
  const { input } = understand(content.lexicon, text.body)
  const theirs = input.type === 'event' && input.event === 'opt_out.provider'
  return theirs && optOut === 'line' ? { type: 'event', event: 'opt_out.line' } : input
}

/** How a caller is connected whose turn ended in a transfer. */
async function connectionOf(
  transfers: Transfers,
  { flows }: Content,
  { language, replies }: Taken,
): Promise<Connection | undefined> {
  const last = replies.at(-1)
  if (last?.type !== 'transfer') return undefined
  const node = flows.voice.nodes[last.node]
  const { quiet = false, interpreter = false } = node?.type === 'transfer' ? node : {}
  return transfers.connect({ language, quiet, interpreter })
}

/** Whom to ring now, for a caller of a language; only the hotline has interpreters. */
function ladderOf({ content, timeZone = TIME_ZONE, ...deps }: LineDeps, now: () => number) {
  return (language: string | undefined): readonly Rung[] => {
    const phones = deps.phones?.() ?? content.phones
    const asked = language === undefined && phones.hotline ? { hotline: phones.hotline } : phones
    return ladderAt(asked, { language: language ?? '', at: new Date(now()), timeZone }).rungs
  }
}

function backgroundOf({ log, now = Date.now, ...deps }: LineDeps): Background {
  const run = (work: Promise<unknown>) => {
    const quiet = work.then(
      () => {},
      (error: unknown) => log({ event: 'guarded', reason: 'error', kind: kindOf(error) }),
    )
    deps.background?.(quiet)
  }
  const later = deps.later ?? ((ms, work) => void setTimeout(() => run(work()), ms).unref())
  return { now, run, later }
}

async function timed(log: Log, channel: string, take: () => Promise<Taken>): Promise<Taken> {
  const started = performance.now()
  const turn = await take()
  const { outcome, language, replies } = turn
  const ms = Math.round(performance.now() - started)
  log({ event: 'turn', channel, outcome, answer: kindOfReply(replies.at(-1)), language, ms })
  return turn
}

/** What kind of thing was said, for the log: never which. */
function kindOfReply(reply: Reply | undefined): (LogEvent & { event: 'turn' })['answer'] {
  if (!reply) return 'nothing'
  switch (reply.type) {
    case 'say':
    case 'outcome':
      return 'sentence'
    case 'led':
    case 'keys':
      return 'page'
    default:
      return reply.type
  }
}
