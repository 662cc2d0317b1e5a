/**
 * How far random tests walk. `npm test` walks once as far as each test says, `npm run test:unit` a part
 * of it, `npm run test:full` many times as far. A walk tells its seed: SEED=… walks it again, and `npm test`
 * always has the same one.
 */

/** How many times as far as `npm test`. */
export const FURTHER = Number(process.env.WALK ?? 1)

/** What fast-check needs to know, and a line that says it. */
export function walk(name: string, runs: number): { seed: number; numRuns: number } {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  const numRuns = times(runs)
  console.info(`${name}: SEED=${seed}, ${numRuns} runs`)
  return { seed, numRuns }
}

/** A count that goes with how far is walked. */
export function times(count: number): number {
  return Math.ceil(count * FURTHER)
}

/** As large a part of a list as is walked; all of it in `npm test`. */
export function partOf<Each>(all: Iterable<Each>): Each[] {
  const step = Math.max(1, Math.round(1 / FURTHER))
  return Array.from(all).filter((_, at) => at % step === 0)
}
