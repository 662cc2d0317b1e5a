/**
 * The line: what comes in, in words, and what is answered, in words. The one sequence of what is done
 * about it. It knows no HTTP and no Twilio.
 */
import type { Content } from '../content/load.ts'
import { canSay } from '../content/words.ts'
import type { Input } from '../flow/input.ts'
import type { Answer } from '../flow/session.ts'
import { ladderAt, type Rung } from '../phones/ladder.ts'
import { TIME_ZONE } from '../phones/wall-clock.ts'
import { understand } from '../understanding/understand.ts'
import type { Connection } from './answer.ts'
import type { Carry } from './conversations/carrying.ts'
import { countTurns, VOICE } from './counting.ts'
import { createLineState, type LineState, type LineStateDeps } from './state.ts'
import { createTextTurns, type IncomingText, messageOf } from './text-turn.ts'
import { createTransfers, type Transfers } from './transfer.ts'
import { type Taken, takeTurn } from './turn.ts'
import { reportTurns } from './turn-report.ts'
import { withoutStore } from './without-store.ts'

export type LineDeps = LineStateDeps & {
  content: Content
  /** What the line remembers already, where only its content is another one. */
  state?: LineState | undefined
  /** Whether the texts of every turn are blanked at the provider, or only after FORGET. */
  retention?: 'keep' | 'blank'
  optOut?: OptOut
  /** Whom callers may be connected with, where that is not always what content says. */
  phones?: () => Content['phones']
  /** The time zone of the hours of desks. */
  timeZone?: string
}

/**
 * Who answers STOP and its like: the provider, or the line where the provider does not (a short code,
 * or an account that redacts numbers).
 */
export type OptOut = 'provider' | 'line'

/** A request of a call on its way in. */
export type CallStep = {
  call: string
  /** The same when it is delivered again. */
  id: string
  input: Input
  /** What our own address brought back of the call. */
  carry?: string | undefined
}

/** What a caller gets, what the next address is to bring back, and how they are connected who asked for it. */
export type CallAnswer = Answer & {
  readonly connection: Connection | undefined
  readonly carry?: Carry | undefined
}

/** What a texter gets; nothing: the text is answered by silence. */
export type TextAnswer = {
  readonly answer: Answer | undefined
  readonly carry?: Carry | undefined
}

export type Line = ReturnType<typeof createLine>

export function createLine(deps: LineDeps) {
  const { content, state = createLineState(deps) } = deps
  const { admission, background, callbacks, calls, erasure, tryWithStore: trying } = state
  const { text: textFlow, voice: voiceFlow } = content.flows
  const transfers = createTransfers({ ...state, ladder: ladderOf(deps, background.now) })
  const { text: textWords, voice: voiceWords } = content.wording
  const canWrite = (answer: Answer) => canSay(textWords, answer)
  const canSpeak = (answer: Answer) => canSay(voiceWords, answer)
  const { log, count } = state
  const tellText = reportTurns(log, countTurns(count, textFlow))
  const tellCall = reportTurns(log, countTurns(count, voiceFlow))
  const textTurn = createTextTurns({ ...state, flow: textFlow, canSay: canWrite })

  return {
    transfers,
    callbacks,
    admitsCall: admission.call,

    async text(text: IncomingText): Promise<TextAnswer> {
      if (text.sender && deps.retention === 'blank')
        erasure?.blankTurn(text.sender, messageOf(text))
      const input = inputOf(content, text, deps.optOut ?? 'provider')
      const admitted = input ? admission.text(text, input) : 'refused'
      if (!input || admitted === 'refused') return { answer: undefined }
      const turn = await tellText(text.channel, input, () => textTurn(text, input))
      const isSilent = admitted === 'obeyed' || turn.outcome === 'silenced'
      return { answer: isSilent ? undefined : turn, carry: turn.carry }
    },

    /** One step of a call. */
    async call({ call, id, input, carry }: CallStep): Promise<CallAnswer> {
      const incoming = { who: call, turnId: id, input, carry, carries: true, canSay: canSpeak }
      const turn = await tellCall(VOICE, input, () =>
        trying(
          () => takeTurn(calls, voiceFlow, incoming),
          () => withoutStore.first(calls, voiceFlow, incoming),
        ),
      )
      return { ...turn, connection: await connectionOf(transfers, content, turn) }
    },
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
