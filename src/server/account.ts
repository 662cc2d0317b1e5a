/** The Twilio account, for placing calls and blanking texts. */
import type { Config } from '../config.ts'
import { createRest } from '../twilio/rest.ts'

/** Undefined without an account; every caller is then bridged. */
export function restOf(config: Config) {
  const { accountSid, apiKey, authTokens, lineNumber: from } = config
  if (!accountSid) return undefined
  const { sid: user, secret: password } = apiKey ?? { sid: accountSid, secret: authTokens[0] }
  const { publicUrl, callbackFallbackUrl } = config
  return createRest({ accountSid, user, password, from, publicUrl, callbackFallbackUrl })
}
