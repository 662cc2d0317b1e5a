/**
 * The pages behind the login: the overview with the latest completed month, and each month on its
 * own.
 */
import type { Child } from 'hono/jsx'
import type { MonthOfCounts } from '../../counts/read.ts'
import type { Recent } from './figures.ts'
import { type Label, monthName } from './labels.ts'
import { Layout } from './layout.tsx'
import { MonthView } from './month-view.tsx'
import { RecentView } from './recent-view.tsx'
import type { LineState } from './state.ts'
import { StateView } from './state-view.tsx'

type Around = {
  lineName: string
  /** Months with any counts, latest first. */
  months: readonly string[]
}

/** `recent` and `month` are absent if nothing is counted. */
type OverviewProps = Around & {
  state: LineState
  label: Label
  recent?: Recent | undefined
  month?: MonthOfCounts | undefined
  /** Why the counts cannot be shown. */
  trouble?: string
}

export function Overview({ state, label, recent, month, trouble, ...around }: OverviewProps) {
  return (
    <Frame {...around} title={around.lineName}>
      <StateView state={state} />
      {trouble && <p role="alert">{trouble}</p>}
      {recent && <RecentView recent={recent} />}
      {!recent && !trouble && (
        <p>Nothing is counted: COUNTS_DAYS is 0 in the settings of the line.</p>
      )}
      {month && <MonthView month={month} label={label} open={false} />}
      {month && <Files month={month.month} />}
    </Frame>
  )
}

type MonthPageProps = Around & { month: MonthOfCounts; label: Label; print: boolean }

export function MonthPage({ month, label, print, ...around }: MonthPageProps) {
  return (
    <Frame {...around} title={`${around.lineName}: ${monthName(month.month)}`} here={month.month}>
      <p class="quiet">
        Numbers are in steps of five, rounded down; &lt;5 stands for none to four. Nothing is kept
        of any person.
      </p>
      {!month.over && !around.months.includes(month.month) ? (
        <p>Nothing is kept of this month.</p>
      ) : (
        <>
          <MonthView month={month} label={label} open={print} />
          <Files month={month.month} />
        </>
      )}
    </Frame>
  )
}

export function TroublePage({ lineName, trouble }: { lineName: string; trouble: string }) {
  return (
    <Frame lineName={lineName} months={[]} title={lineName}>
      <p role="alert">{trouble}</p>
    </Frame>
  )
}

type FrameProps = Around & { title: string; here?: string; children: Child }

function Frame({ lineName, months, title, here, children }: FrameProps) {
  return (
    <Layout title={title}>
      <header class="top">
        <h1>{lineName}</h1>
        <nav aria-label="Months">
          <ul>
            <li>
              <a href="/operator" aria-current={here ? undefined : 'page'}>
                Now
              </a>
            </li>
            {months.map((month) => (
              <li>
                <a href={`/operator/${month}`} aria-current={here === month ? 'page' : undefined}>
                  {monthName(month)}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <form method="post" action="/operator/logout">
          <button type="submit">Log out</button>
        </form>
      </header>
      <main>{children}</main>
    </Layout>
  )
}

function Files({ month }: { month: string }) {
  return (
    <p class="files">
      {monthName(month)}: <a href={`/operator/${month}?print`}>to print, with every number</a>,{' '}
      <a href={`/operator/${month}.csv`}>as CSV</a>, <a href={`/operator/${month}.json`}>as JSON</a>
    </p>
  )
}
