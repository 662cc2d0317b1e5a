/** One bar per day. */
import { scaleLinear } from 'd3-scale'
import { FEW, type Shown, STEP } from '../../../counts/shown.ts'
import { Axes, dayName, daysAcross, FLOOR, HEIGHT, VERTICAL, WIDTH } from './frame.tsx'

/** Height of a day below five: visible, without revealing how many. */
const FEW_HEIGHT = 3

type DayBarsProps = { title: string; days: readonly { day: string; value: Shown | undefined }[] }

export function DayBars({ title, days }: DayBarsProps) {
  const known = days.flatMap(({ day, value }) =>
    typeof value === 'number' ? [{ day, value }] : [],
  )
  const highest = known.toSorted((one, other) => other.value - one.value)[0]
  const across = daysAcross(days.map(({ day }) => day))
  const upward = scaleLinear()
    .domain([0, highest?.value ?? STEP])
    .nice(3)
    .range(VERTICAL)
  const height = (value: Shown) => (value === FEW ? FEW_HEIGHT : FLOOR - upward(value))
  const peak = highest
    ? `, ${highest.value} at most, on ${dayName(highest.day)}`
    : ', under 5 on each'
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`${title}, by day${peak}`}>
      <Axes across={across} upward={upward} written={String} />
      {days.map(
        ({ day, value }) =>
          value !== undefined && (
            <rect
              class={value === FEW ? 'few' : 'bar'}
              x={across(day)?.toFixed(1)}
              y={(FLOOR - height(value)).toFixed(1)}
              width={across.bandwidth().toFixed(1)}
              height={height(value).toFixed(1)}
            />
          ),
      )}
    </svg>
  )
}
