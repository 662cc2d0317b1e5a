/**
 * The simulated clock: time stands still until somebody advances it, and it knows whether anything
 * is still under way. Nothing here sleeps for real.
 */

/** Turns of the real event loop without any work, after which nothing is thought to be under way. */
const QUIET_TURNS = 3

export type Clock = {
  /** Milliseconds since the start. */
  now(): number
  /** The same moment in milliseconds since 1970. */
  time(): number
  /** It is that moment now; what is due is as far away as before. */
  setTime(time: number): void
  /** Runs `run` in so many milliseconds; gives back how to call it off. */
  after(ms: number, run: () => void): () => void
  /** Resolves in so many milliseconds; whoever sleeps is not under way. */
  sleep(ms: number): Promise<void>
  /** Starts a task, which is under way until it ends or waits for the clock, a key or a person. */
  spawn(task: () => Promise<void>): void
  /** One more thing is under way. */
  begin(): void
  /** One thing less is under way. */
  end(): void
  /** Resolves when nothing is under way. Throws what a task threw. */
  settled(): Promise<void>
  /** Goes to the next thing that is due and lets it settle; false when nothing is due. */
  step(): Promise<boolean>
  /** Lets time pass: everything that is due happens in order. */
  advance(ms: number): Promise<void>
}

type Timer = { at: number; run: () => void }

type ClockOptions = {
  /** Milliseconds since 1970 at which it starts. */
  epoch?: number
  /** Resolves when the line has no work of its own left that no webhook waits for. */
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

/** How many things are under way. */
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
    /** Resolves when nothing is. */
    idle: () => new Promise<void>((resolve) => waiting.push(resolve)),
  }
}

/** What is due, in its order; what is due at the same moment in the order in which it was added. */
function createTimers() {
  const timers: Timer[] = []
  return {
    /** Gives back how to call it off. */
    add(timer: Timer): () => void {
      let place = timers.length
      while (place > 0 && (timers[place - 1]?.at ?? 0) > timer.at) place--
      timers.splice(place, 0, timer)
      return () => {
        const index = timers.indexOf(timer)
        if (index >= 0) timers.splice(index, 1)
      }
    },
    /** The first that is due by then, which is due no more. */
    take(until: number): Timer | undefined {
      const [first] = timers
      return first && first.at <= until ? timers.shift() : undefined
    },
  }
}
