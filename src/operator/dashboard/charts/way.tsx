/** A flow diagram from left to right: boxes, and arms whose width shows how many went on. */
import { scaleSqrt } from 'd3-scale'
import { linkHorizontal } from 'd3-shape'
import { FEW, type Shown } from '../../../counts/shown.ts'

/** A step, how often people reached it, and where they went next. */
export type Place = { label: string; value: Shown; onward?: readonly Place[] }

const WIDTH = 440
/** The position and width of each column of boxes. */
const COLUMNS = [
  { x: 1, width: 63 },
  { x: 98, width: 132 },
  { x: 272, width: 166 },
] as const
const BOX = 36
const ROW = 44
const ARM = { least: 1, most: 14 }

type Box = Place & { x: number; width: number; y: number; arms: Box[] }

export function Way({ title, start }: { title: string; start: Place }) {
  let rows = 0
  const root = place(start, 0)
  const boxes = all(root)
  const highest = Math.max(1, ...boxes.map(({ value }) => (value === FEW ? 0 : value)))
  const thickness = scaleSqrt().domain([0, highest]).range([ARM.least, ARM.most])
  const told = boxes.map(({ label, value }) => `${label} ${value}`)
  return (
    <svg
      class="way"
      viewBox={`0 0 ${WIDTH} ${rows * ROW}`}
      role="img"
      aria-label={`${title}: ${told.join(', ')}`}
    >
      {boxes.flatMap((box) =>
        box.arms.map((to) => (
          <path
            class={to.value === FEW ? 'arm few' : 'arm'}
            d={arm(box, to)}
            stroke-width={thickness(to.value === FEW ? 0 : to.value).toFixed(1)}
          />
        )),
      )}
      {boxes.map(({ label, value, x, y, width }) => (
        <g>
          <rect class="place" x={x} y={y} width={width} height={BOX} rx="5" />
          <text x={x + 8} y={y + 15}>
            {label}
          </text>
          <text class="value" x={x + 8} y={y + 30}>
            {value}
          </text>
        </g>
      ))}
    </svg>
  )

  /** A leaf takes a row of its own; any other box is centred on the boxes that it leads to. */
  function place(from: Place, column: number): Box {
    const arms = (from.onward ?? []).map((next) => place(next, column + 1))
    const { x, width } = COLUMNS[column] ?? COLUMNS[2]
    const [first, last] = [arms[0], arms.at(-1)]
    const y = first && last ? (first.y + last.y) / 2 : rows++ * ROW + (ROW - BOX) / 2
    return { ...from, x, width, y, arms }
  }
}

function all(box: Box): Box[] {
  return [box, ...box.arms.flatMap(all)]
}

const link = linkHorizontal<
  { source: [number, number]; target: [number, number] },
  [number, number]
>()

function arm(from: Box, to: Box): string {
  return (
    link({
      source: [from.x + from.width, from.y + BOX / 2],
      target: [to.x, to.y + BOX / 2],
    }) ?? ''
  )
}
