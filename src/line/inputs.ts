/**
 * The input that a text is. What short texts mean is remembered for a while, since the same few
 * come from nearly everybody: MENU, HI, MORE, the question on the flyer.
 */
import { hash, randomBytes } from 'node:crypto'
import type { Content } from '../content/load.ts'
import type { Input } from '../flow/input.ts'
import { understand } from '../understanding/understand.ts'
import type { IncomingText } from './text-turn.ts'
import { isCrisis } from './turn.ts'

/**
 * Who answers STOP and similar words: the provider, or the line if the provider does not (a short
 * code, or an account that redacts numbers).
 */
export type OptOut = 'provider' | 'line'

/** Longer texts tell more of a person, and recur less. */
const LONGEST = 24
const MOST = 500
const KEPT_MS = 10 * 60_000

export type InputOf = (text: IncomingText) => Input | undefined

/** Undefined for a text that the provider has already answered. */
export function createInputs(content: Content, optOut: OptOut): InputOf {
  const meaning = remembering((body) => understand(content.lexicon, body).input)

  return function inputOf(text) {
    if (text.answered === 'stop') return { type: 'event', event: 'opt_out.provider' }
    // an opt-in does not answer whether it is safe to talk: the conversation decides
    if (text.answered === 'start') return { type: 'event', event: 'opt_in.provider' }
    if (text.answered) return undefined
    if (text.media && text.body.trim() === '') return { type: 'automatic', picture: true }
    const input = meaning(text.body)
    const theirs = input.type === 'event' && input.event === 'opt_out.provider'
    return theirs && optOut === 'line' ? { type: 'event', event: 'opt_out.line' } : input
  }
}

/**
 * Remembers what says next to nothing of the person who wrote it, under a hash whose key ends with
 * the process: no text stays in memory.
 */
function remembering(understood: (body: string) => Input): (body: string) => Input {
  const known = new Map<string, Input>()
  const key = randomBytes(32).toString('base64url')
  return (body) => {
    // a single key is understood faster than looked up
    if (body.length === 1 || body.length > LONGEST) return understood(body)
    const name = hash('sha256', `${key} ${body}`, 'base64url')
    const before = known.get(name)
    if (before) return before
    const input = understood(body)
    if (known.size < MOST && isImpersonal(input)) {
      if (known.size === 0) setTimeout(() => known.clear(), KEPT_MS).unref()
      known.set(name, input)
    }
    return input
  }
}

function isImpersonal(input: Input): boolean {
  if (input.type === 'unknown' || isCrisis(input)) return false
  return !(input.type === 'topic' && input.personal)
}
