/**
 * Further details that a toll-free verification requires about the organization. They are typed in
 * and sent, and stored nowhere.
 */
import type { Asker } from '../asker.ts'
import { trouble } from '../unwrap.ts'
import type { Agency, Kit } from './kit.ts'

const KINDS = ['NON_PROFIT', 'GOVERNMENT'] as const
const FIELDS = {
  businessRegistrationNumber: ['The EIN, as in the IRS letter', /^\d{2}-?\d{7}$/],
  businessStreetAddress: ['Street and number of the organization', /\S/],
  businessCity: ['City', /\S/],
  businessStateProvinceRegion: ['State, in two letters', /^[A-Z]{2}$/],
  businessPostalCode: ['ZIP code', /^\d{5}(-\d{4})?$/],
  businessContactFirstName: ['First name of who answers questions about it', /\S/],
  businessContactLastName: ['Last name of that person', /\S/],
  businessContactPhone: ['Phone number of that person, as +15105551234', /^\+1\d{10}$/],
} as const satisfies Record<string, readonly [string, RegExp]>

/** The fields of the form, except the number. Throws if an answer cannot be right. */
export async function askTollfree({ agency, asker }: { agency: Agency; asker: Asker }, kit: Kit) {
  const government = (await asker.choose('What is the organization?', KINDS)) === 'GOVERNMENT'
  const optInImageUrl = await asker.text(
    'Where is the picture of your poster, or of conversation.png, for everybody to see?',
    'https://…',
  )
  if (!URL.canParse(optInImageUrl))
    throw trouble('the picture', 'that is no address', 'Host it beside privacy.html')
  return {
    ...{ businessName: agency.name, businessWebsite: agency.site },
    ...{ notificationEmail: agency.email, businessContactEmail: agency.email },
    businessType: government ? KINDS[1] : KINDS[0],
    ...{ businessCountry: 'US', businessRegistrationCountry: 'US' },
    businessRegistrationAuthority: 'EIN' as const,
    ...(await answers(asker)),
    // only one category is accepted
    useCaseCategories: [government ? 'PUBLIC_SERVICE_ANNOUNCEMENT' : 'CHARITY_NONPROFIT'],
    useCaseSummary: kit.useCase,
    ...{ productionMessageSample: kit.samples[0]?.text ?? '', helpMessageSample: kit.help },
    ...{ optInType: 'VIA_TEXT' as const, additionalInformation: kit.optIn },
    ...{ optInImageUrls: [optInImageUrl], messageVolume: '1,000', ageGatedContent: false },
    ...{ privacyPolicyUrl: agency.privacy, termsAndConditionsUrl: agency.terms },
  }
}

async function answers(asker: Asker): Promise<Record<keyof typeof FIELDS, string>> {
  const given: [string, string][] = []
  for (const [field, [question, form]] of Object.entries(FIELDS)) {
    const answer = await asker.text(question)
    if (!form.test(answer))
      throw trouble(question, 'that can not be right', 'Look it up, and run this again')
    given.push([field, answer])
  }
  // one per field, by construction
  return Object.fromEntries(given) as Record<keyof typeof FIELDS, string>
}
