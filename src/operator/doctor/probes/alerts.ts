/** Probes of real failures: Twilio's alerts of the last day, by code and count only. */
import { errorPage, type Finding, fail, type Group, ok, type Probe, probe, warn } from '../probe.ts'
import { daysAgo } from '../surroundings.ts'

/** Codes that mean somebody got nothing, or only the fallback. */
const GRAVE = [
  ...[11200, 11205, 11210, 11215, 11220, 11235, 11237, 11750, 12100, 12102, 12300, 12400],
  ...[13214, 13223, 13224, 13225, 13227, 14101, 14103, 14107, 21617],
  ...[30007, 30032, 30034, 57012],
]

/** The group that an error belongs to, by the first digits of its code. */
const about = (code: number): Group => (/^(14|21[67]|3|57)/.test(String(code)) ? 'texts' : 'calls')

function judge(group: Group) {
  return (counts: Readonly<Record<string, number>>): Finding => {
    const mine = Object.entries(counts).filter(([code]) => about(Number(code)) === group)
    const [worst] = mine.toSorted(([a, x], [b, y]) => grave(b) - grave(a) || y - x)
    if (!worst) return ok('none in 24 hours')
    const said = mine.map(([code, count]) => `${code}: ${count} times`).join(', ')
    const finding = grave(worst[0]) ? fail : warn
    return finding(`${said} in 24 hours`, errorPage(worst[0]))
  }
}

const grave = (code: string) => Number(GRAVE.includes(Number(code)))

export const alertProbes: readonly Probe[] = (['texts', 'calls'] as const).map((group) =>
  probe({
    id: `alerts.${group}`,
    group,
    title: group === 'texts' ? 'No text went wrong lately' : 'No call went wrong lately',
    look: (at) => at.account.alertCounts(daysAgo(at, 1)),
    judge: judge(group),
  }),
)
