/** Admission: whether a text or a call is answered at all, so that nobody can spend the operator's money. */
import type { Input } from '../flow/input.ts'
import { createCountryOf } from '../phones/country.ts'
import type { Log } from '../telemetry/log.ts'
import { tokenBucket } from './line-limit.ts'
import { isCrisis, protects } from './turn.ts'

/** Limits; what is left out is without one. A text in danger knows none. */
export type Limits = {
  /** Countries whose texts are answered. */
  countries: readonly string[]
  /** Texts of one sender in a quarter of an hour; 0: any number, as with the others. */
  textsPerSender: number
  /** Texts and calls of the whole line in a minute, in this process. */
  textsPerMinute: number
  callsPerMinute: number
}

export function createAdmission(limits: Partial<Limits>, log: Log, ticks: () => number) {
  const { countries, textsPerMinute = 0, callsPerMinute = 0 } = limits
  const countryOf = createCountryOf()
  const textAllowed = tokenBucket(textsPerMinute, ticks)
  const callAllowed = tokenBucket(callsPerMinute, ticks)
  const refused = (scope: 'country' | 'texts' | 'calls') => {
    log({ event: 'limited', scope })
    return false
  }

  return {
    /** Danger always is, and so is whoever wants less of us. */
    text(sender: string | undefined, input: Input): boolean {
      if (isCrisis(input)) return true
      if (sender && countries && !countries.includes(countryOf(sender) ?? ''))
        return refused('country')
      return protects(input) || textAllowed() || refused('texts')
    },
    /** A call that is not is connected all the same, without a menu. */
    call: (): boolean => callAllowed() || refused('calls'),
  }
}
