/** Probes of the account itself: whether it can sign in, may send, and has money. */
import type { Result } from '../../../line/telephony.ts'
import { errorPage, fail, ok, type Probe, probe, SETUP, warn } from '../probe.ts'
import { daysAgo, further, ownNumber } from '../surroundings.ts'

const BILLING = 'Console: Admin > Account billing'
const HARDLY_SPENT = 0.01
const DAYS_AHEAD = 30
const HOUR_MS = 3_600_000

export const accountProbes: readonly Probe[] = [
  probe({
    id: 'account',
    group: 'texts',
    title: 'The account is let in and active',
    look: ({ account }) => account.account(),
    judge: ({ status }) =>
      status === 'active'
        ? ok('active')
        : fail(`the account is ${status}: nothing is sent or answered`, BILLING),
    refused: ({ status, code }) => {
      if (status === 401 || status === 403)
        return fail(
          `Twilio does not let these settings in (${code || status}): calls of the line's own fail`,
          'Console: Account Info; then TWILIO_ACCOUNT_SID with TWILIO_AUTH_TOKEN, or TWILIO_API_KEY and TWILIO_API_SECRET',
        )
      return status === 0
        ? fail(
            'Twilio can not be reached from here',
            'Let this server open https to api.twilio.com',
          )
        : fail(`Twilio answered ${status}`, errorPage(code))
    },
  }),
  probe({
    id: 'account.trial',
    group: 'texts',
    title: 'The account is no trial',
    look: ({ account }) => account.account(),
    judge: ({ type }) =>
      type === 'Trial'
        ? fail('a trial account texts and calls verified numbers only', `${BILLING} > Upgrade`)
        : ok('upgraded'),
  }),
  probe({
    id: 'trust-profile',
    group: 'texts',
    title: 'The organization is verified',
    look: ({ account }) => account.trustStates(),
    judge: (states) => {
      if (states.includes('twilio-approved')) return ok('approved')
      const where = 'Console: Trust Hub > Customer profiles'
      return states.length === 0
        ? fail('there is no trust profile: no registration can begin', where)
        : fail(`the trust profile is ${states.join(', ')}`, where)
    },
  }),
  probe({
    id: 'balance',
    group: 'cost',
    title: 'The money lasts a month',
    look: ({ account }) =>
      further(account.balance(), async (balance) => {
        const spent = await account.spent()
        return spent.ok ? { ok: true, value: { balance, spent: spent.value } } : spent
      }),
    judge: ({ balance, spent }, { now }) => {
      const daysGone = Math.max(1, new Date(now).getUTCDate())
      const aDay = spent / daysGone
      if (balance <= 0) return fail('nothing is left: the line is silent', BILLING)
      const days = aDay > HARDLY_SPENT ? Math.floor(balance / aDay) : Number.POSITIVE_INFINITY
      return days >= DAYS_AHEAD
        ? ok(Number.isFinite(days) ? `for about ${days} days` : 'hardly anything is spent')
        : warn(`at this month's rate it lasts ${days} days`, `${BILLING} > Auto recharge`)
    },
  }),
  probe({
    id: 'usage-trigger',
    group: 'cost',
    title: 'A flood is noticed on the same day',
    look: ({ account }) => account.triggers(),
    judge: (triggers) =>
      triggers.some(
        ({ recurring, usageCategory }) =>
          recurring === 'daily' && ['totalprice', 'sms', 'calls'].includes(usageCategory),
      )
        ? ok('a daily usage trigger is set')
        : warn(
            'no daily usage trigger: a flood is seen on the bill',
            `${SETUP} --alarm-url <address that wakes somebody>`,
          ),
  }),
  probe({
    id: 'api-key',
    group: 'server',
    title: 'The running key may do little',
    look: async ({ account, config }): Promise<Result<'restricted' | 'all' | 'token'>> =>
      config.apiKey ? account.policyOfKey(config.apiKey.sid) : { ok: true, value: 'token' },
    judge: (policy) => {
      const where = 'Console: Account > API keys & tokens > Create API key > Restricted'
      if (policy === 'restricted') return ok('a restricted key')
      return policy === 'token'
        ? warn('calls are made with the auth token, which may do everything', where)
        : warn('the key may do everything', where)
    },
  }),
  probe({
    id: 'changes',
    group: 'server',
    title: 'Nobody changed the number lately',
    look: (at) => further(ownNumber(at), ({ sid }) => at.account.changes(sid, daysAgo(at, 7))),
    judge: (changes) => {
      const [last] = changes
      return last
        ? warn(
            `changed in the last week, last by ${last.actor} on ${last.at.toISOString().slice(0, 10)}`,
            'Console: Monitor > Logs > Audit events; was it one of yours?',
          )
        : ok('not in the last 7 days')
    },
  }),
  probe({
    id: 'clock',
    group: 'server',
    title: "This server's clock is right",
    look: ({ account }) => account.clock(),
    judge: (theirs, { now }) => {
      const off = Math.round(Math.abs(theirs - now) / 1000)
      if (Number.isNaN(off)) return ok('Twilio did not say its time')
      return off < 60
        ? ok('within a minute of Twilio')
        : warn(
            off * 1000 > HOUR_MS ? 'off by more than an hour' : `off by ${off} s`,
            'timedatectl set-ntp true',
          )
    },
  }),
]
