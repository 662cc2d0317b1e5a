/** A heat map of the hours of the week. */
import { scaleQuantize } from 'd3-scale'
import { FEW, type Shown, STEP } from '../../../counts/shown.ts'

export const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const

const WIDTH = 400
const LEFT = 34
const CELL = (WIDTH - LEFT) / 24
const ROW = 20
const TOP = 16
const SHADES = [1, 2, 3, 4, 5]

/** `of` gives the value for a weekday (Monday is 0) and hour. */
type HoursProps = { title: string; of: (weekday: number, hour: number) => Shown | undefined }

export function Hours({ title, of }: HoursProps) {
  const cells = WEEKDAYS.flatMap((name, weekday) =>
    Array.from({ length: 24 }, (_, hour) => ({
      name,
      weekday,
      hour,
      value: of(weekday, hour) ?? FEW,
    })),
  )
  const known = cells.flatMap((cell) =>
    cell.value === FEW ? [] : [{ ...cell, value: cell.value }],
  )
  const highest = known.toSorted((one, other) => other.value - one.value)[0]
  const shade = scaleQuantize<number>()
    .domain([STEP, Math.max(2 * STEP, highest?.value ?? 0)])
    .range(SHADES)
  const peak = highest
    ? `most on ${highest.name} at ${hourName(highest.hour)}, ${highest.value}`
    : 'under 5 in each'
  return (
    <svg
      class="hours"
      viewBox={`0 0 ${WIDTH} ${TOP + 7 * ROW}`}
      role="img"
      aria-label={`${title}: ${peak}`}
    >
      {[0, 6, 12, 18].map((hour) => (
        <text x={LEFT + hour * CELL} y={11}>
          {hourName(hour)}
        </text>
      ))}
      {WEEKDAYS.map((name, weekday) => (
        <text x={LEFT - 6} y={TOP + weekday * ROW + 14} text-anchor="end">
          {name}
        </text>
      ))}
      {cells.map(({ weekday, hour, value }) => (
        <rect
          class={value === FEW ? 'few' : `h${shade(value)}`}
          x={(LEFT + hour * CELL + 0.5).toFixed(1)}
          y={TOP + weekday * ROW}
          width={(CELL - 1).toFixed(1)}
          height={ROW - 1}
        />
      ))}
    </svg>
  )
}

export function hourName(hour: number): string {
  return `${hour % 12 || 12} ${hour < 12 ? 'am' : 'pm'}`
}
