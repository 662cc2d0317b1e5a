/**
 * Admission: decides whether a text or call is answered at all, so that nobody can spend the
 * operator's money.
 */
import type { Input } from '../flow/input.ts'
import { createCountryOf } from '../phones/country.ts'
import type { Log } from '../telemetry/events.ts'
import type { LineLimit } from './line-limit.ts'
import type { SenderCounts, SentText } from './sender-counts.ts'
import { isCrisis, protects } from './turn.ts'

/**
 * Limits; whatever is absent is unlimited. Texts about danger have a limit of their own: see
 * sender-counts.ts.
 */
export type Limits = {
  /** Countries whose texts are answered. */
  countries: readonly string[]
  /** Texts per sender in 15 minutes; 0 here and below means unlimited. */
  textsPerSender: number
  /** Texts and calls per minute for the whole line. */
  textsPerMinute: number
  callsPerMinute: number
}

/** `obeyed`: carried out, but not answered. */
export type Admission = 'answered' | 'obeyed' | 'refused'

export type AdmissionDeps = {
  limits: Partial<Limits>
  log: Log
  counts: SenderCounts
  /** Creates a per-minute limit for the whole line. */
  perMinute: (name: string, most: number) => LineLimit
}

export function createAdmission({ limits, log, counts, perMinute }: AdmissionDeps) {
  const { countries, textsPerMinute = 0, callsPerMinute = 0 } = limits
  const countryOf = createCountryOf()
  const texts = perMinute('texts', textsPerMinute)
  const calls = perMinute('calls', callsPerMinute)
  const countryServed = (sender: string | undefined) =>
    !sender || !countries || countries.includes(countryOf(sender) ?? '')
  const over = (scope: 'country' | 'texts' | 'calls') => log({ event: 'limited', scope })

  return {
    /**
     * Danger is limited only by its own limit, and whoever asks the line to do less is always
     * obeyed.
     */
    text(text: SentText & { sender: string | undefined }, input: Input): Admission {
      if (isCrisis(input)) {
        if (counts.danger(text)) return 'answered'
        // logged like any other text: the log says of nobody that they were in danger
        over('texts')
        return 'refused'
      }
      if (!countryServed(text.sender)) {
        over('country')
        return protects(input) ? 'obeyed' : 'refused'
      }
      if (protects(input) || texts.take()) return 'answered'
      over('texts')
      return 'refused'
    },
    /** Whether a call gets the menu. One that does not is still connected, without a menu. */
    call(): boolean {
      const allowed = calls.take()
      if (!allowed) over('calls')
      return allowed
    },
  }
}
