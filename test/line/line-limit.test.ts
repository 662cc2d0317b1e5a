/** The limits of the whole line: kept by all processes together, and by each alone while the store is away. */
import { expect, test } from 'vitest'
import { createLineLimit } from '../../src/line/line-limit.ts'
import { tryWithStore } from '../../src/line/without-store.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type Store, StoreError } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'

const SECRET = 'a session secret of more than 32 characters'

/** So many processes on one store, whose time and being there are in the test's hands. */
function processes(count: number, most: number, seconds = 60) {
  let ms = 0
  let away = false
  let commands = 0
  const kept = memoryStore({ now: () => ms })
  const whenThere = async <Value>(work: () => Promise<Value>) => {
    commands += 1
    if (away) throw new StoreError('unavailable')
    return work()
  }
  const store: Store = {
    ...kept,
    get: (key) => whenThere(() => kept.get(key)),
    exchange: (...change) => whenThere(() => kept.exchange(...change)),
  }
  const limits = Array.from({ length: count }, () => {
    const background = {
      now: () => ms,
      ticks: () => ms,
      run: (work: Promise<unknown>) => void work,
      later: () => {},
    }
    const deps = {
      vault: createVault(store, [SECRET]),
      background,
      tryWithStore: tryWithStore(() => {}),
    }
    return createLineLimit(deps, { name: 'texts', most, seconds })
  })
  return {
    limits,
    pass: (by: number) => {
      ms += by * 1000
    },
    setAway: (is: boolean) => {
      away = is
    },
    commands: () => commands,
    /** So many ask, one process after another, and as many as pass are counted. */
    async asked(times: number, settle = true) {
      let passed = 0
      for (let time = 0; time < times; time++) {
        if (limits[time % count]?.take()) passed += 1
        // what is asked of the store comes back between two requests, and not within one
        if (settle) await new Promise((go) => setImmediate(go))
      }
      return passed
    },
  }
}

test('one process lets exactly so many through in a minute, and as many in the next', async () => {
  const { asked, pass } = processes(1, 30)
  expect(await asked(100)).toBe(30)
  pass(59)
  expect(await asked(100)).toBe(0)
  pass(1)
  expect(await asked(100)).toBe(30)
})

test('all at once they are let through as well, up to the limit', async () => {
  const { asked } = processes(1, 30)
  expect(await asked(100, false)).toBe(30)
})

test.each([
  [30, 4],
  [600, 60],
])('three processes let %i through together, but for a share of each', async (most, shares) => {
  const { asked, pass } = processes(3, most)
  const first = await asked(most * 3)
  expect(first).toBeGreaterThanOrEqual(most - shares)
  expect(first).toBeLessThanOrEqual(most + shares)
  pass(61)
  expect(await asked(most * 3)).toBeGreaterThanOrEqual(most - shares)
})

test('a process that came later is let through no more than is left', async () => {
  const { limits, asked } = processes(2, 40)
  for (let times = 0; times < 40; times++) {
    limits[0]?.take()
    await new Promise((go) => setImmediate(go))
  }
  // the first one is decided before it can know better
  expect(await asked(20)).toBeLessThanOrEqual(2)
})

test('while the store is away each process has the limit for itself, and asks once a second', async () => {
  const { asked, pass, setAway, commands } = processes(2, 30)
  setAway(true)
  expect(await asked(200)).toBe(60)
  expect(commands()).toBeLessThan(5)
  pass(61)
  setAway(false)
  expect(await asked(200)).toBeLessThanOrEqual(34)
})

test('a turn in twenty asks the store, and none waits for it', async () => {
  const { asked, commands } = processes(1, 1_000)
  expect(await asked(1_000)).toBe(1_000)
  // each time it reads and writes
  expect(commands()).toBeLessThan(100)
})

test('0 is without limit, and asks nobody', async () => {
  const { asked, commands } = processes(1, 0)
  expect(await asked(100)).toBe(100)
  expect(commands()).toBe(0)
})
