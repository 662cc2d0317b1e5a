/**
 * Metrics: events counted as their table says. Every label is one of a few fixed words, so that a
 * number or a message has nowhere to go here either. Only the operator sees the page.
 */
import { Counter, Histogram, Registry } from 'prom-client'
import { events, type Log } from './events.ts'

/** Counts in a form that can be sent to another process and aggregated there. */
export type Counts = Awaited<ReturnType<Registry['getMetricsAsJSON']>>

export type Metrics = {
  count: Log
  page: () => Promise<string>
  counts: () => Promise<Counts>
}

type Values = Readonly<Record<string, string | number>>

/** Counts of this process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const counting: Record<string, (event: Values) => void> = {}
  for (const [name, row] of Object.entries(events)) {
    const count = counterOf(registry, row)
    const observe = histogramOf(registry, row)
    counting[name] = (event) => {
      count(event)
      observe(event)
    }
  }
  return {
    count: (event) => counting[event.event]?.(event),
    page: () => registry.metrics(),
    counts: () => registry.getMetricsAsJSON(),
  }
}

type Row = (typeof events)[keyof typeof events]

function counterOf(registry: Registry, { counter }: Row): (event: Values) => void {
  if (!counter) return () => {}
  const { name, help, labels = [], adds } = counter
  const metric = new Counter({
    name: `harborline_${name}_total`,
    help,
    labelNames: labels,
    registers: [registry],
  })
  return (event) => metric.inc(pick(event, labels), adds === undefined ? 1 : Number(event[adds]))
}

function histogramOf(registry: Registry, { histogram }: Row): (event: Values) => void {
  if (!histogram) return () => {}
  const { name, help, of, labels = [], buckets } = histogram
  const metric = new Histogram({
    name: `harborline_${name}`,
    help,
    labelNames: labels,
    buckets: Array.from(buckets),
    registers: [registry],
  })
  return (event) => metric.observe(pick(event, labels), Number(event[of]) / 1000)
}

function pick(event: Values, labels: readonly string[]): Values {
  return Object.fromEntries(labels.map((label) => [label, event[label] ?? '']))
}
