/** Signs requests as Twilio does, to test whether the line accepts them. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'

/** The headers of a signed form. `address` is the URL that Twilio would have requested. */
export function signedHeaders(token: string, address: string, form: Record<string, string>) {
  return { 'x-twilio-signature': getExpectedTwilioSignature(token, address, form) }
}
