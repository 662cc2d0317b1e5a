/**
 * `harborline approval --status`: the state of a registration, and why it was refused, in words.
 */
import { isTollFree } from '../../phones/number.ts'
import type { AccountReader } from '../../twilio/account/account.ts'
import { trouble, unwrap } from '../unwrap.ts'
import { refusal } from './refusals.ts'

/** One line per registered item, followed by each reason. Nothing that was submitted is shown. */
export async function registrationStatus(
  account: AccountReader,
  number: string,
): Promise<string[]> {
  const sid = await numberSid(account, number)
  return isTollFree(number) ? tollfreeStatus(account, sid) : localStatus(account, sid)
}

/** Throws when the account does not own the number. */
export async function numberSid(account: AccountReader, number: string): Promise<string> {
  const settings = unwrap(await account.number(number))
  if (settings) return settings.sid
  throw trouble('LINE_NUMBER', 'the account does not own this number', 'Correct it in .env')
}

async function tollfreeStatus(account: AccountReader, sid: string): Promise<string[]> {
  const [one] = unwrap(await account.tollfree(sid))
  if (!one) return ['Toll-free verification: none was sent in.']
  const until = one.editExpiration?.toISOString().slice(0, 10)
  const after = one.editAllowed
    ? `It may be mended${until ? ` until ${until}` : ''}: Console, Messaging > Regulatory Compliance.`
    : 'It can not be sent in again for this number: register a local one.'
  const refused = one.status === 'TWILIO_REJECTED'
  return [
    `Toll-free verification: ${inWords(one.status)}.`,
    ...reasons(one.errors),
    ...(refused ? [after] : []),
  ]
}

async function localStatus(account: AccountReader, sid: string): Promise<string[]> {
  const brands = unwrap(await account.brands())
  const service = unwrap(await account.service(sid))
  const campaigns = service ? unwrap(await account.campaigns(service.sid)) : []
  return [
    ...(brands.length === 0 ? ['Brand: none was sent in.'] : []),
    ...brands.flatMap(({ status, errors }) => [`Brand: ${inWords(status)}.`, ...reasons(errors)]),
    ...(service ? [] : ['Messaging Service: the number is in none. Run the set-up first.']),
    ...(campaigns.length === 0 ? ['Campaign: none was sent in.'] : []),
    ...campaigns.flatMap(({ campaignStatus, usAppToPersonUsecase: use, errors }) => [
      `Campaign (${use}): ${inWords(campaignStatus)}.`,
      ...reasons(errors),
    ]),
  ]
}

const reasons = (errors: readonly number[]) =>
  [...new Set(errors)].map((code) => `  ${refusal(code)}`)

/** TWILIO_REJECTED becomes "refused", IN_PROGRESS "in progress". */
function inWords(status: string): string {
  const known: Record<string, string> = { TWILIO_REJECTED: 'refused', FAILED: 'refused' }
  return (
    known[status] ??
    status
      .replace(/^TWILIO_/, '')
      .replaceAll('_', ' ')
      .toLowerCase()
  )
}
