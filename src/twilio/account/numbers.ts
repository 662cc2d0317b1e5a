/** The account's phone numbers: the line's own, and those that it calls. */
import type sdk from 'twilio'
import { picked } from './picked.ts'

/** The fields that a set-up may change, as in the SDK's `update`. */
export type NumberChange = Partial<
  Pick<
    NumberSettings,
    | 'voiceUrl'
    | 'voiceMethod'
    | 'voiceFallbackUrl'
    | 'voiceFallbackMethod'
    | 'smsUrl'
    | 'smsMethod'
    | 'smsFallbackUrl'
    | 'smsFallbackMethod'
    | 'voiceApplicationSid'
    | 'smsApplicationSid'
    | 'trunkSid'
    | 'voiceCallerIdLookup'
    | 'statusCallback'
  >
>

export type NumberSettings = NonNullable<Awaited<ReturnType<typeof readNumber>>>

/** The settings of a number that the account owns. */
export async function readNumber(client: sdk.Twilio, phoneNumber: string) {
  const [found] = await client.incomingPhoneNumbers.list({ phoneNumber, limit: 1 })
  if (!found) return undefined
  const { voice = false, sms = false } = found.capabilities ?? {}
  return {
    ...picked(found, 'sid', 'smsApplicationSid', 'smsFallbackMethod', 'smsFallbackUrl'),
    ...picked(found, 'smsMethod', 'smsUrl', 'statusCallback', 'trunkSid', 'voiceReceiveMode'),
    ...picked(found, 'voiceApplicationSid', 'voiceCallerIdLookup', 'voiceFallbackMethod'),
    ...picked(found, 'voiceFallbackUrl', 'voiceMethod', 'voiceUrl'),
    ...picked(found, 'emergencyAddressSid', 'emergencyAddressStatus'),
    capabilities: { voice, sms },
  }
}

export async function changeNumber(client: sdk.Twilio, sid: string, change: NumberChange) {
  await client.incomingPhoneNumbers(sid).update(change)
}

/** The numbers that the account owns, for choosing the line's. */
export async function ownedNumbers(client: sdk.Twilio): Promise<string[]> {
  const found = await client.incomingPhoneNumbers.list({ limit: 50 })
  return found.map(({ phoneNumber }) => phoneNumber)
}

/** Whether the number may be used as caller ID: verified without being owned. */
export async function isVerifiedCallerId(client: sdk.Twilio, phoneNumber: string) {
  return (await client.outgoingCallerIds.list({ phoneNumber, limit: 1 })).length > 0
}

/** Whether the number is valid; this lookup is free. Never used for a person's number. */
export async function isNumber(client: sdk.Twilio, phoneNumber: string): Promise<boolean> {
  return (await client.lookups.v2.phoneNumbers(phoneNumber).fetch()).valid === true
}

/** The Twilio region that handles calls to the number; settings of other regions have no effect. */
export async function readRegion(client: sdk.Twilio, phoneNumber: string): Promise<string> {
  return (await client.routes.v2.phoneNumbers(phoneNumber).fetch()).voiceRegion
}
