/**
 * A daily share, drawn as the band in which it lies: rounded values do not give it more precisely.
 */
import { scaleLinear } from 'd3-scale'
import { area } from 'd3-shape'
import { Axes, daysAcross, HEIGHT, VERTICAL, WIDTH } from './frame.tsx'

/** From 0 to 1; absent if too little happened that day. */
export type DayShare = { readonly day: string; readonly between?: readonly [number, number] }

export const percent = (share: number): string => `${Math.round(share * 100)}%`

export function ShareBand({ title, days }: { title: string; days: readonly DayShare[] }) {
  const across = daysAcross(days.map(({ day }) => day))
  const highest = Math.max(0.1, ...days.map(({ between }) => between?.[1] ?? 0))
  const upward = scaleLinear().domain([0, highest]).nice(3).range(VERTICAL)
  const half = across.bandwidth() / 2
  const band = area<DayShare>()
    .defined(({ between }) => between !== undefined)
    .x(({ day }) => (across(day) ?? 0) + half)
    .y0(({ between }) => upward(between?.[0] ?? 0))
    .y1(({ between }) => upward(between?.[1] ?? 0))
    .digits(1)
  return (
    <svg
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={`${title}, by day, ${percent(highest)} at most`}
    >
      <Axes across={across} upward={upward} written={percent} />
      <path class="band" d={band(days) ?? ''} />
    </svg>
  )
}
