/** The Twilio account, for placing calls and blanking texts. */
import type { Config } from '../config.ts'
import { credentialsOf } from '../twilio/client.ts'
import { createRest } from '../twilio/rest.ts'

/** Undefined without an account; every caller is then bridged. */
export function restOf(config: Config) {
  const credentials = credentialsOf(config)
  const { lineNumber: from, publicUrl, callbackFallbackUrl } = config
  return credentials && createRest({ ...credentials, from, publicUrl, callbackFallbackUrl })
}
