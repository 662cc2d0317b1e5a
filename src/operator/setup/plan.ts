/**
 * Plans the changes that connect a number to the line: from the current settings to the wanted
 * ones.
 */
import type { AccountReader } from '../../twilio/account/account.ts'
import { LATEST_TEXT_S, type MessagingService } from '../../twilio/account/messaging.ts'
import type { NumberSettings } from '../../twilio/account/numbers.ts'
import { paths, RETRIES } from '../../twilio/addresses.ts'
import { trouble, unwrap } from '../unwrap.ts'
import { type Fallback, fallbackSteps, type Urls } from './plan-fallback.ts'
import { type Change, type Step, step } from './plan-file.ts'

/** What an operator wants; the alarm only if there is somebody to notify. */
export type Wanted = {
  number: string
  publicUrl: string
  serviceName: string
  fallback: Fallback
  alarm: { tell: string; dollars: number } | undefined
}

/** The remaining steps in order. Only reads. */
export async function planOf(account: AccountReader, wanted: Wanted): Promise<Step[]> {
  const number = unwrap(await account.number(wanted.number))
  if (!number)
    throw trouble(
      'LINE_NUMBER',
      'the account does not own this number',
      'Correct it in .env, or buy a number in the console (Phone Numbers > Buy a number)',
    )
  const { steps, urls } = await fallbackSteps(account, number, wanted)
  return [
    ...steps,
    ...numberSteps(number, wanted, urls),
    ...(await serviceSteps(account, number, wanted)),
    ...(await dialingSteps(account)),
    ...(await triggerSteps(account, wanted)),
  ]
}

/**
 * Number settings that differ, one step each, so that each can be reviewed and undone separately.
 */
function numberSteps(number: NumberSettings, { publicUrl }: Wanted, fallback: Urls): Step[] {
  const wanted: [string, Partial<NumberSettings>][] = [
    [
      'Texts',
      { smsUrl: publicUrl + paths.sms + RETRIES, smsMethod: 'POST', smsApplicationSid: '' },
    ],
    [
      'Calls',
      {
        ...{ voiceUrl: publicUrl + paths.voice + RETRIES, voiceMethod: 'POST' },
        ...{ voiceApplicationSid: '', trunkSid: '' },
      },
    ],
    ['Fallback of texts', hosted('sms', fallback.sms)],
    ['Fallback of calls', hosted('voice', fallback.voice)],
    ["Look-up of callers' names", { voiceCallerIdLookup: false }],
    ['Status callback of calls', ownOnly(number, publicUrl)],
  ]
  return wanted.flatMap(([title, settings]) => {
    const keys = (Object.keys(settings) as (keyof NumberSettings)[]).filter(
      (key) => (number[key] ?? '') !== settings[key],
    )
    if (keys.length === 0) return []
    const pick = (from: Partial<NumberSettings>) =>
      Object.fromEntries(keys.map((key) => [key, plain(from[key])]))
    const [was, to] = [pick(number), pick(settings)]
    return [step(title, shown(was), shown(to), { change: 'number', sid: number.sid, to, was })]
  })
}

/** Files hosted by Twilio must be requested by GET. */
function hosted(which: 'sms' | 'voice', url: string | undefined): Partial<NumberSettings> {
  if (!url) return {}
  return which === 'sms'
    ? { smsFallbackUrl: url, smsFallbackMethod: 'GET' }
    : { voiceFallbackUrl: url, voiceFallbackMethod: 'GET' }
}

function ownOnly({ statusCallback }: NumberSettings, publicUrl: string): Partial<NumberSettings> {
  return statusCallback && !statusCallback.startsWith(publicUrl) ? { statusCallback: '' } : {}
}

const plain = (value: unknown) => (typeof value === 'boolean' ? value : String(value ?? ''))
const shown = (values: Record<string, string | boolean | number>) =>
  Object.entries(values)
    .map(([name, value]) => `${name} ${withoutQuery(value)}`)
    .join(', ')

/** Hides the query and credentials of an address, which may contain a key. */
function withoutQuery(value: string | boolean | number): string {
  if (value === '') return 'empty'
  return String(value)
    .replace(/\?[^#]*/, '?…')
    .replace(/\/\/[^/@]*@/, '//…@')
}

const SERVICE = {
  useInboundWebhookOnNumber: true,
  smartEncoding: true,
  validityPeriod: LATEST_TEXT_S,
}

async function serviceSteps(
  account: AccountReader,
  number: NumberSettings,
  { serviceName: name }: Wanted,
): Promise<Step[]> {
  const own = unwrap(await account.service(number.sid))
  if (own) return changedService(own)
  const services = unwrap(await account.services())
  const before = services.map(({ sid }) => sid)
  const empty = services.find(({ friendlyName }) => friendlyName === name)
  const create = step('Messaging Service', 'none', `${name}: ${shown(SERVICE)}`, {
    change: 'create service',
    name,
    to: SERVICE,
    before,
  })
  return [
    ...(empty ? changedService(empty) : [create]),
    step('The number in the Messaging Service', 'no', 'yes', {
      change: 'add sender',
      number: number.sid,
      ...(empty && { service: empty.sid }),
    }),
  ]
}

function changedService(service: MessagingService): Step[] {
  const keys = (Object.keys(SERVICE) as (keyof typeof SERVICE)[]).filter(
    (key) => service[key] !== SERVICE[key],
  )
  if (keys.length === 0) return []
  const pick = (from: Pick<MessagingService, keyof typeof SERVICE>) =>
    Object.fromEntries(keys.map((key) => [key, from[key]]))
  const [was, to] = [pick(service), pick(SERVICE)]
  const does: Change = { change: 'service', sid: service.sid, to, was }
  return [step('Messaging Service', shown(was), shown(to), does)]
}

/** Allows calls to ordinary US numbers, and none to numbers made for fraud. */
async function dialingSteps(account: AccountReader): Promise<Step[]> {
  const us = unwrap(await account.dialingTo('US'))
  const others = unwrap(await account.dialingAllowed()).filter(({ isoCode }) => isoCode !== 'US')
  const was = [us, ...others].filter(
    (country) =>
      (country.isoCode === 'US' && !country.lowRiskNumbersEnabled) ||
      country.highRiskSpecialNumbersEnabled ||
      country.highRiskTollfraudNumbersEnabled,
  )
  if (was.length === 0) return []
  const to = was.map(({ isoCode, lowRiskNumbersEnabled }) => ({
    isoCode,
    lowRiskNumbersEnabled: isoCode === 'US' || lowRiskNumbersEnabled,
    highRiskSpecialNumbersEnabled: false,
    highRiskTollfraudNumbersEnabled: false,
  }))
  const said = (countries: typeof was) =>
    countries
      .map(
        (one) =>
          `${one.isoCode} ${one.lowRiskNumbersEnabled ? 'on' : 'off'}${one.highRiskSpecialNumbersEnabled || one.highRiskTollfraudNumbersEnabled ? ' with high-risk numbers' : ''}`,
      )
      .join(', ')
  return [step('Where calls may go', said(was), said(to), { change: 'dialing', to, was })]
}

async function triggerSteps(account: AccountReader, { alarm }: Wanted): Promise<Step[]> {
  if (!alarm) return []
  const triggers = unwrap(await account.triggers())
  if (triggers.some((one) => one.recurring === 'daily' && one.usageCategory === 'totalprice'))
    return []
  const before = triggers.map(({ sid }) => sid)
  const to = `a day that costs ${alarm.dollars} dollars is told to ${withoutQuery(alarm.tell)}`
  return [step('Usage trigger', 'none', to, { change: 'create trigger', ...alarm, before })]
}
