/** Runs documents: requests one, runs its verbs in order, and continues with the next. */

import { type Document, type Execution, fallbackOf, type Run, target } from './document.ts'
import { Interrupted, type SimulatedLeg, type Source } from './leg.ts'
import { voiceParams } from './parameters.ts'
import { leave } from './queue.ts'
import type { State } from './state.ts'
import { faultsOf, mayRun, readTwiml, TwimlError, type Verb } from './twiml.ts'
import { dial } from './verbs/dial.ts'
import { enqueue } from './verbs/enqueue.ts'
import { gather } from './verbs/gather.ts'
import { play } from './verbs/speech.ts'

/** The most consecutive documents that take no time: more must be a loop. */
const MOST_AT_ONCE = 100
/** How often the fallback may lead back to a failing document. */
const MOST_FALLBACKS = 5

/**
 * Returns the function that runs documents on legs. Source: https://www.twilio.com/docs/voice/twiml
 */
export function createRun(state: State): Run {
  const { clock, record } = state

  return async function run(leg, source, place) {
    let next: Source | undefined = source
    let at = -1
    let count = 0
    let fallbacks = 0
    while (next) {
      const now: Source = next
      count = at === clock.now() ? count + 1 : 0
      at = clock.now()
      try {
        if (count > MOST_AT_ONCE) throw new TwimlError(12100, 'documents lead in a circle')
        next = await runOne({ state, run, leg, place }, now)
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error
        record({ kind: 'error', code: error.code, text: error.message, leg: leg.sid })
        const failed = now.type === 'url' ? now.url : undefined
        next = fallbackOf(leg, error, failed)
        if (place !== 'voice' || !next || isFallback(leg, now)) throw error
        if (++fallbacks > MOST_FALLBACKS) throw error
      }
    }
  }
}

function isFallback({ fallback }: SimulatedLeg, source: Source): boolean {
  if (fallback?.type !== 'url') return source === fallback
  return source.type === 'url' && source.url === fallback.url
}

/** Runs one document; returns the source of the next, or undefined at the end. */
async function runOne(
  on: Omit<Execution, 'document'>,
  source: Source,
): Promise<Source | undefined> {
  const { state, leg, place } = on
  const inline = source.type === 'text'
  const verbs = inline ? readTwiml(source.text) : await fetched(state, leg, source)
  const document: Document = { verbs, base: inline ? undefined : source.url }
  for (const text of faultsOf(verbs, place))
    state.record({ kind: 'warning', code: 12200, text, leg: leg.sid })
  for (const [index, verb] of verbs.entries()) {
    if (mayRun(verb, place)) {
      if (picksUp(verb, index === 0)) leg.answer()
      const next = await execute({ ...on, document }, verb)
      if (next) return next
    } else if (verb.name === 'Dial') throw new TwimlError(13201, 'Dial where it may not be')
  }
  return undefined
}

/** Fetches a document while the leg waits; interrupting the leg does not stop the webhook. */
async function fetched(
  state: State,
  leg: SimulatedLeg,
  { url, method, params }: Source & { type: 'url' },
): Promise<readonly Verb[]> {
  let answer: { verbs: readonly Verb[] } | { error: unknown } | undefined
  state.clock.spawn(async () => {
    const webhook = { purpose: 'voice', url, method, cookies: leg.cookies } as const
    try {
      const verbs = await state.ask({
        ...webhook,
        params: { ...voiceParams(state, leg), ...params },
      })
      answer = { verbs }
    } catch (error) {
      answer = { error }
    }
    leg.wake()
  })
  const got = await leg.wait(undefined, () => answer)
  if (got && 'verbs' in got) return got.verbs
  throw got?.error
}

/**
 * Runs one verb; returns the source of the next document, or undefined to go on with the next verb.
 */
async function execute(execution: Execution, verb: Verb): Promise<Source | undefined> {
  const { state, leg, document, place } = execution
  switch (verb.name) {
    case 'Say':
    case 'Play':
    case 'Pause':
      await play(state, leg, verb, { kind: place === 'wait' ? 'queue' : 'clock' })
      return undefined
    case 'Gather': {
      const params = await gather(state, leg, verb)
      const { action = '', method } = verb.attributes
      return params && target(action, method, document, params)
    }
    case 'Redirect':
      return target(verb.text.trim(), verb.attributes.method, document)
    case 'Hangup':
      leg.end()
      throw new Interrupted({ type: 'hangup' })
    case 'Reject':
      leg.end(verb.attributes.reason === 'busy' ? 'busy' : 'no-answer')
      throw new Interrupted({ type: 'hangup' })
    case 'Leave':
      leave(state, leg)
      throw new Interrupted({ type: 'leave' })
    case 'Enqueue':
      return enqueue(execution, verb)
    case 'Dial':
      return dial(execution, verb)
    default:
      return undefined
  }
}

/**
 * Whether a verb answers a call that is still ringing.
 * Sources: https://www.twilio.com/docs/voice/twiml/reject, pause, and dial#answeronbridge
 */
function picksUp({ name, attributes }: Verb, first: boolean): boolean {
  if (name === 'Pause') return !first
  if (name === 'Dial') return !(first && attributes.answerOnBridge === 'true')
  return !['Reject', 'Redirect'].includes(name)
}
