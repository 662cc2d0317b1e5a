/** Twilio's SDK client: loaded on first use, with errors reduced to two numbers. */
import { createRequire } from 'node:module'
import type sdk from 'twilio'
import type { Result } from '../line/telephony.ts'

export type Credentials = {
  accountSid: string
  /** An API key and its secret, or the account SID and its auth token. */
  user: string
  password: string
  /** How to reach the API; by default the SDK's own client. */
  httpClient?: sdk.RequestClient | undefined
  /** The same for requests that the SDK does not support. */
  send?: typeof fetch | undefined
}

/** Response timeout. */
const TIMEOUT_MS = 30_000

const require = createRequire(import.meta.url)

/** An account as it is configured. */
type Configured = {
  accountSid: string | undefined
  /** Authenticates instead of the auth token. */
  apiKey: { sid: string; secret: string } | undefined
  authTokens: readonly [string, ...string[]]
}

/** How to authenticate to a configured account; undefined without one. */
export function credentialsOf({ accountSid, apiKey, authTokens }: Configured) {
  if (!accountSid) return undefined
  const { sid: user, secret: password } = apiKey ?? { sid: accountSid, secret: authTokens[0] }
  return { accountSid, user, password }
}

/**
 * The SDK takes 0.1 s to load, and only lines that place calls need it. Not loaded by import(),
 * which remembers a failure, such as a brief lack of file descriptors, forever.
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

/** Reduces an SDK error, which holds credentials, numbers and the request, to two numbers. */
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

/** The value if it is a number in the range; 0 for anything else, which might be a phone number. */
function between(value: unknown, least: number, most: number): number {
  const number = Number(value)
  return Number.isInteger(number) && number >= least && number <= most ? number : 0
}
