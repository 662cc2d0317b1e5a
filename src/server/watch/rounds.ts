/** Rounds: what a process looks at every minute, whether the line is well, and whom it tells. */
import { duePhones } from '../../alarms/due.ts'
import type { Watch } from '../../alarms/watch.ts'
import type { Content } from '../../content/load.ts'
import type { Store } from '../../store/store.ts'
import type { Log } from '../../telemetry/events.ts'
import type { createTell } from './notify.ts'
import type { Verdict } from './self-test.ts'

export type RoundParts = {
  /** What is spoken by now. */
  content: () => Content
  store: Pick<Store, 'health'>
  log: Log
  watch: Watch
  tell: ReturnType<typeof createTell>
  /** Whether this process looks at what concerns all of them. */
  onDuty: () => Promise<boolean>
  /** Milliseconds between two self-tests. */
  selfTest?: { run: (content: Content) => Promise<Verdict>; every: number } | undefined
  /** Dollars that are left; none when it can not be known. */
  balance?: (() => Promise<number | undefined>) | undefined
  /** Tells somebody else that the line is there. */
  heartbeat?: (() => Promise<void>) | undefined
  /** Milliseconds since 1970, and milliseconds that only go forward. */
  now?: () => number
  ticks?: () => number
}

const HOUR_MS = 3_600_000

/** Gives what is to be called every minute. It never rejects, and does nothing while it is still at it. */
export function createRounds(parts: RoundParts): () => Promise<void> {
  const { content, store, log, watch, tell, onDuty, selfTest, balance, heartbeat } = parts
  const { now = Date.now, ticks = steady } = parts
  let running = false
  let verdict: Verdict | undefined
  const isTime = createTimes(ticks)
  let dollars: number | undefined

  return async function round() {
    if (running) return
    running = true
    try {
      const mine = await onDuty()
      if (mine && selfTest && isTime('self-test', selfTest.every)) await test(selfTest.run)
      if (mine && balance && isTime('balance', HOUR_MS)) dollars = await balance()
      await tell(watch.look(mine ? await looked() : {}))
      // whoever listens for it is told by its absence, so nobody else may keep it going
      if (mine && (verdict === undefined || verdict === 'passed')) await heartbeat?.()
    } catch {
      // nobody waits for it, and the next round comes
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
      selfTest: verdict === 'passed' ? undefined : verdict,
      due: duePhones(content().phones, now()).length,
      balance: dollars,
    }
  }
}

const steady = () => performance.now()

/** Whether it is time for something again; the first time it is. */
function createTimes(ticks: () => number) {
  const last = new Map<string, number>()
  return (what: string, every: number): boolean => {
    const before = last.get(what)
    if (before !== undefined && ticks() - before < every) return false
    last.set(what, ticks())
    return true
  }
}
