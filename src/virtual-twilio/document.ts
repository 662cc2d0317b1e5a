/** A document being run: where it came from, where its links lead, and where its verbs run. */
import type { SimulatedLeg, Source } from './leg.ts'
import type { State } from './state.ts'
import { type Place, TwimlError, type Verb } from './twiml.ts'
import type { Params } from './types.ts'

export type Document = {
  readonly verbs: readonly Verb[]
  /** Its URL; undefined for a document given as text. */
  readonly base: string | undefined
}

/** Runs a document and those it leads to, on a leg. Throws TwimlError and Interrupted. */
export type Run = (leg: SimulatedLeg, source: Source, place: Place) => Promise<void>

/** The context of a verb: its leg and document, and how to run another document. */
export type Execution = {
  readonly state: State
  readonly run: Run
  readonly leg: SimulatedLeg
  readonly document: Document
  readonly place: Place
}

/**
 * The source that a link leads to; an empty link leads to the same document again.
 * Source: https://www.twilio.com/docs/voice/twiml#twilios-request-to-your-application
 */
export function target(
  link: string,
  method: string | undefined,
  { base }: Document,
  params?: Params,
): Source & { type: 'url' } {
  const address = link || base
  if (!address || (!base && !/^https?:/.test(address)))
    throw new TwimlError(11100, 'a relative link in a document without an address')
  return { type: 'url', url: new URL(address, base).href, method: method ?? 'POST', params }
}

/** The document that a verb's action leads to; undefined if it has none. */
export function actionOf(
  { attributes }: Verb,
  document: Document,
  params: Params,
): (Source & { type: 'url' }) | undefined {
  if (attributes.action === undefined) return undefined
  return target(attributes.action, attributes.method, document, params)
}

/**
 * A leg's fallback, requested with details of the error.
 * Source: https://www.twilio.com/docs/voice/twiml#requesting-fallback-twiml
 */
export function fallbackOf(
  { fallback }: SimulatedLeg,
  { code }: TwimlError,
  failed: string | undefined,
): Source | undefined {
  if (fallback?.type !== 'url') return fallback
  return {
    ...fallback,
    params: { ...fallback.params, ErrorCode: String(code), ...(failed && { ErrorUrl: failed }) },
  }
}
