/** What the account says of numbers: the line's own, and those that it rings. */
import type sdk from 'twilio'
import { picked } from './picked.ts'

/** Fields that a set-up may change, as the SDK's `update` takes them. */
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

/** The numbers that the account owns, for who has not said which one the line's is. */
export async function ownedNumbers(client: sdk.Twilio): Promise<string[]> {
  const found = await client.incomingPhoneNumbers.list({ limit: 50 })
  return found.map(({ phoneNumber }) => phoneNumber)
}

/** Whether a call may show the number: the account has verified it, without owning it. */
export async function isVerifiedCallerId(client: sdk.Twilio, phoneNumber: string) {
  return (await client.outgoingCallerIds.list({ phoneNumber, limit: 1 })).length > 0
}

/** Whether the number is one: the check that costs nothing. Never for a person's number. */
export async function isNumber(client: sdk.Twilio, phoneNumber: string): Promise<boolean> {
  return (await client.lookups.v2.phoneNumbers(phoneNumber).fetch()).valid === true
}

/** In which of Twilio's regions calls to the number are handled; settings of another are not used. */
export async function readRegion(client: sdk.Twilio, phoneNumber: string): Promise<string> {
  return (await client.routes.v2.phoneNumbers(phoneNumber).fetch()).voiceRegion
}
