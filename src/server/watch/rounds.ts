/** Rounds: the checks that a process runs every minute, and whom it notifies. */
import { duePhones } from '../../alarms/due.ts'
import type { Watch } from '../../alarms/watch.ts'
import type { Content } from '../../content/load.ts'
import type { Store } from '../../store/store.ts'
import type { Log } from '../../telemetry/events.ts'
import type { createNotify } from './notify.ts'
import type { Verdict } from './self-test.ts'

export type RoundParts = {
  /** The content in use. */
  content: () => Content
  store: Pick<Store, 'health'>
  log: Log
  watch: Watch
  notify: ReturnType<typeof createNotify>
  /** Whether this process runs the checks that one process runs for all. */
  onDuty: () => Promise<boolean>
  /** `every` is the interval between self-tests, in milliseconds. */
  selfTest?: { run: (content: Content) => Promise<Verdict>; every: number } | undefined
  /** The balance in dollars; undefined if it is unknown. */
  balance?: (() => Promise<number | undefined>) | undefined
  /** Whether the certificate of PUBLIC_URL ends before long. */
  certificateEnds?: (() => Promise<boolean>) | undefined
  /** Tells an external monitor that the line is alive. */
  heartbeat?: (() => Promise<void>) | undefined
  /** The wall clock (milliseconds since 1970), and a monotonic clock. */
  now?: () => number
  ticks?: () => number
}

const HOUR_MS = 3_600_000
const CERTIFICATE_MS = 6 * HOUR_MS

/**
 * Returns a function to call every minute. It never rejects, and does nothing while still running.
 */
export function createRounds(parts: RoundParts): () => Promise<void> {
  const { content, store, log, watch, notify, onDuty, selfTest, balance, heartbeat } = parts
  const { certificateEnds, now = Date.now, ticks = steady } = parts
  let running = false
  let verdict: Verdict | undefined
  const isTime = createTimes(ticks)
  let dollars: number | undefined
  let ending: boolean | undefined

  return async function round() {
    if (running) return
    running = true
    try {
      const mine = await onDuty()
      if (mine && selfTest && isTime('self-test', selfTest.every)) await test(selfTest.run)
      if (mine && balance && isTime('balance', HOUR_MS)) dollars = await balance()
      if (mine && certificateEnds && isTime('certificate', CERTIFICATE_MS))
        ending = await certificateEnds()
      await notify(watch.look(mine ? await looked() : {}))
      // its absence raises the alarm, so no other process may keep it going
      if (mine && (verdict === undefined || verdict === 'passed')) await heartbeat?.()
    } catch {
      // nobody waits for it, and the next round will come
      log({ event: 'round_failed' })
    } finally {
      running = false
    }
  }

  async function test(run: (content: Content) => Promise<Verdict>): Promise<void> {
    const began = ticks()
    verdict = await run(content())
    log({ event: 'self_test', outcome: verdict, ms: Math.round(ticks() - began) })
  }

  async function looked() {
    return {
      store: await store.health(),
      selfTest: verdict,
      due: duePhones(content().phones, now()).length,
      balance: dollars,
      certificateEnds: ending,
    }
  }
}

const steady = () => performance.now()

/** Whether it is time to do something again; true the first time. */
function createTimes(ticks: () => number) {
  const last = new Map<string, number>()
  return (what: string, every: number): boolean => {
    const before = last.get(what)
    if (before !== undefined && ticks() - before < every) return false
    last.set(what, ticks())
    return true
  }
}
