/**
 * Probes of the number's settings: whether Twilio sends calls and texts to this line, and to nobody
 * else.
 */

import type { NumberSettings } from '../../../twilio/account/numbers.ts'
import { paths } from '../../../twilio/addresses.ts'
import { cannotSee, type Finding, fail, ok, type Probe, probe, SETUP } from '../probe.ts'
import { ownNumber, type Surroundings } from '../surroundings.ts'

const NUMBER = "Console: Phone Numbers > Manage > Active numbers > the line's number"

/** An address without parts meant only for Twilio, such as `#rc=2`. */
export function bare(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  url.hash = ''
  return url.href.replace(/\/$/, '')
}

/** The host of an address, which is all that may be shown of it. */
export const hostOf = (address: string) =>
  URL.canParse(address) ? new URL(address).host : 'something that is no address'

type Hook = { url: string; method: string; application: string; what: string; path: string }

/** Judges one webhook of the number. */
function judgeHook(hook: Hook, { config }: Surroundings): Finding {
  const wanted = config.publicUrl + hook.path
  if (hook.application)
    return fail(
      `a TwiML application is set, and Twilio ignores the number's own address for ${hook.what}`,
      SETUP,
    )
  if (!hook.url) return fail(`no address is set for ${hook.what}: nobody is answered`, SETUP)
  if (hook.url.startsWith('http:'))
    return fail(
      `the address for ${hook.what} is http: Twilio sends people's words in the open`,
      SETUP,
    )
  if (bare(hook.url) !== bare(wanted))
    return new URL(wanted).host === hostOf(hook.url)
      ? fail(`the address for ${hook.what} is on this server, but not ${hook.path}`, SETUP)
      : fail(`the address for ${hook.what} leads to ${hostOf(hook.url)}`, SETUP)
  if (hook.method !== 'POST')
    return fail(`${hook.what} are asked by ${hook.method}: people get the safe document`, SETUP)
  return ok(`${hook.path}, POST`)
}

export const webhookProbes: readonly Probe[] = [
  probe({
    id: 'number.texts',
    group: 'texts',
    title: 'The number can text',
    look: ownNumber,
    judge: ({ capabilities }) =>
      capabilities.sms
        ? ok('it can')
        : fail('the number can not text', 'Buy one that can, by hand'),
    refused: (failure) =>
      failure.status === 404
        ? fail(
            'the account does not own LINE_NUMBER',
            'Set LINE_NUMBER to a number of this account',
          )
        : cannotSee(failure),
  }),
  probe({
    id: 'number.calls',
    group: 'calls',
    title: 'The number can be called',
    look: ownNumber,
    judge: ({ capabilities }) =>
      capabilities.voice
        ? ok('it can')
        : fail('the number can not be called', 'Buy one that can, by hand'),
  }),
  probe({
    id: 'webhook.texts',
    group: 'texts',
    title: 'Texts come to this line',
    look: ownNumber,
    judge: (number, at) =>
      judgeHook(
        {
          url: number.smsUrl,
          method: number.smsMethod,
          application: number.smsApplicationSid,
          what: 'texts',
          path: paths.sms,
        },
        at,
      ),
  }),
  probe({
    id: 'webhook.calls',
    group: 'calls',
    title: 'Calls come to this line',
    look: ownNumber,
    judge: (number, at) => overridden(number) ?? judgeHook(voiceHook(number), at),
  }),
  probe({
    id: 'region',
    group: 'calls',
    title: 'Calls are handled in the region of these settings',
    look: ({ account, config }) => account.region(config.lineNumber),
    judge: (region) =>
      region === 'us1'
        ? ok('us1')
        : fail(
            'the number is handled in another region than us1: its addresses here may not be used there',
            `${NUMBER} > Re-route to US1`,
          ),
  }),
  probe({
    id: 'status-callback',
    group: 'kept',
    title: "Nobody else is told of people's calls",
    look: ownNumber,
    judge: ({ statusCallback }, { config }) =>
      !statusCallback || bare(statusCallback).startsWith(bare(config.publicUrl))
        ? ok('no status callback to anybody else')
        : fail(`${hostOf(statusCallback)} is told each call, with the caller's number`, SETUP),
  }),
  probe({
    id: 'caller-name',
    group: 'kept',
    title: "Callers' names are not looked up",
    look: ownNumber,
    judge: ({ voiceCallerIdLookup }) =>
      voiceCallerIdLookup
        ? fail('a third party is asked for the name of each caller', SETUP)
        : ok('caller name look-up is off'),
  }),
  probe({
    id: 'emergency-address',
    group: 'calls',
    title: 'The line never calls 911 itself',
    look: ownNumber,
    judge: ({ emergencyAddressStatus }) =>
      ok(
        emergencyAddressStatus === 'registered'
          ? 'an emergency address is registered; nothing here ever dials 911'
          : 'no emergency address, and none is needed: people are told to dial 911 themselves',
      ),
  }),
  probe({
    id: 'webhook-rules',
    group: 'server',
    title: 'No webhook rule of the account is in the way',
    look: ({ account, config }) =>
      account.ruleFor([paths.sms, paths.voice].map((path) => config.publicUrl + path)),
    judge: (kind) =>
      kind === 'none'
        ? ok('no rule matches the addresses of the line')
        : fail(
            `a rule (${kind}) matches the line's addresses: Twilio may sign with another key, and override retries`,
            'Remove the rule, or except the line: docs/operating.md, "Webhook rules"',
          ),
  }),
]

const voiceHook = (number: NumberSettings): Hook => ({
  url: number.voiceUrl,
  method: number.voiceMethod,
  application: number.voiceApplicationSid,
  what: 'calls',
  path: paths.voice,
})

/** Settings that override the voice address. */
function overridden({ trunkSid, voiceReceiveMode }: NumberSettings): Finding | undefined {
  if (trunkSid) return fail('a SIP trunk takes all calls, and the address is ignored', SETUP)
  if (voiceReceiveMode === 'fax')
    return fail('the number takes faxes: callers hear a machine', `${NUMBER} > Voice > Voice calls`)
  return undefined
}
