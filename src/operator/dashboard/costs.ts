/** The lower and upper bound of a month's costs, from counts and Twilio's public prices. */
import type { MonthOfCounts } from '../../counts/read.ts'
import type { Shown } from '../../counts/shown.ts'
import { figureOf, least, most } from './figures.ts'

/**
 * US dollars for a local number, November 2026. A segment costs 0.0083 plus 0.0025 to 0.0062 in
 * carrier fees; a minute with a person is an inbound (0.0085) plus an outbound minute (0.014).
 * Source: https://www.twilio.com/en-us/sms/pricing/us,
 * https://www.twilio.com/en-us/voice/pricing/us
 */
const SEGMENT: Price = [0.0108, 0.0145]
const MINUTE: Price = [0.0225, 0.0225]

type Price = readonly [least: number, most: number]

export type Cost = { label: string; count: Shown; dollars: Price }

export function costsOf(month: MonthOfCounts): Cost[] {
  const cost = (label: string, count: Shown | undefined, [low, high]: Price): Cost[] =>
    count === undefined ? [] : [{ label, count, dollars: [least(count) * low, most(count) * high] }]
  return [
    ...cost('Segments of texts received', figureOf(month, 'segments', 'of', 'in'), SEGMENT),
    ...cost('Segments of texts sent', figureOf(month, 'segments', 'of', 'out'), SEGMENT),
    ...cost('Minutes with a person', figureOf(month, 'minutes'), MINUTE),
  ]
}

export function sumOf(costs: readonly Cost[]): Price {
  const sum = (which: 0 | 1) => costs.reduce((total, { dollars }) => total + dollars[which], 0)
  return [sum(0), sum(1)]
}

const whole = new Intl.NumberFormat('en-US', {
  style: 'currency',
  currency: 'USD',
  maximumFractionDigits: 0,
})

/** Whole dollars: anything finer would be false precision. */
export function dollars([low, high]: Price): string {
  const [from, to] = [whole.format(Math.floor(low)), whole.format(Math.ceil(high))]
  return from === to ? from : `${from} to ${to}`
}
