/** Playback: simulated time follows real time, faster if requested, and can skip a wait. */
import type { Leg } from '../../virtual-twilio/types.ts'
import type { Time } from '../drill/play.ts'
import type { SimulatedLine } from '../simulated-line.ts'

/** Milliseconds between clock ticks, while somebody is on the phone and while nobody is. */
const BUSY_MS = 50
const IDLE_MS = 200
/** A machine that was asleep does not catch up. */
const MOST_AT_ONCE_MS = 1_000
/** The longest skip, and its steps. */
const MOST_SKIPPED_MS = 120_000
const STEP_MS = 250
/** The longest that speech is listened to, or a wait is sat through. */
const PATIENCE_MS = 120_000

/** Time that passes by itself, as for a person watching the page. */
export type Playback = Time & {
  speed: number
  /** Lets time pass until something is said, rings or stops. */
  skip(): Promise<void>
  stop(): void
}

/** `look` is called after every tick; `trouble` receives unexpected errors. */
export function createPlayback(
  { twilio }: SimulatedLine,
  look: () => Promise<void>,
  trouble: (error: unknown) => void,
): Playback {
  let stopped = false
  const waiters: { until: number; resolve: () => void }[] = []
  const pass = (ms: number) =>
    ms > PATIENCE_MS
      ? twilio.advance(ms)
      : new Promise<void>((resolve) => waiters.push({ until: twilio.now() + ms, resolve }))
  const playback: Playback = {
    speed: 1,
    async skip() {
      const before = noise()
      for (let ms = 0; ms < MOST_SKIPPED_MS && noise() === before; ms += STEP_MS)
        await twilio.advance(STEP_MS)
    },
    pass,
    async listen(leg) {
      const end = twilio.now() + PATIENCE_MS
      while (isBusy(leg) && twilio.now() < end) await pass(STEP_MS)
    },
    stop() {
      stopped = true
    },
  }
  void run()
  return playback

  async function run(): Promise<void> {
    let before = performance.now()
    while (!stopped) {
      const busy = twilio.legs().some(({ over }) => !over) || waiters.length > 0
      await new Promise((resolve) => setTimeout(resolve, busy ? BUSY_MS : IDLE_MS).unref())
      const now = performance.now()
      const ms = Math.round(Math.min(now - before, MOST_AT_ONCE_MS) * playback.speed)
      before = now
      try {
        await twilio.advance(ms)
        for (const ripe of waiters.filter(({ until }) => until <= twilio.now())) {
          waiters.splice(waiters.indexOf(ripe), 1)
          ripe.resolve()
        }
        await look()
      } catch (error) {
        trouble(error)
      }
    }
  }

  /** A value that changes when somebody would notice something. */
  function noise(): string {
    const heard = twilio.trace.filter(({ kind }) => kind !== 'webhook' && kind !== 'rest').length
    return `${heard} ${twilio.legs().map(({ speaking }) => (speaking ? 1 : 0))}`
  }
}

/** Whether something is being said to it, or is about to be. */
function isBusy({ over, speaking, waiting }: Leg): boolean {
  return !over && (speaking || waiting === 'clock' || waiting === undefined)
}
