/**
 * What Twilio's codes for refused registrations mean, and what to do. In our own words, since
 * Twilio's may quote people.
 */
import { errorPage } from '../doctor/probe.ts'

const FINAL = 'it can not be sent in again; ask Twilio, or register another number'

/** Source: https://www.twilio.com/docs/api/errors, November 2026. */
const REFUSALS: Readonly<Record<number, readonly [meaning: string, remedy: string]>> = {
  // toll-free verification
  ...{
    30440: ['no reason was given', 'ask Twilio: Console, Help'],
    30441: ['its content was taken for something forbidden', FINAL],
    30442: ['it was taken for spam', FINAL],
    30443: ['its content is not allowed', FINAL],
    30444: ['it was taken for fraud or high risk', FINAL],
    30445: ['what was said of the organization is not right', 'say it as the IRS letter does'],
    30446: ['how people opt in was not seen', 'show a poster with the words of the kit'],
    30447: ['the number was not at Twilio yet', 'send it in again once it is'],
    30448: ['an age gate is missing', 'say that no content is age-gated'],
    30449: ['a sample holds an address that is not right', 'send samples without addresses'],
    30493: ['the privacy policy or the terms are missing', 'host both pages of the kit'],
    30873: ['its content was taken for sex, hate, alcohol, firearms or tobacco', FINAL],
  },
  // campaigns (10DLC)
  ...{
    30880: ['no reason was given', 'ask Twilio: Console, Help'],
    30881: ['the e-mail address is not one of the organization', 'use one at its own domain'],
    30882: ['the terms, or how data is shared, are not accepted', 'host the terms of the kit'],
    30883: ['its content is not allowed', 'ask Twilio to look again, with the kit: Console, Help'],
    30884: ['it was taken for spam', FINAL],
    30885: ['it was taken for fraud or high risk', FINAL],
    30886: ['its description does not say who writes to whom, and why', 'use that of the kit'],
    30887: ['the answer to STOP is not right', 'use that of the kit'],
    30888: ['an age gate is missing', 'say that no content is age-gated'],
    30889: ['it says nothing of the phone numbers in texts', 'tick embedded phone numbers'],
    30890: ['the answer to HELP is not right', 'use that of the kit'],
    30891: ['the website could not be seen', 'give one that opens for everybody'],
    30892: ['a sample holds a short address', 'send samples without addresses'],
    30893: ['the samples do not fit the use case', 'use those of the kit'],
    30894: ['the brand is another organization', 'register the brand of who runs the line'],
    30895: ['it was taken for a lender', 'say that there is no direct lending'],
    30896: ['how people opt in is not right', 'use the opt-in of the kit, and show a poster'],
    30897: ['its content is not allowed', FINAL],
    30898: ['this EIN has too many brands', 'use the brand that is there'],
    30909: ['how people opt in could not be seen', 'host a page or a picture of the poster'],
  },
}

/**
 * "30886: its description does not say …; use that of the kit". An unknown code gets a link to its
 * explanation.
 */
export function refusal(code: number): string {
  const [meaning, remedy] = REFUSALS[code] ?? []
  return meaning ? `${code}: ${meaning}; ${remedy}` : `${code}: ${errorPage(code)}`
}
