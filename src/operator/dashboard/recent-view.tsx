/** The last five weeks, day by day. */
import { FEW } from '../../counts/shown.ts'
import { DayBars } from './charts/day-bars.tsx'
import { dayName } from './charts/frame.tsx'
import { type DayShare, percent, ShareBand } from './charts/share-band.tsx'
import { Figure } from './figure.tsx'
import { least, most, type Recent } from './figures.ts'

export function RecentView({ recent }: { recent: Recent }) {
  return (
    <section aria-labelledby="recent">
      <h2 id="recent">The last five weeks</h2>
      <p class="quiet">
        A day is shown an hour after it is over, so today comes tomorrow. Numbers are in steps of
        five, rounded down; &lt;5 stands for none to four.
      </p>
      <div class="figures">
        <Days recent={recent} count="conversations" title="Conversations begun" />
        <NotUnderstood recent={recent} />
        <Days recent={recent} count="transfers" title="Transfers to a person" />
        <Days recent={recent} count="turns" title="Texts and keys answered" />
        <Days recent={recent} count="segments" title="Segments of texts" />
        <Days recent={recent} count="minutes" title="Minutes with a person" />
      </div>
    </section>
  )
}

type DaysProps = { recent: Recent; count: Parameters<Recent['of']>[0]; title: string }

function Days({ recent, count, title }: DaysProps) {
  const days = recent.of(count)
  const rows = days.map(({ day, value }) => ({ label: dayName(day), values: [value] }))
  return (
    <Figure title={title} head={['Day', 'Number']} rows={rows}>
      <DayBars title={title} days={days} />
    </Figure>
  )
}

const NOT_UNDERSTOOD = '“Not understood” and silence, of all answers'

function NotUnderstood({ recent }: { recent: Recent }) {
  const days = sharesOf(recent)
  const rows = days.map(({ day, between }) => ({
    label: dayName(day),
    values: [between ? between.map(percent).join(' to ') : 'too few to say'],
  }))
  return (
    <Figure title={NOT_UNDERSTOOD} head={['Day', 'Share']} rows={rows}>
      <ShareBand title={NOT_UNDERSTOOD} days={days} />
    </Figure>
  )
}

/** The lower and upper bound of the share, given rounded counts. */
export function sharesOf(recent: Recent): DayShare[] {
  const misses = recent.of('misses')
  return recent.of('turns').map(({ day, value: turns }, at) => {
    const missed = misses[at]?.value
    if (turns === undefined || turns === FEW || missed === undefined) return { day }
    return { day, between: [least(missed) / most(turns), Math.min(1, most(missed) / turns)] }
  })
}
