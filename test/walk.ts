/**
 * How far randomized tests go. `npm test` goes as far as each test says, `npm run test:unit` a part
 * of that, `npm run test:full` many times as far. Each prints its seed: SEED=… repeats it, and `npm
 * test` always uses the same one.
 */

/** A multiple of how far `npm test` goes. */
export const FURTHER = Number(process.env.WALK ?? 1)

/** The parameters for fast-check, which are also printed. */
export function walk(name: string, runs: number): { seed: number; numRuns: number } {
  const seed = Number(process.env.SEED ?? Date.now() % 2 ** 31)
  const numRuns = times(runs)
  console.info(`${name}: SEED=${seed}, ${numRuns} runs`)
  return { seed, numRuns }
}

/** A count scaled by how far tests go. */
export function times(count: number): number {
  return Math.ceil(count * FURTHER)
}

/** The part of a list that is tested; all of it in `npm test`. */
export function partOf<Each>(all: Iterable<Each>): Each[] {
  const step = Math.max(1, Math.round(1 / FURTHER))
  return Array.from(all).filter((_, at) => at % step === 0)
}
