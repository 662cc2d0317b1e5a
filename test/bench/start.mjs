/** Starts: how long from spawn to listening, how much memory then, and after many turns. */
import { setTimeout as sleep } from 'node:timers/promises'
import { cpuOf, rssOf } from './meters.mjs'
import { loadServer } from './rounds.mjs'
import { medianOf, spread } from './statistics.mjs'
import { table } from './table.mjs'

/** Memory is read when a process has done nothing for this long, so that nothing more is being loaded. */
const SETTLED_MS = 500
const SETTLED_TRIES = 20
const GROWTH_TURNS = 30_000

/** Starts each server so many times, in turn. */
export async function measureStarts(lab, { rounds }) {
  const names = ['bare', 'line', 'obvious', 'express']
  const results = Object.fromEntries(names.map((name) => [name, []]))
  for (let round = 0; round <= rounds; round++)
    for (const name of names) {
      const server = await lab.start(name)
      await settled(server)
      if (round > 0) results[name].push({ ms: server.startedIn, rss: rssOf(server.pid) })
      await lab.stop(server)
    }
  table(
    'from spawn to listening',
    ['', 'ms', 'memory MiB'],
    names.map((name) => [
      name,
      spread(
        results[name].map(({ ms }) => ms),
        0,
      ),
      medianOf(results[name], ({ rss }) => rss).toFixed(0),
    ]),
  )
  return results
}

/** The line's memory after 30k turns, and after as many again. */
export async function measureGrowth(lab) {
  const server = await lab.start('line')
  const readings = []
  for (let half = 0; half < 2; half++) {
    await loadServer(lab, server, 'sms', { requests: GROWTH_TURNS })
    await settled(server)
    readings.push(rssOf(server.pid))
  }
  await lab.stop(server)
  const [before, after] = readings
  console.log(
    `\nmemory after 30k turns ${before.toFixed(0)} MiB, after 60k ${after.toFixed(0)} MiB`,
  )
  return after / before
}

async function settled({ pid }, tries = SETTLED_TRIES) {
  const before = cpuOf(pid)
  await sleep(SETTLED_MS)
  if (cpuOf(pid) > before && tries > 1) await settled({ pid }, tries - 1)
}
