/** Say, Play and Pause, which take simulated time. */
import { never, type SimulatedLeg } from '../leg.ts'
import type { State } from '../state.ts'
import { number, TwimlError, type Verb } from '../twiml.ts'
import type { Waiting } from '../types.ts'

/** Words spoken per second, and characters in scripts without spaces. */
const WORDS_PER_S = 2.5
const CHARACTERS_PER_S = 4
/** Milliseconds that tones take. */
const TONES_MS = 1_000
/** A loop of 0 repeats until the call ends; nobody listens for longer than this. */
const FOREVER = 1000

/** Milliseconds that a text takes to speak. */
export function spoken(text: string): number {
  const dense = text.match(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g)?.length ?? 0
  const words = text.replace(/[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/g, ' ').match(/\S+/g)
  const seconds = (words?.length ?? 0) / WORDS_PER_S + dense / CHARACTERS_PER_S
  return Math.round(seconds * 1000)
}

/** What the leg waits for meanwhile, and what ends it early, such as a key in a Gather. */
type Manner = { kind: Waiting; stop?: () => true | undefined }

/**
 * Plays one of these verbs to a leg.
 * Sources: https://www.twilio.com/docs/voice/twiml/say, play and pause
 */
export async function play(
  state: State,
  leg: SimulatedLeg,
  verb: Verb,
  { kind, stop = never }: Manner,
): Promise<void> {
  if (verb.name === 'Pause') {
    await leg.wait(kind, stop, number(verb, 'length', 1) * 1000)
    return
  }
  const times = number(verb, 'loop', 1) || FOREVER
  for (let time = 0; time < times && !stop(); time++) await once(state, leg, verb, { kind, stop })
}

async function once(
  state: State,
  leg: SimulatedLeg,
  verb: Verb,
  { kind, stop = never }: Manner,
): Promise<void> {
  const { record } = state
  const text = verb.text.replace(/\s+/g, ' ').trim()
  const ms = verb.name === 'Say' ? spoken(text) : await lengthOf(state, leg, text)
  // a leg that has ended hears nothing; the wait below notices that
  if (!leg.over && verb.name === 'Say') {
    leg.heard.push(text)
    record({ kind: 'say', leg: leg.sid, language: verb.attributes.language ?? 'en-US', text })
  } else if (!leg.over && text !== '') {
    leg.heard.push(`(plays ${new URL(text).pathname})`)
    record({ kind: 'play', leg: leg.sid, url: text })
  }
  leg.speaking = true
  try {
    await leg.wait(kind, stop, ms)
  } finally {
    leg.speaking = false
  }
}

/**
 * Fetches a recording while the leg waits, and returns its length. Without one, only tones are
 * played.
 */
async function lengthOf(state: State, leg: SimulatedLeg, url: string): Promise<number> {
  if (url === '') return TONES_MS
  if (!URL.canParse(url)) throw new TwimlError(11100, 'a recording without a whole address')
  let answer: { ms: number } | { error: unknown } | undefined
  state.clock.spawn(async () => {
    try {
      answer = { ms: await state.fetchAudio(url) }
    } catch (error) {
      answer = { error }
    }
    leg.wake()
  })
  const got = await leg.wait(undefined, () => answer)
  if (got && 'ms' in got) return got.ms
  throw got?.error
}
