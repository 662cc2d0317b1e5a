/** Horizontal bars, each with its label and value. */
import { scaleLinear } from 'd3-scale'
import { FEW, type Shown } from '../../../counts/shown.ts'

const WIDTH = 400
const ROW = 24
const NAMES = 196
/** Space for the value after the longest bar. */
const VALUES = 40

export type Bar = { label: string; value: Shown }

export function RankedBars({ title, bars }: { title: string; bars: readonly Bar[] }) {
  const highest = Math.max(1, ...bars.map(({ value }) => (value === FEW ? 0 : value)))
  const along = scaleLinear()
    .domain([0, highest])
    .range([0, WIDTH - NAMES - VALUES])
  const told = bars.slice(0, 3).map(({ label, value }) => `${label} ${value}`)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${bars.length * ROW}`}
      role="img"
      aria-label={`${title}: ${told.join(', ')}${bars.length > 3 ? ' and others' : ''}`}
    >
      {bars.map(({ label, value }, at) => {
        const length = value === FEW ? 0 : along(value)
        return (
          <g>
            <text x={NAMES - 8} y={at * ROW + 16} text-anchor="end">
              {label}
            </text>
            <rect
              class={value === FEW ? 'few' : 'bar'}
              x={NAMES}
              y={at * ROW + 4}
              width={Math.max(3, length).toFixed(1)}
              height={ROW - 8}
            />
            <text class="value" x={NAMES + Math.max(3, length) + 6} y={at * ROW + 16}>
              {value}
            </text>
          </g>
        )
      })}
    </svg>
  )
}
