/** Measures a fault: a crowd before, during and after it, and the verdicts on their answers. */
import { setTimeout as sleep } from 'node:timers/promises'
import { startCallers } from './callers.ts'
import { type Answer, type Expected, expectedOf, startCrowd, type Verdict } from './crowd.ts'
import type { Fault } from './faults.ts'
import { openLab } from './lab.ts'

export type Figures = {
  name: string
  /** Steps taken during the fault that had their cookie, if any. */
  asked: number
  verdicts: Record<Verdict, number>
  /** Turns that continued from what the provider returned, at any time. */
  carried: number
  /** Verdicts on steps whose cookie was lost or old, at any time. */
  withoutCookie: Record<Verdict, number>
  /** Requests delivered twice, and those answered differently the second time. */
  again: number
  doubled: number
  /** The slowest answer, in milliseconds. */
  slowest: number
  /** Milliseconds from the end of the fault until every answer was right again. */
  rightAfter: number
  /** Answers that were lost before or after it. */
  lostElsewhere: number
}

export type Lengths = {
  people?: number
  /** Milliseconds that one of them thinks between two steps, at most. */
  think?: number
  /** The line's processes, unless the fault says how many. */
  processes?: number
  before?: number
  lasts?: number
  after?: number
}

/** Milliseconds until processes started together know each other's keys, and that a fault lasts. */
const BEFORE = 8_000
const LASTS = 5_000

/** Measures one fault. `expected` comes from `expectedWords`. */
export async function measure(
  fault: Fault,
  expected: Expected,
  lengths: Lengths = {},
): Promise<Figures> {
  const { people, think, processes, before = BEFORE, after = 7_000 } = lengths
  fault.before?.()
  const lab = await openLab({ ...(processes && { processes }), ...fault.lab })
  try {
    const common = { deliver: lab.deliver, ...(people && { people }), ...(think && { think }) }
    const crowd = fault.callers ? startCallers(common) : startCrowd({ ...common, expected })
    await sleep(before)
    const begun = crowd.now()
    await fault.begin?.(lab)
    await sleep(fault.lasts ?? lengths.lasts ?? LASTS)
    const ended = crowd.now()
    await fault.end?.(lab)
    await sleep(after)
    await crowd.stop()
    const carried = await lab.carried()
    return {
      name: fault.name,
      carried,
      ...figuresOf(crowd.answers, begun, ended),
      ...crowd.twice(),
    }
  } finally {
    await lab.close()
  }
}

/** What the line says without faults. */
export async function expectedWords(): Promise<Expected> {
  const lab = await openLab({ kind: 'memory' })
  try {
    return await expectedOf(lab.deliver)
  } finally {
    await lab.close()
  }
}

function figuresOf(all: readonly Answer[], begun: number, ended: number) {
  const brought = all.filter(({ cookie }) => cookie === 'brought')
  const during = brought.filter(({ at, ms }) => at + ms >= begun && at <= ended)
  const elsewhere = brought.filter((answer) => !during.includes(answer))
  const wrong = brought.filter(({ at, verdict }) => at > ended && verdict !== 'right')
  const last = wrong.at(-1)
  return {
    asked: during.length,
    verdicts: tally(during),
    withoutCookie: tally(all.filter(({ cookie }) => cookie !== 'brought')),
    slowest: Math.round(Math.max(0, ...all.map(({ ms }) => ms))),
    rightAfter: last ? Math.round(last.at + last.ms - ended) : 0,
    lostElsewhere: tally(elsewhere).lost,
  }
}

function tally(answers: readonly Answer[]): Record<Verdict, number> {
  const count = (wanted: Verdict) => answers.filter(({ verdict }) => verdict === wanted).length
  return {
    right: count('right'),
    safe: count('safe'),
    astray: count('astray'),
    lost: count('lost'),
  }
}
