/** The report of drills, in words: what was missed, and what got better or worse. */
import type { Score } from '../../simulator/drill/score.ts'
import type { Change } from './scoreboard.ts'

/** A drill that was not played, and why. */
export type Skipped = { name: string; why: string }

export type Report = {
  version: string
  scores: readonly Score[]
  skipped: readonly Skipped[]
  /** The version that `changes` are relative to. */
  since: string | undefined
  changes: readonly Change[]
}

export function inWords({ scores, skipped, since, changes }: Report): string {
  const expected = scores.reduce((sum, score) => sum + score.expected, 0)
  const missed = scores.reduce((sum, score) => sum + score.missed.length, 0)
  return [
    ...scores.flatMap(linesOf),
    ...skipped.map(({ name, why }) => `  - ${name}: not played, ${why}`),
    '',
    `${scores.length} drills, ${expected} expectations, ${missed} missed`,
    ...(since ? [`since ${since}: ${changes.length === 0 ? 'nothing changed' : ''}`.trim()] : []),
    ...changes.map(({ drill, how, why }) => `  ${how}: ${drill} (${why})`),
  ].join('\n')
}

function linesOf({ name, title, missed, measures }: Score): string[] {
  const { moves, segments, seconds } = measures
  const costs = [
    `${moves} ${moves === 1 ? 'move' : 'moves'}`,
    ...(segments > 0 ? [`${segments} segments`] : []),
    ...(seconds === undefined ? [] : [`a person in ${seconds} s`]),
  ]
  return [
    `${missed.length === 0 ? 'ok' : 'NO'}  ${name}: ${title} (${costs.join(', ')})`,
    ...missed.map(({ line, source, wrong }) => `      ${name}.txt:${line} ${source}: ${wrong}`),
  ]
}
