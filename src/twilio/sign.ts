/** Signs a request as Twilio does, to see whether the line's own door opens for it. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

/** The headers of a signed form. `address`: what Twilio would have been told to ask. */
export function signedHeaders(token: string, address: string, form: Record<string, string>) {
  return { 'x-twilio-signature': getExpectedTwilioSignature(token, address, form) }
}
