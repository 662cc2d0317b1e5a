/** The scoreboard: the results of drills for successive content versions, in a small JSON file. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { z } from 'zod'
import type { Score } from '../../simulator/drill/score.ts'
import { wrongOption } from '../content.ts'

const Result = z.strictObject({
  met: z.int(),
  expected: z.int(),
  moves: z.int(),
  segments: z.int(),
  seconds: z.int().optional(),
})
type Result = z.infer<typeof Result>

const Scoreboard = z.array(
  z.strictObject({ version: z.string(), day: z.string(), drills: z.record(z.string(), Result) }),
)
/** Oldest first. */
export type Scoreboard = z.infer<typeof Scoreboard>

/** A drill whose result has changed; `why` says what it was and what it is. */
export type Change = { drill: string; how: 'better' | 'worse'; why: string }

/** Number of versions remembered. */
const MOST = 50

export function readScoreboard(file: string): Scoreboard {
  if (!existsSync(file)) return []
  try {
    return Scoreboard.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    throw wrongOption('--scores', `${file} is no scoreboard`, 'Name another file, or remove it')
  }
}

export function writeScoreboard(file: string, board: Scoreboard): void {
  writeFileSync(file, `${JSON.stringify(board, null, 1)}\n`)
}

/** The board with these scores as the version's latest results. */
export function withScores(
  board: Scoreboard,
  { version, day }: { version: string; day: string },
  scores: readonly Score[],
): Scoreboard {
  const drills = Object.fromEntries(scores.map((score) => [score.name, resultOf(score)]))
  const others = board.filter((entry) => entry.version !== version)
  return [...others, { version, day, drills }].slice(-MOST)
}

/** Changes since the previous version; new drills do not count. */
export function changesSince(
  board: Scoreboard,
  version: string,
  scores: readonly Score[],
): { since: string | undefined; changes: Change[] } {
  const before = board.findLast((entry) => entry.version !== version)
  const changes = scores.flatMap((score) => {
    const was = before?.drills[score.name]
    return was ? changeOf(score.name, was, resultOf(score)) : []
  })
  return { since: before?.version, changes }
}

function resultOf({ expected, missed, measures }: Score): Result {
  const { moves, segments, seconds } = measures
  const met = Math.max(0, expected - missed.length)
  return { met, expected, moves, segments, ...(seconds !== undefined && { seconds }) }
}

/** Expectations met outweigh costs. */
function changeOf(drill: string, was: Result, is: Result): Change[] {
  const share = ({ met, expected }: Result) => (expected === 0 ? 1 : met / expected)
  if (share(is) !== share(was)) {
    const why = `${was.met} of ${was.expected} met, now ${is.met} of ${is.expected}`
    return [{ drill, how: share(is) > share(was) ? 'better' : 'worse', why }]
  }
  const costs = (['moves', 'segments', 'seconds'] as const).flatMap((what) => {
    const [before, now] = [was[what], is[what]]
    return before === undefined || now === undefined || before === now
      ? []
      : [{ worse: now > before, why: `${before} ${what}, now ${now}` }]
  })
  if (costs.length === 0) return []
  const how = costs.some(({ worse }) => worse) ? 'worse' : 'better'
  return [{ drill, how, why: costs.map(({ why }) => why).join('; ') }]
}
