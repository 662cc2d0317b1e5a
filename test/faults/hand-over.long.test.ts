/** Three processes, one conversation after the other among them, while what keeps them changes hands: nothing is lost, and nothing doubled. */
import { setTimeout as sleep } from 'node:timers/promises'
import { beforeAll, expect, test, vi } from 'vitest'
import { type Expected, startCrowd } from './crowd.ts'
import { type Lab, type LabOptions, openLab } from './lab.ts'
import { expectedWords } from './measure.ts'

/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 240_000 })
const SOON = { timeout: 60_000, interval: 200 }

let expected: Expected
beforeAll(async () => {
  expected = await expectedWords()
})

/** Lets people text and call all the time; each request goes to the next of three processes, some come twice. */
async function whilePeopleTalk(options: LabOptions, happens: (lab: Lab) => Promise<void>) {
  const lab = await openLab({ ...options, processes: 3 })
  try {
    const crowd = startCrowd({ deliver: lab.deliver, expected, people: 8, losesCookies: false })
    await sleep(2_000)
    await happens(lab)
    const sofar = crowd.answers.length
    // it goes on afterwards
    await expect.poll(() => crowd.answers.length, SOON).toBeGreaterThan(sofar + 50)
    await crowd.stop()
    return { answers: crowd.answers, ...crowd.twice(), carried: await lab.carried() }
  } finally {
    await lab.close()
  }
}

type Talk = Awaited<ReturnType<typeof whilePeopleTalk>>

function expectNobodyLost({ answers, again, doubled, carried }: Talk): void {
  const count = (verdict: string) => answers.filter((each) => each.verdict === verdict).length
  console.info(`${answers.length} answers, ${again} came twice, ${carried} from the carry`)
  expect(answers.length).toBeGreaterThan(100)
  expect(again).toBeGreaterThan(10)
  // without it nothing was broken
  expect(carried).toBeGreaterThan(0)
  expect(count('lost')).toBe(0)
  expect(count('astray')).toBe(0)
  expect(doubled).toBe(0)
  // on a busy machine the last guard may have to answer now and then
  expect(count('safe')).toBeLessThan(answers.length / 50)
}

test('on a cluster of three masters and three replicas slots move, and a master is killed', async () => {
  const talk = await whilePeopleTalk({ kind: 'cluster' }, async ({ cluster }) => {
    const [first, second, third] = cluster.masters
    if (!first || !second || !third) throw new Error('three masters are needed')
    await cluster.migrate(first, second, 1_000)
    await third.kill()
    await sleep(500)
    // once its replica has taken over, slots can move again
    await cluster.migrate(second, first, 500)
  })
  expectNobodyLost(talk)
})

test('where sentinels watch, the master is killed, and its replica takes over', async () => {
  const talk = await whilePeopleTalk({ kind: 'sentinel' }, async ({ sentinels }) => {
    await sentinels.master.kill()
    const role = async () => (await sentinels.replica.client().role())[0]
    await expect.poll(role, SOON).toBe('master')
  })
  expectNobodyLost(talk)
})
