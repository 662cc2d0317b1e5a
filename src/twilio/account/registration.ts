/** The account's registrations: 10DLC brand and campaign, toll-free verification, trust profile. */
import type sdk from 'twilio'
import type { UsAppToPersonListInstanceCreateOptions } from 'twilio/lib/rest/messaging/v1/service/usAppToPerson.js'
import type { TollfreeVerificationListInstanceCreateOptions } from 'twilio/lib/rest/messaging/v1/tollfreeVerification.js'
import { picked } from './picked.ts'

export type Brand = Awaited<ReturnType<typeof brandsOf>>[number]
export type Campaign = Awaited<ReturnType<typeof campaignsOf>>[number]
export type TollfreeVerification = Awaited<ReturnType<typeof tollfreeOf>>[number]

/**
 * The codes in a list of errors of varying shapes; never their messages, which may quote people.
 */
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

/** The use cases that Twilio offers a brand: code, such as CHARITY, and name. */
export async function useCasesOf(client: sdk.Twilio, service: string, brand: string) {
  const { usAppToPersonUsecases: offered } = client.messaging.v1.services(service)
  const found = await offered.fetch({ brandRegistrationSid: brand })
  return found.usAppToPersonUsecases.map((one: { code?: unknown; name?: unknown }) => ({
    code: String(one.code),
    name: String(one.name),
  }))
}

/**
 * Twilio's policy for A2P messaging profiles. Source:
 * https://www.twilio.com/docs/messaging/compliance/a2p-10dlc/onboarding-isv-api
 */
const MESSAGING_PROFILE = 'RNb0d4771c2c98518d916a3d4cd70a8f8b'

/**
 * The approved profiles that a brand is made from; a person creates them in the console, with the
 * papers at hand.
 */
export async function approvedProfiles(client: sdk.Twilio) {
  const approved = { status: 'twilio-approved' as const, limit: 20 }
  const [customer] = await client.trusthub.v1.customerProfiles.list(approved)
  const policy = { policySid: MESSAGING_PROFILE }
  const [messaging] = await client.trusthub.v1.trustProducts.list({ ...approved, ...policy })
  return { customer: customer?.sid, messaging: messaging?.sid }
}

export async function submitBrand(
  client: sdk.Twilio,
  { customer, messaging }: { customer: string; messaging: string },
): Promise<string> {
  const made = await client.messaging.v1.brandRegistrations.create({
    ...{
      customerProfileBundleSid: customer,
      a2PProfileBundleSid: messaging,
      brandType: 'STANDARD',
    },
  })
  return made.sid
}

export async function submitCampaign(
  client: sdk.Twilio,
  service: string,
  campaign: UsAppToPersonListInstanceCreateOptions,
): Promise<string> {
  return (await client.messaging.v1.services(service).usAppToPerson.create(campaign)).sid
}

export async function submitTollfree(
  client: sdk.Twilio,
  verification: TollfreeVerificationListInstanceCreateOptions,
): Promise<string> {
  return (await client.messaging.v1.tollfreeVerifications.create(verification)).sid
}

/** The statuses of the trust profiles, such as `twilio-approved`. */
export async function trustStates(client: sdk.Twilio): Promise<string[]> {
  const found = await client.trusthub.v1.customerProfiles.list({ limit: 20 })
  return found.map(({ status }) => status)
}
