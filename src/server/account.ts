/** The account at Twilio, by which people can be rung and texts blanked. */
import type { Config } from '../config.ts'
import { createRest } from '../twilio/rest.ts'

/** None without an account: every caller is bridged then. */
export function restOf(config: Config) {
  const { accountSid, apiKey, authTokens, lineNumber: from } = config
  if (!accountSid) return undefined
  const { sid: user, secret: password } = apiKey ?? { sid: accountSid, secret: authTokens[0] }
  const { publicUrl, callbackFallbackUrl } = config
  return createRest({ accountSid, user, password, from, publicUrl, callbackFallbackUrl })
}
