/** The terminal phone: texts or calls the simulated line from a prompt, or plays a drill. */
import { clearLine, createInterface, moveCursor } from 'node:readline'
import type { Content } from '../content/load.ts'
import { costOf } from './cost.ts'
import { type Channel, ScriptError } from './drill/action.ts'
import { readDrill } from './drill/files.ts'
import { createPlayer } from './drill/play.ts'
import { parseLine } from './drill/script.ts'
import { createSimulatedLine, type SimulatedLine } from './simulated-line.ts'
import { standing, storedOf } from './stored.ts'

/** The streams for typing and showing. */
export type Terminal = {
  input: NodeJS.ReadableStream & { isTTY?: boolean }
  output: NodeJS.WritableStream
}

const help = {
  sms: 'Text the line; an empty line ends.',
  voice: 'Press keys 0-9 * #; (hangs up), (silence), hotline> (is busy); an empty line ends.',
}
const HELP =
  'All that can be done is in docs/simulator.md; what is shown can be pasted as a script.'

/** Runs until an empty line or the end of the input. */
export async function chat(
  content: Content,
  channel: Channel,
  { input, output }: Terminal = { input: process.stdin, output: process.stdout },
): Promise<void> {
  const play = createPlay(content, channel, output)
  output.write(`# ${help[channel]}\n# ${HELP}\n`)
  if (channel === 'voice') await play('> (calls)')
  const prompt = input.isTTY ? '> ' : ''
  const lines = createInterface({ input, output, prompt, terminal: input.isTTY === true })
  let ended = false
  lines.once('close', () => {
    ended = true
  })
  lines.prompt()
  for await (const typed of lines) {
    if (typed.trim() === '') break
    // what was typed is reprinted as a line of a script
    if (input.isTTY) {
      moveCursor(output, 0, -1)
      clearLine(output, 0)
    }
    await play(scripted(typed))
    // Node 24 throws if the interface is already closed
    if (!ended) lines.prompt()
  }
  lines.close()
}

/**
 * Plays a drill and shows what everybody gets; false if a part of it cannot be parsed or played.
 */
export async function playDrill(
  content: Content,
  file: string,
  output: Terminal['output'] = process.stdout,
): Promise<boolean> {
  try {
    const { channel, lines } = readDrill(file)
    const play = createPlay(content, channel, output)
    let whole = true
    for (const { source, type } of lines) if (type !== 'got') whole = (await play(source)) && whole
    return whole
  } catch (error) {
    if (!(error instanceof ScriptError)) throw error
    output.write(`# ${error.message}\n`)
    return false
  }
}

/** What was typed, as a line of a script: without a marker, the person texts or presses it. */
function scripted(typed: string): string {
  return /^(\w*> ?|\w*< |[*#!] )/.test(typed) ? typed : `> ${typed}`
}

/**
 * Creates a line, and returns a function that plays one script line on it, prints the result, and
 * returns whether it could.
 */
function createPlay(
  content: Content,
  channel: Channel,
  output: Terminal['output'],
): (source: string) => Promise<boolean> {
  const line = createSimulatedLine({ content, fallback: true })
  const player = createPlayer(line)

  return async function play(source) {
    const before = { trace: line.twilio.trace.length, events: line.events.length }
    try {
      const got = await player.play(parseLine(source, channel))
      const shown = [source, ...got, ...(await stateSince(line, channel, before))]
      output.write(`${shown.join('\n')}\n`)
      return true
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error
      output.write(`# ${source}: ${error.message}\n`)
      return false
    }
  }
}

/**
 * After a turn: the cost of new texts, where the conversation is, its language, and the outcome.
 */
async function stateSince(
  line: SimulatedLine,
  channel: Channel,
  before: { trace: number; events: number },
): Promise<string[]> {
  const turn = line.events.slice(before.events).findLast(({ event }) => event === 'turn')
  if (turn?.event !== 'turn') return []
  const texts = line.twilio.trace
    .slice(before.trace)
    .flatMap((entry) => (entry.kind === 'message' ? [costOf(entry.text)] : []))
  const costs = texts.map(({ segments, encoding }) => `${count(segments)} ${encoding}`)
  const stands = standing(await storedOf(line), channel)
  const unstored = turn.from === 'carry' ? 'carried' : 'nothing stored'
  const where = stands ? [stands.node, stands.language] : [unstored]
  return [`# ${[...costs, ...where, turn.outcome].join(' · ')}`]
}

function count(segments: number): string {
  return segments === 1 ? '1 segment' : `${segments} segments`
}
