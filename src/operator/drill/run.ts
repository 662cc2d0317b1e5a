/** Plays drills, each with its own person, and reports the results. */
import { join } from 'node:path'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import { versionOf } from '../../content/version.ts'
import { fictionalNumbers } from '../../phones/fictional.ts'
import { drillTokens } from '../../server/drills.ts'
import { ScriptError } from '../../simulator/drill/action.ts'
import { readDrill, readDrills } from '../../simulator/drill/files.ts'
import { type Score, scoreDrill } from '../../simulator/drill/score.ts'
import type { Script } from '../../simulator/drill/script.ts'
import { createFarLine, onlySimulated } from '../../simulator/far-line.ts'
import { createSimulatedLine, type PlayedLine } from '../../simulator/simulated-line.ts'
import { today, wrongOption } from '../content.ts'
import type { Report, Skipped } from './report.ts'
import { changesSince, readScoreboard, withScores, writeScoreboard } from './scoreboard.ts'

/** The line that a drill is played on; `failed` says why it stopped responding. */
type Played = { line: PlayedLine; failed?: (() => Error | undefined) | undefined }

/**
 * Where drills are played: provides a line for each, or the reason why one cannot be played there.
 */
export type Stage = { version: string; lineFor(script: Script): Played | { why: string } }

/** Time limit for asking a line for its content version, in milliseconds. */
const PATIENCE_MS = 5_000

const UNPLAYED =
  'Give the address of a line that runs, and the DRILL_TOKEN, TWILIO_AUTH_TOKEN and PUBLIC_URL that it has'

/** A new simulated line for each drill. */
export function simulatedStage(root: string, content: Content): Stage {
  return {
    version: versionOf(root),
    lineFor: () => ({ line: createSimulatedLine({ content, fallback: true }) }),
  }
}

/** A running line at an address, with its settings. Each drill uses its own phone number. */
export async function farStage(config: Config, content: Content, at: string): Promise<Stage> {
  if (!/^https?:/.test(at) || !URL.canParse(at))
    throw wrongOption('--against', `${at} is no address`, 'Write it as https://line.example.org')
  const { accountSid, authTokens, lineNumber, publicUrl } = config
  const [token = ''] = drillTokens(config)
  const line = { content, at, token, accountSid, authToken: authTokens[0], lineNumber, publicUrl }
  const nextPerson = fictionalNumbers()
  return {
    version: await versionAt(at),
    lineFor(script) {
      const why = onlySimulated(script, content)
      return why ? { why } : createFarLine({ ...line, person: nextPerson() })
    },
  }
}

const Ready = z.object({ content: z.object({ version: z.string() }) })

/** The content version that a line reports, or else its address. */
async function versionAt(at: string): Promise<string> {
  const { host } = new URL(at)
  try {
    const answer = await fetch(`${at.replace(/\/+$/, '')}/readyz`, {
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    return Ready.parse(await answer.json()).content.version
  } catch {
    return `at ${host}`
  }
}

/** The given files, or all of drills/. */
export function chosenDrills(root: string, files: readonly string[]): Script[] {
  return readable(() =>
    files.length > 0 ? files.map((file) => readDrill(file)) : readDrills(join(root, 'drills')),
  )
}

/** `scores` is the scoreboard's file, which is updated. */
export async function runDrills(
  scripts: readonly Script[],
  stage: Stage,
  scores: string | undefined,
): Promise<Report> {
  const played: Score[] = []
  const skipped: Skipped[] = []
  for (const script of scripts) {
    const found = stage.lineFor(script)
    if ('why' in found) skipped.push({ name: script.name, why: found.why })
    else played.push(await scored(script, found))
  }
  const { version } = stage
  const board = scores === undefined ? [] : readScoreboard(scores)
  if (scores !== undefined)
    writeScoreboard(scores, withScores(board, { version, day: today() }, played))
  return { version, scores: played, skipped, ...changesSince(board, version, played) }
}

async function scored(script: Script, { line, failed }: Played): Promise<Score> {
  const stopped = () => {
    const reason = failed?.()
    if (reason) throw wrongOption('--against', `${script.name}: ${reason.message}`, UNPLAYED)
  }
  const score = await scoreDrill(script, line).catch((error: unknown) => {
    stopped()
    throw error instanceof ScriptError ? unreadable(error) : error
  })
  stopped()
  return score
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
  const remedy = 'Correct the name of the file, or the line in it: docs/simulator.md has every form'
  return wrongOption('drill', message, remedy)
}
