/**
 * Metrics: the log's events, counted. Every label is one of a few words of ours, so that a number or a
 * message has nowhere to go here either; nobody but the operator sees the page.
 */
import { Counter, Histogram, Registry } from 'prom-client'
import type { Log } from './log.ts'

/** Seconds; a turn is expected within the first, the guard ends it at 2.5. */
const SECONDS = [0.001, 0.005, 0.025, 0.1, 0.5, 2.5]

export type Metrics = { count: Log; page: () => Promise<string> }

/** Counts of one process; with several workers each has its own. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  const counter = <Label extends string>(name: string, help: string, labelNames: Label[]) =>
    new Counter({ name: `harborline_${name}_total`, help, labelNames, registers })

  const turns = counter('turns', 'Turns taken', ['channel', 'outcome', 'language'])
  const seconds = new Histogram({
    name: 'harborline_turn_seconds',
    help: 'Seconds that a turn took',
    labelNames: ['channel'],
    buckets: SECONDS,
    registers,
  })
  const refused = counter('refused', 'Requests that Twilio did not sign', ['reason'])
  const guarded = counter('guarded', 'Answers by a safe document', ['reason'])
  const limited = counter('limited', 'Texts and calls over a limit', ['scope'])
  const transfers = counter('transfers', 'Callers out of a queue', ['result', 'next'])
  const stores = counter('store_trouble', 'Failures of the store', [])
  const rests = counter('rest_trouble', "Failures of Twilio's REST API", [])

  return {
    count(event) {
      switch (event.event) {
        case 'turn': {
          const { channel, outcome, language } = event
          turns.inc({ channel, outcome, language })
          seconds.observe({ channel }, event.ms / 1000)
          break
        }
        case 'refused':
          refused.inc({ reason: event.reason })
          break
        case 'guarded':
          guarded.inc({ reason: event.reason })
          break
        case 'limited':
          limited.inc({ scope: event.scope })
          break
        case 'transfer':
          transfers.inc({ result: event.result, next: event.next })
          break
        case 'store_trouble':
          stores.inc()
          break
        case 'rest_trouble':
          rests.inc()
          break
      }
    },
    page: () => registry.metrics(),
  }
}
