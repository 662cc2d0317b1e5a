/** Probes of geographic permissions: too few leave people without help, too many cost money. */
import { e164 } from '../../../phones/number.ts'
import { fail, ok, type Probe, probe, SETUP, warn } from '../probe.ts'
import { ownNumber } from '../surroundings.ts'

const DIALING = 'Console: Voice > Settings > Geo permissions'

export const permissionProbes: readonly Probe[] = [
  probe({
    id: 'caller-id',
    group: 'calls',
    title: 'Calls may show the number of the line',
    look: async (at) => {
      const own = await ownNumber(at)
      if (own.ok) return { ok: true, value: true }
      return own.status === 404 ? at.account.isVerifiedCallerId(at.config.lineNumber) : own
    },
    judge: (may) =>
      may
        ? ok('owned or verified')
        : fail(
            'LINE_NUMBER is neither owned nor verified: each call that is put through fails (13214)',
            'Set LINE_NUMBER to a number of this account',
          ),
  }),
  probe({
    id: 'destinations',
    group: 'calls',
    title: 'The numbers that are rung are numbers',
    look: async ({ account, content }) => {
      const wrong: string[] = []
      for (const [key, phone] of Object.entries(content.phones)) {
        if (!phone.handoff) continue
        const checked = await account.isNumber(e164(phone))
        if (!checked.ok) return checked
        if (!checked.value) wrong.push(key)
      }
      return { ok: true, value: wrong }
    },
    judge: (wrong) =>
      wrong.length === 0
        ? ok('all of them')
        : fail(`no number at all: ${wrong.join(', ')}`, `content/phones.yaml: ${wrong.join(', ')}`),
  }),
  probe({
    id: 'dialing.us',
    group: 'calls',
    title: 'Calls to people in the United States are allowed',
    look: ({ account }) => account.dialingTo('US'),
    judge: ({ lowRiskNumbersEnabled: allowed }) =>
      allowed ? ok('allowed') : fail('not allowed: nobody is put through to a person', SETUP),
  }),
  probe({
    id: 'dialing.high-risk',
    group: 'cost',
    title: 'No call goes to numbers made for fraud',
    look: ({ account }) => account.dialingAllowed(),
    judge: (countries) => {
      const risky = countries.filter(
        (one) => one.highRiskSpecialNumbersEnabled || one.highRiskTollfraudNumbersEnabled,
      )
      return risky.length === 0
        ? ok('high-risk numbers are off')
        : fail(`high-risk numbers are on for ${names(risky)}`, SETUP)
    },
  }),
  probe({
    id: 'dialing.abroad',
    group: 'cost',
    title: 'No call goes abroad',
    look: ({ account }) => account.dialingAllowed(),
    judge: (countries, { config }) => {
      const served = ['US', ...config.limits.countries]
      const abroad = countries.filter(({ isoCode }) => !served.includes(isoCode))
      return abroad.length === 0
        ? ok('only where the line is for')
        : warn(`calls are allowed to ${names(abroad)}, and the line makes none`, DIALING)
    },
  }),
  ...['US', 'PR'].map((country) =>
    probe({
      id: `texting.${country.toLowerCase()}`,
      group: 'texts',
      title: `Texts to ${country} are allowed`,
      look: ({ account }) => account.textsMayGoTo(country),
      judge: (may, { config }) =>
        may || !config.limits.countries.includes(country)
          ? ok(may ? 'allowed' : 'not served')
          : fail(
              'not allowed: no answer reaches anybody there',
              'Console: Messaging > Settings > Geo permissions',
            ),
    }),
  ),
]

function names(countries: readonly { isoCode: string }[]): string {
  const shown = countries.slice(0, 5).map(({ isoCode }) => isoCode)
  const more = countries.length - shown.length
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ')
}
