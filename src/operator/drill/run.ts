/** Plays drills, each with a person of its own, and says what they came to. */
import { join } from 'node:path'
import type { Content } from '../../content/load.ts'
import { hashOfAll, textsBelow } from '../../content/read/texts.ts'
import { ScriptError } from '../../simulator/drill/action.ts'
import { readDrill, readDrills } from '../../simulator/drill/files.ts'
import { type Score, scoreDrill } from '../../simulator/drill/score.ts'
import type { Script } from '../../simulator/drill/script.ts'
import { createSimulatedLine, type PlayedLine } from '../../simulator/simulated-line.ts'
import { today, wrongOption } from '../content.ts'
import type { Report, Skipped } from './report.ts'
import { changesSince, readScoreboard, withScores, writeScoreboard } from './scoreboard.ts'

/** Where drills are played: a line for each, or why one can not be played there. */
export type Stage = {
  version: string
  lineFor(script: Script): PlayedLine | { why: string }
}

/** Letters of a version's hash. */
const SHORT = 12

/** The simulated line, anew for each drill. */
export function simulatedStage(root: string, content: Content): Stage {
  return {
    version: hashOfAll(textsBelow(root)).slice(0, SHORT),
    lineFor: () => createSimulatedLine({ content, fallback: true }),
  }
}

/** Those files, or all of drills/. */
export function chosenDrills(root: string, files: readonly string[]): Script[] {
  return readable(() =>
    files.length > 0 ? files.map((file) => readDrill(file)) : readDrills(join(root, 'drills')),
  )
}

/** `scores`: the file of the scoreboard, which is brought up to date. */
export async function runDrills(
  scripts: readonly Script[],
  stage: Stage,
  scores: string | undefined,
): Promise<Report> {
  const played: Score[] = []
  const skipped: Skipped[] = []
  for (const script of scripts) {
    const line = stage.lineFor(script)
    if ('why' in line) skipped.push({ name: script.name, why: line.why })
    else played.push(await scored(script, line))
  }
  const { version } = stage
  const board = scores === undefined ? [] : readScoreboard(scores)
  if (scores !== undefined)
    writeScoreboard(scores, withScores(board, { version, day: today() }, played))
  return { version, scores: played, skipped, ...changesSince(board, version, played) }
}

async function scored(script: Script, line: PlayedLine): Promise<Score> {
  try {
    return await scoreDrill(script, line)
  } catch (error) {
    throw error instanceof ScriptError ? unreadable(error) : error
  }
}

function readable<Value>(read: () => Value): Value {
  try {
    return read()
  } catch (error) {
    throw error instanceof ScriptError ? unreadable(error) : error
  }
}

/** The message names file and line. */
function unreadable({ message }: ScriptError) {
  return wrongOption('drill', message, 'Correct the line: docs/simulator.md has every form')
}
