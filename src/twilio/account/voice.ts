/**
 * The account's voice settings: the countries calls may go to, and what is recorded about calls.
 */
import type sdk from 'twilio'
import { picked } from './picked.ts'

export type DialingCountry = Awaited<ReturnType<typeof dialingTo>>

export async function dialingTo(client: sdk.Twilio, country: string) {
  const found = await client.voice.v1.dialingPermissions.countries(country).fetch()
  return picked(found, ...DIALING)
}

const DIALING = [
  'isoCode',
  'lowRiskNumbersEnabled',
  'highRiskSpecialNumbersEnabled',
  'highRiskTollfraudNumbersEnabled',
] as const

/** The countries that calls are allowed to. */
export async function dialingAllowed(client: sdk.Twilio) {
  const found = await client.voice.v1.dialingPermissions.countries.list({
    lowRiskNumbersEnabled: true,
    pageSize: 300,
    limit: 300,
  })
  return found.map((country) => picked(country, ...DIALING))
}

/** Sets the dialling permissions of countries. */
export async function setDialing(client: sdk.Twilio, countries: readonly DialingCountry[]) {
  const updateRequest = JSON.stringify(
    countries.map((country) => ({
      iso_code: country.isoCode,
      low_risk_numbers_enabled: country.lowRiskNumbersEnabled,
      high_risk_special_numbers_enabled: country.highRiskSpecialNumbersEnabled,
      high_risk_tollfraud_numbers_enabled: country.highRiskTollfraudNumbersEnabled,
    })),
  )
  await client.voice.v1.dialingPermissions.bulkCountryUpdates.create({ updateRequest })
}

/** Whether more than the call record is stored: advanced insights, and voice traces. */
export async function voiceInsights(client: sdk.Twilio) {
  return picked(await client.insights.v1.settings().fetch(), 'advancedFeatures', 'voiceTrace')
}
