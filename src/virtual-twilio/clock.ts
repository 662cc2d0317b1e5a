/**
 * The simulated clock: time moves only when advanced, and the clock knows whether any work is
 * pending. Nothing here really sleeps.
 */

/** Turns of the real event loop without work, after which nothing is assumed to be pending. */
const QUIET_TURNS = 3

export type Clock = {
  /** Milliseconds since the start. */
  now(): number
  /** The same moment in milliseconds since 1970. */
  time(): number
  /** Sets the time of day; timers remain equally far away. */
  setTime(time: number): void
  /** Calls `run` after `ms`; returns how to cancel that. */
  after(ms: number, run: () => void): () => void
  /** Resolves after `ms`; a sleeping task does not count as pending. */
  sleep(ms: number): Promise<void>
  /**
   * Starts a task, which counts as pending until it ends or waits for the clock, a key or a person.
   */
  spawn(task: () => Promise<void>): void
  /** Adds one pending piece of work. */
  begin(): void
  /** Removes one. */
  end(): void
  /** Resolves when nothing is pending. Throws errors from tasks. */
  settled(): Promise<void>
  /** Advances to the next timer and settles; false if there is none. */
  step(): Promise<boolean>
  /** Lets time pass, running all timers in order. */
  advance(ms: number): Promise<void>
}

type Timer = { at: number; run: () => void }

type ClockOptions = {
  /** The starting time, in milliseconds since 1970. */
  epoch?: number
  /** Resolves when the line has no background work left. */
  background?: (() => Promise<void>) | undefined
}

export function createClock({ epoch = 0, background = async () => {} }: ClockOptions = {}): Clock {
  let start = epoch
  const timers = createTimers()
  const { begin, end, isBusy, idle } = createActivity()
  const failures: unknown[] = []
  let now = 0
  let last = Promise.resolve()

  const time = () => start + now
  const setTime = (moment: number) => {
    start = moment - now
  }
  return { now: () => now, time, setTime, after, sleep, spawn, begin, end, settled, step, advance }

  function after(ms: number, run: () => void) {
    return timers.add({ at: now + Math.max(0, ms), run })
  }

  function sleep(ms: number) {
    return new Promise<void>((resolve) => {
      after(ms, () => {
        begin()
        resolve()
      })
      end()
    })
  }

  function spawn(task: () => Promise<void>) {
    begin()
    task()
      .catch((error: unknown) => failures.push(error))
      .finally(end)
  }

  async function settled() {
    let quiet = 0
    while (quiet < QUIET_TURNS) {
      if (isBusy()) await idle()
      else {
        await background()
        await new Promise((resolve) => setImmediate(resolve))
      }
      quiet = isBusy() ? 0 : quiet + 1
    }
    if (failures.length > 0) throw failures.shift()
  }

  async function step(until = Number.POSITIVE_INFINITY) {
    await settled()
    const next = timers.take(until)
    if (!next) return false
    now = next.at
    next.run()
    await settled()
    return true
  }

  function advance(ms: number) {
    const go = async () => {
      const until = now + ms
      while (await step(until));
      now = Math.max(now, until)
    }
    const done = last.then(go)
    last = done.catch(() => {})
    return done
  }
}

/** Counts pending work. */
function createActivity() {
  let busy = 0
  const waiting: (() => void)[] = []
  return {
    begin() {
      busy++
    },
    end() {
      busy--
      if (busy > 0) return
      for (const resolve of waiting.splice(0)) resolve()
    },
    isBusy: () => busy > 0,
    /** Resolves when nothing is pending. */
    idle: () => new Promise<void>((resolve) => waiting.push(resolve)),
  }
}

/** Timers in order; those for the same moment in the order in which they were added. */
function createTimers() {
  const timers: Timer[] = []
  return {
    /** Returns how to cancel it. */
    add(timer: Timer): () => void {
      let place = timers.length
      while (place > 0 && (timers[place - 1]?.at ?? 0) > timer.at) place--
      timers.splice(place, 0, timer)
      return () => {
        const index = timers.indexOf(timer)
        if (index >= 0) timers.splice(index, 1)
      }
    },
    /** Removes and returns the first timer due by then. */
    take(until: number): Timer | undefined {
      const [first] = timers
      return first && first.at <= until ? timers.shift() : undefined
    },
  }
}
