/** Shared by charts over days: dimensions, axes, and day names. */
import { scaleBand, type scaleLinear } from 'd3-scale'

/** In drawing units; the drawing is as wide as a phone. */
export const WIDTH = 400
export const HEIGHT = 150
const LEFT = 34
const RIGHT = 4
const TOP = 10
const BOTTOM = 20
/** The width of a date label. */
const DATE = 40
export const FLOOR = HEIGHT - BOTTOM

export const VERTICAL: [number, number] = [FLOOR, TOP]

const date = new Intl.DateTimeFormat('en-US', { month: 'short', day: 'numeric', timeZone: 'UTC' })

/** Formats 2026-11-02 as Nov 2. */
export const dayName = (day: string): string => date.format(new Date(day))

export function daysAcross(days: readonly string[]) {
  return scaleBand<string>()
    .domain(days)
    .range([LEFT, WIDTH - RIGHT])
    .padding(0.18)
}

type Across = ReturnType<typeof daysAcross>
type Upward = ReturnType<typeof scaleLinear<number>>

type AxesProps = { across: Across; upward: Upward; written: (value: number) => string }

/** Lines at a few round values, and a date under each Monday. */
export function Axes({ across, upward, written }: AxesProps) {
  const mondays = across
    .domain()
    .filter((day) => new Date(day).getUTCDay() === 1 && (across(day) ?? 0) < WIDTH - DATE)
  return (
    <g class="axes">
      {upward.ticks(3).map((value) => (
        <g>
          <path d={`M${LEFT} ${upward(value)}H${WIDTH - RIGHT}`} />
          <text x={LEFT - 6} y={upward(value) + 4} text-anchor="end">
            {written(value)}
          </text>
        </g>
      ))}
      {mondays.map((day) => (
        <text x={across(day)} y={HEIGHT - 4}>
          {dayName(day)}
        </text>
      ))}
    </g>
  )
}
