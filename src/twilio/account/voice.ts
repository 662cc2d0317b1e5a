/** What the account says of calls: where they may go, and what is remembered of them. */
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

/** The countries to which calls are allowed. */
export async function dialingAllowed(client: sdk.Twilio) {
  const found = await client.voice.v1.dialingPermissions.countries.list({
    lowRiskNumbersEnabled: true,
    pageSize: 300,
    limit: 300,
  })
  return found.map((country) => picked(country, ...DIALING))
}

/** Opens or closes countries, each with all that it may ask for. */
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

/** Whether more than the call itself is kept of calls: advanced insights, and traces of the sound. */
export async function voiceInsights(client: sdk.Twilio) {
  return picked(await client.insights.v1.settings().fetch(), 'advancedFeatures', 'voiceTrace')
}
