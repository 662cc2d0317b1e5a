/** What a drill has come to so far: what the person got, how long it took, and what it cost. */

import type { TraceEntry } from '../../virtual-twilio/types.ts'
import { spoken } from '../../virtual-twilio/verbs/speech.ts'
import { costOf } from '../cost.ts'
import type { PlayedLine } from '../simulated-line.ts'

export type Tally = {
  /** What the person read or heard because of what was done last; empty: nothing. */
  last: string
  /** All that they got, each with how many texts or keys it had taken by then. */
  answers: readonly { text: string; moves: number }[]
  /** Texts that the person sent, and keys that they pressed. */
  moves: number
  /** Segments of all the texts that they got. */
  segments: number
  /** Seconds that the last answer takes to say. */
  spoken: number
  /** Seconds from the beginning until somebody talked with the person, by the keys of phones. */
  reached: ReadonlyMap<string, number>
  /** Whose phones rang, by their keys. */
  rung: ReadonlySet<string>
  /** Whether the call that they placed has ended. */
  over: boolean
  /** The digits of every number that may be named, by its key. */
  numbers: ReadonlyMap<string, string>
  /** What Twilio would complain of. */
  complaints: readonly string[]
}

/** The person's own two phones, and what they hear there: notices and what others say are no answers. */
const ANSWER = /^(?:phone)?< (?!\(|")(.*)$/
const RINGS = /^< \((\w+) rings\)$/
const CONNECTED = /^(?:phone)?< \(connected with (\w+)\)$/

/** Keeps count of what happens on a line from now on. */
export function createTally(line: PlayedLine) {
  const { twilio, person } = line
  const began = twilio.now()
  let seen = twilio.trace.length
  const answers: { text: string; moves: number }[] = []
  const reached = new Map<string, number>()
  const rung = new Set<string>()
  const complaints: string[] = []
  const sums = { moves: 0, segments: 0, over: false }
  let last = ''

  return {
    now: (): Tally => ({
      ...{ ...sums, last, answers, reached, rung, complaints },
      spoken: Math.round(spoken(last) / 1000),
      numbers: numbersOf(line),
    }),

    /** Adds what came of so many texts or keys. `got`: what the player says of it. */
    add(moves: number, got: readonly string[]): void {
      const news = twilio.trace.slice(seen)
      seen = twilio.trace.length
      sums.moves += moves
      sums.segments += segmentsTo(person, news)
      sums.over ||= got.includes('< (the call is over)')
      last = named(got, ANSWER).join('\n')
      if (last !== '') answers.push({ text: last, moves: sums.moves })
      for (const key of named(got, RINGS)) rung.add(key)
      const bridged = news.findLast(({ kind }) => kind === 'bridge')
      for (const key of named(got, CONNECTED))
        if (bridged && !reached.has(key)) reached.set(key, Math.round((bridged.at - began) / 1000))
      complaints.push(...news.flatMap(complaintOf))
    },
  }
}

/** What a pattern finds first in each line that has it. */
function named(lines: readonly string[], pattern: RegExp): string[] {
  return lines.flatMap((line) => pattern.exec(line)?.[1] ?? [])
}

function segmentsTo(person: string, news: readonly TraceEntry[]): number {
  const costs = news.map((entry) =>
    entry.kind === 'message' && entry.to === person ? costOf(entry.text).segments : 0,
  )
  return costs.reduce((sum, segments) => sum + segments, 0)
}

function complaintOf(entry: TraceEntry): string[] {
  return entry.kind === 'error' || entry.kind === 'warning' ? [`${entry.code} ${entry.text}`] : []
}

function numbersOf({ phones, person }: PlayedLine): ReadonlyMap<string, string> {
  const known = Object.entries(phones()).map(([key, { number }]) => [key, number] as const)
  return new Map(
    [...known, ['phone', person] as const].map(([key, number]) => [key, digitsOf(number)]),
  )
}

/** As people dial it: the country goes without saying. */
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '')
}
