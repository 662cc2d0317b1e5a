/**
 * `harborline approval --submit`: submits a registration after asking twice; no option skips that.
 */
import type { Content } from '../../content/load.ts'
import { isTollFree } from '../../phones/number.ts'
import type { Account } from '../../twilio/account/account.ts'
import type { Asker } from '../asker.ts'
import type { Web } from '../doctor/web.ts'
import { trouble, unwrap } from '../unwrap.ts'
import { type Agency, approvalKit, FINAL, type Kit } from './kit.ts'
import { numberSid } from './status.ts'
import { askTollfree } from './tollfree.ts'

export type Submission = {
  account: Account
  content: Content
  agency: Agency
  number: string
  asker: Asker
  web: Web
}

/** What will be submitted, in words for a person, and how. */
type Prepared = { what: string; words: string; send: () => Promise<void> }

const WORD = 'SEND IN'

/** Returns whether it was submitted. Throws if something has to be done first. */
export async function submitRegistration(submission: Submission): Promise<boolean> {
  const { asker, number } = submission
  asker.show('Read before you send anything in', FINAL.map((one) => `- ${one}`).join('\n'))
  await hosted(submission)
  const kit = approvalKit(submission.content, submission.agency)
  const sid = await numberSid(submission.account, number)
  const prepared = isTollFree(number)
    ? await preparedTollfree(submission, kit, sid)
    : await preparedLocal(submission, kit, sid)
  asker.show(`What is sent in: ${prepared.what}`, prepared.words)
  const sure =
    (await asker.confirm(`Is each word of it right, and is ${prepared.what} what you want?`)) &&
    (await asker.text(`This can not be taken back. To send it in, type ${WORD}`)) === WORD
  if (!sure) {
    asker.say('Nothing was sent in.')
    return false
  }
  await prepared.send()
  asker.say(`Sent in: ${prepared.what}. How far it is: harborline approval --status`)
  return true
}

/** A registration is refused unless both pages are publicly reachable (30493, 30882). */
async function hosted({ agency, web }: Submission): Promise<void> {
  for (const url of [agency.privacy, agency.terms]) {
    const answer = await web.ask('GET', url)
    if ('trouble' in answer || answer.status !== 200)
      throw trouble(
        url,
        `it does not answer (${'trouble' in answer ? answer.trouble : answer.status})`,
        'Host privacy.html and terms.html of the kit there first',
      )
  }
}

async function preparedTollfree(
  submission: Submission,
  kit: Kit,
  tollfreePhoneNumberSid: string,
): Promise<Prepared> {
  const { account } = submission
  const [there] = unwrap(await account.tollfree(tollfreePhoneNumberSid))
  if (there) throw already('a toll-free verification')
  const asked = await askTollfree(submission, kit)
  return {
    what: 'the toll-free verification',
    words: listed(asked),
    send: async () => {
      unwrap(await account.submitTollfree({ ...asked, tollfreePhoneNumberSid }))
    },
  }
}

async function preparedLocal(submission: Submission, kit: Kit, sid: string): Promise<Prepared> {
  const { account } = submission
  const brands = unwrap(await account.brands())
  const approved = brands.find(({ status }) => status === 'APPROVED')
  if (approved) return preparedCampaign(submission, kit, { number: sid, brand: approved.sid })
  if (brands.length > 0) throw already('a brand')
  const { customer, messaging } = unwrap(await account.approvedProfiles())
  if (!customer || !messaging)
    throw trouble(
      'the brand',
      `Twilio has not approved ${customer ? 'an A2P messaging profile' : 'a customer profile'} of this account`,
      'Console: Trust Hub. It asks for the legal name, the EIN and who may sign, as the IRS letter has them',
    )
  return {
    what: 'the brand (10DLC)',
    words:
      'The customer profile and the messaging profile that Twilio has approved, as a STANDARD brand.',
    send: async () => {
      unwrap(await account.submitBrand({ customer, messaging }))
    },
  }
}

async function preparedCampaign(
  { account, agency, asker }: Submission,
  kit: Kit,
  { number, brand }: { number: string; brand: string },
): Promise<Prepared> {
  const service = unwrap(await account.service(number))
  if (!service)
    throw trouble('the campaign', 'the number is in no Messaging Service', 'Run harborline setup')
  if (unwrap(await account.campaigns(service.sid)).length > 0) throw already('a campaign')
  const offered = unwrap(await account.useCases(service.sid, brand))
  const charity = offered.find(({ code }) => code === 'CHARITY')
  const codes = [...(charity ? [charity] : []), ...offered.filter((one) => one !== charity)]
  const question = 'Which use case? CHARITY is for 501(c)(3) organizations, and costs least'
  const usAppToPersonUsecase = await asker.choose(
    question,
    codes.map(({ code }) => code),
  )
  const { privacy, terms } = agency
  const campaign = {
    ...{ brandRegistrationSid: brand, usAppToPersonUsecase },
    ...{ description: kit.useCase, messageFlow: kit.optIn },
    messageSamples: kit.samples.map(({ text }) => text),
    ...{ helpMessage: kit.help, helpKeywords: ['HELP', 'INFO', 'AYUDA'] },
    ...{ optOutMessage: kit.stop, optOutKeywords: ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL'] },
    ...{ hasEmbeddedPhone: true, hasEmbeddedLinks: false, ageGated: false, directLending: false },
    ...{ subscriberOptIn: true, privacyPolicyUrl: privacy, termsAndConditionsUrl: terms },
  }
  return {
    what: 'the campaign (10DLC)',
    words: listed(campaign),
    send: async () => {
      unwrap(await account.submitCampaign(service.sid, campaign))
    },
  }
}

const already = (what: string) =>
  trouble(
    'registration',
    `${what} is there already`,
    'See how far it is: harborline approval --status',
  )

/** Lists each field by name, so that a person can compare it with the papers. */
function listed(fields: Readonly<Record<string, unknown>>): string {
  return Object.entries(fields)
    .flatMap(([name, value]) => [value].flat().map((one) => `${name}: ${String(one)}`))
    .join('\n')
}
