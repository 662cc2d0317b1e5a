/** Twilio's SDK as a client: loaded when it is first needed, its errors reduced to two numbers. */
import { createRequire } from 'node:module'
import type sdk from 'twilio'
import type { Result } from '../line/telephony.ts'

export type Credentials = {
  accountSid: string
  /** An API key and its secret, or the account SID and its auth token. */
  user: string
  password: string
  /** How to reach the API; Twilio's own way unless a test or the simulator says otherwise. */
  httpClient?: sdk.RequestClient | undefined
  /** The same for what the SDK has no words for. */
  send?: typeof fetch | undefined
}

/** An answer is listened to for so long. */
const TIMEOUT_MS = 30_000

const require = createRequire(import.meta.url)

/**
 * The SDK takes a tenth of a second to load: only a line that calls needs it. It is not loaded by
 * import(), of which a failure, such as a moment without file descriptors, is remembered for ever.
 */
export function clientOf({ user, password, accountSid, httpClient }: Credentials) {
  let client: sdk.Twilio | undefined
  return (): sdk.Twilio => {
    if (client) return client
    const load: typeof sdk = require('twilio')
    const own = httpClient ?? new load.RequestClient({ timeout: TIMEOUT_MS })
    client = load(user, password, { accountSid, httpClient: own })
    return client
  }
}

/** An SDK error holds the credentials, the numbers and the request: only two numbers of it go on. */
export async function outcomeOf<Value>(request: () => Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await request() }
  } catch (error) {
    const { code, status } = (error ?? {}) as { code?: unknown; status?: unknown }
    return {
      ok: false,
      code: between(code, 10_000, 999_999),
      status: between(status, 100, 599),
    }
  }
}

/** A number that is what it claims to be; 0 for anything else, which may be somebody's. */
function between(value: unknown, least: number, most: number): number {
  const number = Number(value)
  return Number.isInteger(number) && number >= least && number <= most ? number : 0
}
