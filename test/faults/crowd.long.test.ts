/** Two thousand people at once, by text and by call, for as long as one likes: all are answered rightly, and nothing grows. */
import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { times } from '../walk.ts'
import { startCrowd } from './crowd.ts'
import { openLab } from './lab.ts'
import { expectedWords } from './measure.ts'

const PEOPLE = 2_000
/** Milliseconds that a person thinks, at most: some thirty turns a second come of it. */
const THINK_MS = 120_000
/** Until the third part is over caches fill and code is compiled; what grows after it goes on growing. */
const PART_MS = times(20_000)

test(`${PEOPLE} people at once are all answered, and memory stays flat`, async (context) => {
  const expected = await expectedWords()
  const lab = await openLab({ kind: 'redis', processes: 2 })
  context.onTestFinished(() => lab.close())
  const crowd = startCrowd({ deliver: lab.deliver, expected, people: PEOPLE, think: THINK_MS })
  await sleep(PART_MS)
  const warm = memoryOf(lab.servers.map(({ child }) => child.pid))
  await sleep(2 * PART_MS)
  const grown = memoryOf(lab.servers.map(({ child }) => child.pid)) - warm
  await crowd.stop()

  const brought = crowd.answers.filter(({ cookie }) => cookie === 'brought')
  const slowest = Math.round(Math.max(...brought.map(({ ms }) => ms)))
  console.info(
    `soak: ${PEOPLE} people, ${brought.length} turns, slowest ${slowest} ms, ${grown} MB grown`,
  )
  expect(brought.length).toBeGreaterThan(PEOPLE / 2)
  const unanswered = brought.filter(({ verdict }) => verdict === 'lost' || verdict === 'astray')
  expect(unanswered.map(({ verdict, lost, ms }) => `${verdict} ${lost} ${ms | 0} ms`)).toEqual([])
  // on a busy machine the last guard may have to answer now and then
  expect(brought.filter(({ verdict }) => verdict === 'safe').length).toBeLessThan(
    brought.length / 100,
  )
  expect(crowd.twice().doubled).toBe(0)
  expect(grown).toBeLessThan(100)
})

/** Megabytes that processes have in memory. */
function memoryOf(pids: readonly (number | undefined)[]): number {
  const shown = execFileSync('ps', ['-o', 'rss=', '-p', pids.join()], { encoding: 'utf8' })
  const kilobytes = shown.trim().split('\n').map(Number)
  return Math.round(kilobytes.reduce((sum, each) => sum + each, 0) / 1024)
}
