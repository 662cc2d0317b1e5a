/** Probes of the registration that carriers require: 10DLC, or toll-free verification. */
import type { Result } from '../../../line/telephony.ts'
import { isTollFree as isTollFreeNumber } from '../../../phones/number.ts'
import type { Brand, Campaign, TollfreeVerification } from '../../../twilio/account/registration.ts'
import { refusal } from '../../approval/refusals.ts'
import { type Finding, fail, ok, type Probe, probe, unseen, warn } from '../probe.ts'
import { further, ownNumber, type Surroundings } from '../surroundings.ts'
import { ownService } from './service.ts'

const REGISTER = 'npm run harborline -- approval; then Console: Messaging > Regulatory Compliance'

const isTollFree = ({ config }: Surroundings) => isTollFreeNumber(config.lineNumber)

const codes = (errors: readonly number[]) =>
  errors.length > 0 ? ` (${[...new Set(errors)].map(refusal).join('. ')})` : ''

/** Undefined for a toll-free number, which has a different registration. */
async function ownCampaigns(at: Surroundings): Promise<Result<Campaign[] | undefined>> {
  if (isTollFree(at)) return { ok: true, value: undefined }
  return further(
    ownService(at),
    async (service): Promise<Result<Campaign[]>> =>
      service ? at.account.campaigns(service.sid) : { ok: true, value: [] },
  )
}

const NOT_HERE = 'a toll-free number has another registration'

async function ownTollfree(at: Surroundings): Promise<Result<TollfreeVerification[] | undefined>> {
  if (!isTollFree(at)) return { ok: true, value: undefined }
  return further(ownNumber(at), ({ sid }) => at.account.tollfree(sid))
}

function judgeTollfree(all: TollfreeVerification[] | undefined): Finding {
  if (!all) return ok('not a toll-free number')
  const [one] = all
  if (!one)
    return fail('the toll-free number is not verified: its texts are blocked (30032)', REGISTER)
  if (one.status === 'TWILIO_APPROVED') return ok('approved')
  if (one.status !== 'TWILIO_REJECTED')
    return fail(
      `the verification is ${one.status}: texts are blocked until it is approved`,
      REGISTER,
    )
  const until = one.editExpiration ? one.editExpiration.toISOString().slice(0, 10) : 'soon'
  return one.editAllowed
    ? fail(`refused${codes(one.errors)}; it may be mended until ${until}`, REGISTER)
    : fail(
        `refused${codes(one.errors)}, and it can not be sent in again`,
        'Register a local number instead (10DLC): npm run harborline -- approval',
      )
}

export const registrationProbes: readonly Probe[] = [
  probe({
    id: 'brand',
    group: 'texts',
    title: 'The brand is registered (10DLC)',
    look: async (at): Promise<Result<Brand[] | undefined>> =>
      isTollFree(at) ? { ok: true, value: undefined } : at.account.brands(),
    judge: (brands) => {
      if (!brands) return ok(NOT_HERE)
      if (brands.some(({ status }) => status === 'APPROVED')) return ok('approved')
      const [brand] = brands
      return brand
        ? fail(`the brand is ${brand.status}${codes(brand.errors)}`, REGISTER)
        : fail('no brand is registered: carriers block the texts (30034)', REGISTER)
    },
  }),
  probe({
    id: 'campaign',
    group: 'texts',
    title: 'The campaign is registered (10DLC)',
    look: ownCampaigns,
    judge: (campaigns) => {
      if (!campaigns) return ok(NOT_HERE)
      if (campaigns.some(({ campaignStatus }) => campaignStatus === 'VERIFIED'))
        return ok('verified')
      const [campaign] = campaigns
      return campaign
        ? fail(`the campaign is ${campaign.campaignStatus}${codes(campaign.errors)}`, REGISTER)
        : fail('no campaign is registered: carriers block the texts (30034)', REGISTER)
    },
  }),
  probe({
    id: 'campaign.contents',
    group: 'texts',
    title: 'The campaign says that texts hold phone numbers',
    look: ownCampaigns,
    judge: (campaigns) => {
      const [campaign] = campaigns ?? []
      if (!campaign) return ok(campaigns ? 'there is no campaign yet' : NOT_HERE)
      return campaign.hasEmbeddedPhone
        ? ok('it does')
        : warn(
            'it says that no text holds a number, but nearly each one does: they may be filtered',
            REGISTER,
          )
    },
  }),
  probe({
    id: 'campaign.words',
    group: 'words',
    title: 'HELP of the campaign leads to a person',
    look: ownCampaigns,
    judge: (campaigns, { content }) => {
      const [campaign] = campaigns ?? []
      if (!campaign) return ok(campaigns ? 'there is no campaign yet' : NOT_HERE)
      const { hotline } = content.phones
      if (!campaign.helpMessage || !hotline || !campaign.helpMessage.includes(hotline.number))
        return warn("its HELP text does not name the hotline's number", REGISTER)
      return campaign.optOutMessage
        ? ok('it names the hotline')
        : warn('it has no text for STOP', REGISTER)
    },
  }),
  probe({
    id: 'toll-free',
    group: 'texts',
    title: 'The toll-free number is verified',
    look: ownTollfree,
    judge: judgeTollfree,
  }),
  probe({
    id: 'toll-free.policies',
    group: 'texts',
    title: 'The verification names the privacy policy and the terms',
    look: ownTollfree,
    judge: (all) => {
      const [one] = all ?? []
      if (!one)
        return all ? unseen('there is no verification yet', REGISTER) : ok('not a toll-free number')
      return one.policies
        ? ok('both')
        : fail('a page is missing, and without both it is refused (30493)', REGISTER)
    },
  }),
]
