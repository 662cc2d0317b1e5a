/** Admission: whether a text or a call is answered at all, so that nobody can spend the operator's money. */
import type { Input } from '../flow/input.ts'
import { createCountryOf } from '../phones/country.ts'
import type { Log } from '../telemetry/events.ts'
import type { LineLimit } from './line-limit.ts'
import type { SenderCounts, Sent } from './sender-counts.ts'
import { isCrisis, protects } from './turn.ts'

/** Limits; what is left out is without one. A text in danger has one of its own: see sender-counts.ts. */
export type Limits = {
  /** Countries whose texts are answered. */
  countries: readonly string[]
  /** Texts of one sender in a quarter of an hour; 0: any number, as with the others. */
  textsPerSender: number
  /** Texts and calls of the whole line in a minute. */
  textsPerMinute: number
  callsPerMinute: number
}

/** `obeyed`: done, and not answered. */
export type Admitted = 'answered' | 'obeyed' | 'refused'

export type AdmissionDeps = {
  limits: Partial<Limits>
  log: Log
  counts: SenderCounts
  /** A limit of the whole line, in a minute. */
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
    /** Danger is answered over every limit but its own, and whoever wants less of us is always obeyed. */
    text(text: Sent & { sender: string | undefined }, input: Input): Admitted {
      if (isCrisis(input)) {
        if (counts.danger(text)) return 'answered'
        // not told apart: the log says of nobody that they were in danger
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
    /** A call that is not is connected all the same, without a menu. */
    call(): boolean {
      const allowed = calls.take()
      if (!allowed) over('calls')
      return allowed
    },
  }
}
