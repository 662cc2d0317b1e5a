/** The tally of a drill so far: what the person got, how long it took, and what it cost. */

import type { TraceEntry } from '../../virtual-twilio/types.ts'
import { spoken } from '../../virtual-twilio/verbs/speech.ts'
import { costOf } from '../cost.ts'
import type { PlayedLine } from '../simulated-line.ts'

export type Tally = {
  /** What the person read or heard in response to the last action; empty if nothing. */
  last: string
  /** All responses, each with the number of texts or keys sent by then. */
  answers: readonly { text: string; moves: number }[]
  /** Texts sent and keys pressed by the person. */
  moves: number
  /** Segments of all texts received. */
  segments: number
  /** Seconds that the last answer takes to speak. */
  spoken: number
  /** Seconds from the start until somebody talked to the person, by phone key. */
  reached: ReadonlyMap<string, number>
  /** The keys of the phones that rang. */
  rung: ReadonlySet<string>
  /** Whether the call they placed has ended. */
  over: boolean
  /** The digits of every number that a script may name, by key. */
  numbers: ReadonlyMap<string, string>
  /** Twilio's errors and warnings. */
  complaints: readonly string[]
}

/**
 * What the line says on the person's phone; notices, and what other people say, are not answers.
 */
const ANSWER = /^(?:phone)?< (?!\(|")(.*)$/
const RINGS = /^< \((\w+) rings\)$/
const CONNECTED = /^(?:phone)?< \(connected with (\w+)\)$/

/** Counts what happens on a line from now on. */
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

    /** Adds the result of `moves` texts or keys. `got` is what the player returned. */
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

/** The first capture of a pattern, for each line that matches. */
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

/** As people dial it, without the country code. */
function digitsOf(number: string): string {
  return number.replaceAll(/\D/g, '').replace(/^1(?=\d{10}$)/, '')
}
