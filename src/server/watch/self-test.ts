/**
 * The self-test: a signed text and call, marked as a drill, go through PUBLIC_URL like Twilio's,
 * and must lead to the hotline's number. Nobody is called: the phones belong to a virtual Twilio.
 */
import { randomInt } from 'node:crypto'
import type { Content } from '../../content/load.ts'
import type { Result } from '../../line/telephony.ts'
import { fictionalNumbers } from '../../phones/fictional.ts'
import { e164 } from '../../phones/number.ts'
import { virtualTwilio } from '../../virtual-twilio/virtual-twilio.ts'
import { drillDelivery } from './drill-delivery.ts'

/**
 * `unreachable`: nothing answers at PUBLIC_URL. `unmarked`: something does that does not know the
 * mark. `token`: our signature is rejected, or Twilio rejects the token. `flow`: it does not lead
 * to the hotline.
 */
export type Verdict = 'passed' | 'unreachable' | 'unmarked' | 'token' | 'flow'

export type SelfTestParts = {
  content: Content
  publicUrl: string
  lineNumber: string
  accountSid: string | undefined
  authToken: string
  /** Marks the requests as a drill's. */
  token: string
  /** Fetches the account from Twilio with the auth token; absent without an account. */
  account?: (() => Promise<Result<unknown>>) | undefined
  /** How to send requests; over the network by default. */
  ask?: ((request: Request) => Promise<Response>) | undefined
}

/** In simulated time: long enough for a phone to be answered. */
const RINGING_MS = 20_000
/** HTTP statuses that mean our credentials were rejected. */
const UNAUTHORIZED = 401
const FORBIDDEN = 403

export async function selfTest(parts: SelfTestParts): Promise<Verdict> {
  const { content, accountSid = '', authToken, publicUrl, lineNumber } = parts
  const { deliver, failed } = drillDelivery(parts)
  const seed = String(randomInt(2 ** 47))
  const twilio = virtualTwilio({ deliver, accountSid, authToken, publicUrl, lineNumber, seed })
  const hotline = content.phones.hotline
  const next = fictionalNumbers()
  const leads =
    hotline &&
    (await textLeads(twilio, next(), hotline)) &&
    (await callLeads(twilio, next(), hotline))
  const reason = failed()?.reason
  if (reason) return reason
  if (twilio.trace.some((entry) => entry.kind === 'webhook' && entry.status === FORBIDDEN))
    return 'token'
  const account = await parts.account?.()
  if (account && !account.ok && account.status === UNAUTHORIZED) return 'token'
  return leads && !twilio.trace.some(({ kind }) => kind === 'error') ? 'passed' : 'flow'
}

type Twilio = ReturnType<typeof virtualTwilio>
type Hotline = Content['phones'][string]

/** Texts 0, which asks for a person in every state. */
async function textLeads(twilio: Twilio, from: string, { number }: Hotline): Promise<boolean> {
  await twilio.text(from, 'Hi')
  const replies = await twilio.text(from, '0')
  return replies.some((text) => text.includes(number))
}

/** Presses 0, and once more to be connected. */
async function callLeads(twilio: Twilio, from: string, hotline: Hotline): Promise<boolean> {
  twilio.number(e164(hotline), { behaviour: 'answer' })
  const leg = await twilio.call(from)
  for (const key of ['0', '0']) {
    await leg.listen()
    await leg.press(key)
  }
  await leg.listen()
  await twilio.advance(RINGING_MS)
  const reached = leg.bridgedTo?.to === e164(hotline)
  await leg.hangup()
  return reached
}
