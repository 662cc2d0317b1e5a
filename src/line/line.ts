/**
 * The line: takes in texts and call steps and answers them, all in its own vocabulary. This is the
 * one sequence in which everything happens. It knows neither HTTP nor Twilio.
 */
import type { Content } from '../content/load.ts'
import { canSay } from '../content/words.ts'
import type { Input } from '../flow/input.ts'
import { speaksEvery } from '../flow/languages.ts'
import type { Answer } from '../flow/session.ts'
import { ladderAt, type Rung } from '../phones/ladder.ts'
import { TIME_ZONE } from '../phones/wall-clock.ts'
import type { Connection } from './answer.ts'
import type { Carry } from './conversations/carrying.ts'
import { countTurns, VOICE } from './counting.ts'
import { createInputs, type OptOut } from './inputs.ts'
import { createLineState, type LineState, type LineStateDeps } from './state.ts'
import { createTextTurns, type IncomingText, messageOf } from './text-turn.ts'
import { createTransfers } from './transfer.ts'
import { takeTurn } from './turn.ts'
import { reportTurns } from './turn-report.ts'
import { withoutStore } from './without-store.ts'

export type LineDeps = LineStateDeps & {
  content: Content
  /** State to take over, if only the content has changed. */
  state?: LineState | undefined
  /** Whether every turn's texts are blanked at the provider, or only after FORGET. */
  retention?: 'keep' | 'blank'
  optOut?: OptOut
  /** Overrides the phones of the content. */
  phones?: () => Content['phones']
  /** The time zone of the desks' hours. */
  timeZone?: string
}

/** An incoming request of a call. */
export type CallStep = {
  call: string
  /** The same if the request is delivered again. */
  id: string
  input: Input
  /** The carry that came back in our own URL. */
  carry?: string | undefined
}

/**
 * What a caller gets, the carry for the next URL, and how the caller is connected if they asked for
 * a person.
 */
export type CallAnswer = Answer & {
  readonly connection: Connection | undefined
  readonly carry?: Carry | undefined
}

/** What a texter gets; without `answer` the line stays silent. */
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
  const reportText = reportTurns(log, countTurns(count, textFlow))
  const reportCall = reportTurns(log, countTurns(count, voiceFlow))
  const inputOf = createInputs(content, deps.optOut ?? 'provider')
  const textTurn = createTextTurns({ ...state, flow: textFlow, canSay: canWrite })

  /** How a caller is connected whose turn ended in a transfer. */
  function connect({ node: name }: { node: string }, language: string): Promise<Connection> {
    const node = voiceFlow.nodes[name]
    const { quiet = false, interpreter = false } = node?.type === 'transfer' ? node : {}
    const spoken = speaksEvery(node) ? '' : language
    return transfers.connect({ language: spoken, quiet, interpreter })
  }

  return {
    transfers,
    callbacks,
    admitsCall: admission.call,

    async text(text: IncomingText): Promise<TextAnswer> {
      if (text.sender && deps.retention === 'blank')
        erasure?.blankTurn(text.sender, messageOf(text))
      const input = inputOf(text)
      const admitted = input ? admission.text(text, input) : 'refused'
      if (!input || admitted === 'refused') return { answer: undefined }
      const started = performance.now()
      const turn = await textTurn(text, input)
      reportText(text.channel, input, turn, started)
      const isSilent = admitted === 'obeyed' || turn.outcome === 'silenced'
      return { answer: isSilent ? undefined : turn, carry: turn.carry }
    },

    /** Takes one step of a call. */
    async call({ call, id, input, carry }: CallStep): Promise<CallAnswer> {
      const incoming = { who: call, turnId: id, input, carry, carries: true, canSay: canSpeak }
      const started = performance.now()
      const turn = await trying(
        () => takeTurn(calls, voiceFlow, incoming),
        () => withoutStore.first(calls, voiceFlow, incoming),
      )
      reportCall(VOICE, input, turn, started)
      const last = turn.replies.at(-1)
      const asks = last?.type === 'transfer' ? last : undefined
      return { ...turn, connection: asks && (await connect(asks, turn.language)) }
    },
  }
}

/**
 * Whom to ring now for a caller's language. An empty one may turn out to be any that is offered.
 * Without one it is the hotline, which alone has interpreters.
 */
function ladderOf({ content, timeZone = TIME_ZONE, ...deps }: LineDeps, now: () => number) {
  return (language: string | undefined): readonly Rung[] => {
    const phones = deps.phones?.() ?? content.phones
    const asked = language === undefined && phones.hotline ? { hotline: phones.hotline } : phones
    const at = new Date(now())
    const spoken = language === '' ? Object.keys(content.languages) : [language ?? '']
    const [first = [], ...others] = spoken.map(
      (each) => ladderAt(asked, { language: each, at, timeZone }).rungs,
    )
    return first.filter(({ destination }) =>
      others.every((rungs) => rungs.some((rung) => rung.destination === destination)),
    )
  }
}
