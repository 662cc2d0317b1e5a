/**
 * The benchmark: measures the line beside its peers and holds it against the goals. About 5 minutes.
 *
 *   npm run bench -- [--rounds 7] [--conns 100] [--rate 500] [--slice 0.7] [--only turns,waiting,...]
 *   npm run bench -- --quick        round trips, turns and starts, roughly, in less than a minute
 *
 * A missed goal is only said; a wrong answer ends the run with 1.
 */
import { parseArgs } from 'node:util'
import { measureCostly } from './costly.mjs'
import { goals } from './goals.mjs'
import { openLab } from './lab.mjs'
import { measureCrowd, measureSessions } from './memory.mjs'
import { measureParts } from './parts.mjs'
import { faults } from './rounds.mjs'
import { measureGrowth, measureStarts } from './start.mjs'
import { table } from './table.mjs'
import {
  measureQuestions,
  measureRoundTrips,
  measureScale,
  measureTurns,
  measureWaiting,
} from './turns.mjs'

const QUICK = { rounds: '2', slice: '0.3', only: 'oneByOne,turns,starts' }

const { values: given } = parseArgs({
  options: {
    quick: { type: 'boolean' },
    rounds: { type: 'string' },
    conns: { type: 'string', default: '100' },
    rate: { type: 'string', default: '500' },
    slice: { type: 'string' },
    only: { type: 'string' },
  },
})
const values = { rounds: '7', slice: '0.7', ...(given.quick && QUICK), ...given }
const rounds = Number(values.rounds)
const connections = Number(values.conns)
const rate = Number(values.rate)
const seconds = Number(values.slice)

/** In this order. Each one prints its own table. */
const measurements = {
  parts: () => measureParts(),
  oneByOne: (lab) => measureRoundTrips(lab),
  turns: (lab) => measureTurns(lab, { rounds, seconds, connections }),
  questions: (lab) => measureQuestions(lab, { rounds, seconds, connections }),
  waiting: (lab) => measureWaiting(lab, { rounds, seconds, rate }),
  scale: (lab) => measureScale(lab, { rounds, seconds, connections }),
  starts: (lab) => measureStarts(lab, { rounds }),
  growth: (lab) => measureGrowth(lab),
  sessions: (lab) => measureSessions(lab),
  crowd: (lab) => measureCrowd(lab, { rounds, seconds }),
  costly: (lab) => measureCostly(lab, { rounds, rate: rate / 5 }),
}

const started = performance.now()
const chosen = values.only?.split(',') ?? Object.keys(measurements)
const figures = {}
const lab = await openLab()
try {
  for (const name of chosen) figures[name] = await measurements[name](lab)
} finally {
  lab.close()
}

table('goals', ['', 'measured', 'figure', 'goal', ''], goals(figures))
console.log(`\n${Math.round((performance.now() - started) / 1000)} s`)

for (const { server, channel, wrong, sample } of faults)
  console.error(
    `\n${wrong} wrong answers of ${server}, ${channel}; the first one ${sample.slice(0, 700)}`,
  )
process.exit(faults.length > 0 ? 1 : 0)
