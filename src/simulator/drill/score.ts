/** The score of a drill: which expectations were met, and what the conversation took. */

import type { PlayedLine } from '../simulated-line.ts'
import { ScriptError } from './action.ts'
import { ExpectationError } from './expectation.ts'
import { createPlayer } from './play.ts'
import type { Script, ScriptLine } from './script.ts'
import { createTally, type Tally } from './tally.ts'

/** A line of the script as written, and what is wrong. */
export type Missed = { line: number; source: string; wrong: string }

export type Score = {
  name: string
  title: string
  /** Number of expectations. */
  expected: number
  missed: readonly Missed[]
  /** For comparing versions of the line. */
  measures: Measures
}

/**
 * For the person: texts and keys sent, segments received, and seconds until they talked to
 * somebody.
 */
export type Measures = { moves: number; segments: number; seconds: number | undefined }

/** Plays a drill on its own line. Throws ScriptError, with the place, if it cannot be played. */
export async function scoreDrill(script: Script, line: PlayedLine): Promise<Score> {
  const player = createPlayer(line)
  const tally = createTally(line)
  const missed: Missed[] = []
  let expected = 0
  for (const [at, step] of script.lines.entries()) {
    const place = `${script.name}.txt:${at + 1}`
    await inPlace(place, async () => {
      if (step.type === 'expects') {
        expected += 1
        const wrong = step.expectation(tally.now())
        if (wrong) missed.push({ line: at + 1, source: step.source, wrong })
      } else tally.add(movesOf(step), await player.play(step))
    })
  }
  const end = tally.now()
  for (const wrong of end.complaints)
    missed.push({ line: script.lines.length, source: 'Twilio complains of nothing', wrong })
  return { name: script.name, title: script.title, expected, missed, measures: measuresOf(end) }
}

function measuresOf({ moves, segments, reached }: Tally): Measures {
  const [seconds] = Array.from(reached.values()).toSorted((one, other) => one - other)
  return { moves, segments, seconds }
}

function movesOf(step: ScriptLine): number {
  if (step.type !== 'person') return 0
  if (step.action.type === 'text') return 1
  return step.action.type === 'press' ? step.action.keys.length : 0
}

async function inPlace(place: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    if (error instanceof ScriptError || error instanceof ExpectationError)
      throw new ScriptError(`${place}: ${error.message}`)
    throw error
  }
}
