/** Documents: one is asked for, its verbs run in order, and one leads to the next. */
import { dial } from './dial.ts'
import { type Document, type Run, target } from './document.ts'
import { enqueue } from './enqueue.ts'
import { gather } from './gather.ts'
import { Interrupted, type SimulatedLeg, type Source } from './leg.ts'
import { voiceParams } from './parameters.ts'
import { leave } from './queue.ts'
import { play } from './speech.ts'
import type { World } from './state.ts'
import { faultsOf, mayRun, type Place, readTwiml, TwimlError, type Verb } from './twiml.ts'
import type { Waiting } from './types.ts'

/** Documents in a row that take no time at all: nobody wrote that on purpose. */
const MOST_AT_ONCE = 100
/** So often may the fallback lead back to what fails. */
const MOST_FALLBACKS = 5

/** Documents run in this world. Source: https://www.twilio.com/docs/voice/twiml */
export function createRun(world: World): Run {
  const { clock, record } = world

  return run

  async function run(leg: SimulatedLeg, source: Source, place: Place): Promise<void> {
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
        next = await runOne(leg, now, place)
      } catch (error) {
        if (!(error instanceof TwimlError)) throw error
        record({ kind: 'error', code: error.code, text: error.message, leg: leg.sid })
        const { fallback } = leg
        if (place !== 'voice' || !fallback || now === fallback) throw error
        if (++fallbacks > MOST_FALLBACKS) throw error
        next = fallback
      }
    }
  }

  /** Runs one document; gives the source of the next, or undefined at its end. */
  async function runOne(
    leg: SimulatedLeg,
    source: Source,
    place: Place,
  ): Promise<Source | undefined> {
    const inline = source.type === 'text'
    const verbs = inline ? readTwiml(source.text) : await fetched(leg, source)
    const document: Document = { verbs, base: inline ? undefined : source.url }
    for (const text of faultsOf(verbs, place))
      record({ kind: 'warning', code: 12200, text, leg: leg.sid })
    for (const [index, verb] of verbs.entries()) {
      if (mayRun(verb, place)) {
        const next = await execute(leg, verb, document, place, index === 0)
        if (next) return next
      } else if (verb.name === 'Dial') throw new TwimlError(13201, 'Dial where it may not be')
    }
    return undefined
  }

  /** The leg waits for its webhook; what interrupts the leg does not stop the webhook. */
  async function fetched(
    leg: SimulatedLeg,
    source: Source & { type: 'url' },
  ): Promise<readonly Verb[]> {
    let answer: { verbs: readonly Verb[] } | { error: unknown } | undefined
    clock.spawn(async () => {
      const { url, method, params } = source
      const webhook = { purpose: 'voice', url, method, cookies: leg.cookies } as const
      try {
        const verbs = await world.ask({
          ...webhook,
          params: { ...voiceParams(world, leg), ...params },
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

  /** Runs one verb: the source of the document that follows, or undefined for the next verb. */
  async function execute(
    leg: SimulatedLeg,
    verb: Verb,
    document: Document,
    place: Place,
    first: boolean,
  ): Promise<Source | undefined> {
    if (picksUp(verb, first)) leg.answer()
    const idle: Waiting = place === 'wait' ? 'queue' : 'clock'
    switch (verb.name) {
      case 'Say':
      case 'Play':
      case 'Pause':
        await play(world, leg, verb, idle, () => undefined)
        return undefined
      case 'Gather': {
        const params = await gather(world, leg, verb)
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
        leave(world, leg)
        throw new Interrupted({ type: 'leave' })
      case 'Enqueue':
        return enqueue(world, run, leg, verb, document)
      case 'Dial':
        return dial(world, run, leg, verb, document)
      default:
        return undefined
    }
  }
}

/**
 * Whether a verb answers a call that still rings.
 * Sources: https://www.twilio.com/docs/voice/twiml/reject, pause, and dial#answeronbridge
 */
function picksUp({ name, attributes }: Verb, first: boolean): boolean {
  if (name === 'Pause') return !first
  if (name === 'Dial') return !(first && attributes.answerOnBridge === 'true')
  return !['Reject', 'Redirect'].includes(name)
}
