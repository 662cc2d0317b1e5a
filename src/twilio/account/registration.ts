/** What the account says of who may text: 10DLC brand and campaign, toll-free verification, trust profile. */
import type sdk from 'twilio'
import { picked } from './picked.ts'

export type Brand = Awaited<ReturnType<typeof brandsOf>>[number]
export type Campaign = Awaited<ReturnType<typeof campaignsOf>>[number]
export type TollfreeVerification = Awaited<ReturnType<typeof tollfreeOf>>[number]

/** Codes of a list of errors, of which each has its own shape; never their words, which may quote. */
function codesOf(errors: unknown): number[] {
  const rows: unknown[] = Array.isArray(errors) ? errors : []
  return rows
    .map((row) => {
      const { error_code: named, code } = (row ?? {}) as { error_code?: unknown; code?: unknown }
      return Number(named ?? code)
    })
    .filter((code) => Number.isInteger(code) && code > 0)
}

export async function campaignsOf(client: sdk.Twilio, service: string) {
  const found = await client.messaging.v1.services(service).usAppToPerson.list({ limit: 20 })
  return found.map((campaign) => ({
    ...picked(campaign, 'sid', 'campaignStatus', 'usAppToPersonUsecase', 'brandRegistrationSid'),
    ...picked(campaign, 'helpMessage', 'optOutMessage', 'hasEmbeddedLinks', 'hasEmbeddedPhone'),
    errors: codesOf(campaign.errors),
  }))
}

export async function brandsOf(client: sdk.Twilio) {
  const found = await client.messaging.v1.brandRegistrations.list({ limit: 20 })
  return found.map((brand) => ({
    ...picked(brand, 'sid', 'status', 'brandType'),
    errors: codesOf(brand.errors),
  }))
}

export async function tollfreeOf(client: sdk.Twilio, numberSid: string) {
  const found = await client.messaging.v1.tollfreeVerifications.list({
    tollfreePhoneNumberSid: numberSid,
    limit: 5,
  })
  return found.map((one) => ({
    ...picked(one, 'sid', 'status', 'editAllowed', 'editExpiration'),
    policies: Boolean(one.privacyPolicyUrl && one.termsAndConditionsUrl),
    errors: [...codesOf(one.rejectionReasons), ...codesOf([{ code: one.errorCode }])],
  }))
}

/** The states of the trust profiles, such as `twilio-approved`. */
export async function trustStates(client: sdk.Twilio): Promise<string[]> {
  const found = await client.trusthub.v1.customerProfiles.list({ limit: 20 })
  return found.map(({ status }) => status)
}
