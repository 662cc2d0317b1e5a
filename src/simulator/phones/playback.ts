/** The pace: the simulated clock goes with the real one, faster when asked, and can skip a wait. */
import type { Stage } from '../simulated-line.ts'

/** Milliseconds between two looks at the clock: while somebody is on the phone, and while nobody is. */
const BUSY_MS = 50
const IDLE_MS = 200
/** A machine that was asleep does not make up for it. */
const MOST_AT_ONCE_MS = 1_000
/** How far a wait is skipped at most, and in which steps. */
const MOST_SKIPPED_MS = 120_000
const STEP_MS = 250

export type Pace = {
  speed: number
  /** Lets time pass until anything is said, rings, or stops. */
  skip(): Promise<void>
  /** Resolves when that much simulated time has passed by itself. */
  pass(ms: number): Promise<void>
  stop(): void
}

/** `look` is called after every step of the clock; `trouble` hears of what must not happen. */
export function createPace(
  stage: Stage,
  look: () => Promise<void>,
  trouble: (error: unknown) => void,
): Pace {
  const { twilio } = stage
  let stopped = false
  const waiters: { until: number; resolve: () => void }[] = []
  const pace: Pace = {
    speed: 1,
    async skip() {
      const before = noise()
      for (let ms = 0; ms < MOST_SKIPPED_MS && noise() === before; ms += STEP_MS)
        await stage.advance(STEP_MS)
    },
    pass: (ms) => new Promise((resolve) => waiters.push({ until: twilio.now() + ms, resolve })),
    stop() {
      stopped = true
    },
  }
  void run()
  return pace

  async function run(): Promise<void> {
    let before = performance.now()
    while (!stopped) {
      const busy = twilio.legs().some(({ over }) => !over) || waiters.length > 0
      await new Promise((resolve) => setTimeout(resolve, busy ? BUSY_MS : IDLE_MS).unref())
      const now = performance.now()
      const ms = Math.round(Math.min(now - before, MOST_AT_ONCE_MS) * pace.speed)
      before = now
      try {
        await stage.advance(ms)
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

  /** Changes when somebody would notice something. */
  function noise(): string {
    const heard = twilio.trace.filter(({ kind }) => kind !== 'webhook' && kind !== 'rest').length
    return `${heard} ${twilio.legs().map(({ speaking }) => (speaking ? 1 : 0))}`
  }
}
