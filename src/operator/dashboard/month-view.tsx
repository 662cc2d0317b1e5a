/** A whole month, for the operator and, on paper, for funders. */
import type { CountName } from '../../counts/counts.ts'
import type { MonthOfCounts } from '../../counts/read.ts'
import { type By, FEW, type Shown } from '../../counts/shown.ts'
import { Hours, hourName, WEEKDAYS } from './charts/hours.tsx'
import { RankedBars } from './charts/ranked-bars.tsx'
import { type Place, Way } from './charts/way.tsx'
import { costsOf, dollars, sumOf } from './costs.ts'
import { Figure } from './figure.tsx'
import { figureOf, figuresOf, ranked } from './figures.ts'
import { type Label, monthName } from './labels.ts'
import { wayOfCalls, wayOfTexts } from './ways.ts'

/** The most bars in a chart; the table has the rest. */
const MOST_BARS = 12

/** `open` expands every table, as on paper. */
type Shared = { month: MonthOfCounts; label: Label; open: boolean }

export function MonthView(shared: Shared) {
  const { month, label, open } = shared
  if (!month.over) return <NotOver month={month.month} />
  return (
    <section aria-labelledby="month">
      <h2 id="month">{monthName(month.month)}</h2>
      <Totals month={month} />
      <div class="figures">
        <HoursFigure {...shared} />
        <Ranking {...shared} count="topics" by="of" title="Topics" sort />
        <Ranking {...shared} count="danger" by="of" title="Danger" sort />
        <WayFigure title="The way of calls" start={wayOfCalls(month, label)} open={open} />
        <WayFigure title="The way of texts" start={wayOfTexts(month, label)} open={open} />
        <Ranking {...shared} count="transfers" by="of" title="Whether a person was reached" />
        <Ranking {...shared} count="time_to_person" by="of" title="Until a person answered" />
        <Ranking {...shared} count="went_on" by="language" title="Languages" sort />
        <Ranking {...shared} count="languages_asked" by="of" title="Languages asked for" sort />
        <Others {...shared} />
        <Costs month={month} />
      </div>
    </section>
  )
}

function NotOver({ month }: { month: string }) {
  return (
    <section aria-labelledby="month">
      <h2 id="month">{monthName(month)}</h2>
      <p>
        This month goes on. Its hours, topics, ways and languages are shown once it is over, since a
        number that is seen to grow tells who came in between.
      </p>
    </section>
  )
}

function Totals({ month }: { month: MonthOfCounts }) {
  const totals: readonly [string, Shown | undefined][] = [
    ['Conversations', figureOf(month, 'conversations')],
    ['By text', figureOf(month, 'conversations', 'channel', 'sms')],
    ['By call', figureOf(month, 'conversations', 'channel', 'voice')],
    ['Asked for a person', figureOf(month, 'asked_for_person')],
    ['Talked with one', figureOf(month, 'transfers', 'of', 'answered')],
    ['Told of danger', figureOf(month, 'danger')],
  ]
  return (
    <dl class="totals">
      {totals.map(([title, value]) => (
        <div>
          <dt>{title}</dt>
          <dd>{value ?? FEW}</dd>
        </div>
      ))}
    </dl>
  )
}

function HoursFigure({ month, open }: Shared) {
  const title = 'When conversations begin'
  const values = new Map(
    figuresOf(month, 'conversations', 'hour').map(({ key, value }) => [key, value]),
  )
  const of = (weekday: number, hour: number) => values.get(`${weekday} ${hour}`)
  const rows = Array.from({ length: 24 }, (_, hour) => ({
    label: hourName(hour),
    values: WEEKDAYS.map((_, weekday) => of(weekday, hour)),
  }))
  return (
    <Figure
      title={title}
      head={['Hour', ...WEEKDAYS]}
      rows={rows}
      open={open}
      note="All weeks of the month together. An outline stands for none to four."
    >
      <Hours title={title} of={of} />
    </Figure>
  )
}

type RankingProps = Shared & { count: CountName; by: By; title: string; sort?: boolean }

function Ranking({ month, label, open, count, by, title, sort }: RankingProps) {
  const figures = figuresOf(month, count, by)
  const named = (sort ? ranked(figures) : figures).map(({ key, value }) => ({
    label: label(count, by, key),
    value,
  }))
  const bars = sort ? named.filter(({ value }) => value !== FEW).slice(0, MOST_BARS) : named
  const others = named.length - bars.length
  const note = others > 0 ? `${others} more in the table, under 5 or further down` : undefined
  const rows = named.map((each) => ({ label: each.label, values: [each.value] }))
  return (
    <Figure title={title} head={[title, 'Number']} rows={rows} open={open} note={note}>
      {bars.length > 0 && <RankedBars title={title} bars={bars} />}
    </Figure>
  )
}

type WayProps = { title: string; start: Place; open: boolean }

function WayFigure({ title, start, open }: WayProps) {
  const rowsOf = (place: Place, from: string): { label: string; values: [Shown] }[] => [
    { label: from + place.label, values: [place.value] },
    ...(place.onward ?? []).flatMap((next) => rowsOf(next, `${place.label}: `)),
  ]
  return (
    <Figure
      title={title}
      head={['Step', 'Times']}
      rows={rowsOf(start, '')}
      open={open}
      note="Each step is counted by itself, as often as it was taken."
    >
      <Way title={title} start={start} />
    </Figure>
  )
}

const OTHERS = [
  'exits',
  'forget',
  'opt_outs',
  'limits',
  'guarded',
  'refused',
  'calls_made',
] as const satisfies readonly CountName[]

const otherTitles: Readonly<Record<(typeof OTHERS)[number], string>> = {
  exits: 'Left at once (X)',
  forget: 'Asked to be forgotten (FORGET)',
  opt_outs: 'Opted out (STOP)',
  limits: 'Over a limit',
  guarded: 'Got the safe document',
  refused: 'Requests not signed by Twilio',
  calls_made: 'Calls that the line made',
}

function Others({ month, label }: Shared) {
  const rows = OTHERS.flatMap((count) => [
    { label: otherTitles[count], values: [figureOf(month, count)] },
    ...figuresOf(month, count, 'of').map(({ key, value }) => ({
      label: `${otherTitles[count]}: ${label(count, 'of', key)}`,
      values: [value],
    })),
  ])
  return <Figure title="What else happened" head={['What', 'Number']} rows={rows} />
}

function Costs({ month }: { month: MonthOfCounts }) {
  const costs = costsOf(month)
  const rows = [
    ...costs.map((cost) => ({ label: cost.label, values: [cost.count, dollars(cost.dollars)] })),
    { label: 'Together', values: ['', dollars(sumOf(costs))] },
  ]
  return (
    <Figure
      title="What it cost, about"
      head={['What', 'Number', 'Dollars']}
      rows={rows}
      note="At Twilio’s public prices of November 2026 for a local number. Not in it: the number and its registration, and minutes in which callers listen. Your bill decides."
    />
  )
}
