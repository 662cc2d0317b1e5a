/** Unwraps Twilio's answers: a failure ends the set-up with a remedy. */
import { FaultsError } from '../content/fault.ts'
import type { Failure, Result } from '../line/telephony.ts'
import { errorPage } from './doctor/probe.ts'

/** Returns the value or throws, so that no plan is made from partial data. */
export function unwrap<Value>(result: Result<Value>): Value {
  if (result.ok) return result.value
  throw refusal(result)
}

/** Shows only the two codes, because Twilio's message may contain somebody's number. */
function refusal({ code, status }: Failure): FaultsError {
  const problem = status ? `it refused: ${status}${code ? `, ${code}` : ''}` : 'it did not answer'
  return trouble('Twilio', problem, remedyOf(code, status))
}

function remedyOf(code: number, status: number): string {
  if (status === 401)
    return 'Are TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN of one account? The set-up signs in with them'
  if (status === 0 || status >= 500)
    return 'Run the same again: it goes on where it was. See status.twilio.com'
  return `${errorPage(code)}; then run the same again: it goes on where it was`
}

export function trouble(file: string, problem: string, remedy: string): FaultsError {
  return new FaultsError([{ file, key: '', problem, remedy }])
}
