/** Claims: one of several processes does it, once in its time, and each by itself where the store is away. */
import { expect, test } from 'vitest'
import { createClaims, createDuty } from '../../src/line/claim.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { StoreError } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'

const SECRETS: [string] = ['a session secret of more than 32 characters']

function processes(count: number) {
  let now = 0
  const store = memoryStore({ now: () => now })
  const claims = Array.from({ length: count }, () =>
    createClaims(createVault(store, SECRETS), () => now),
  )
  return {
    claims,
    pass(seconds: number) {
      now += seconds * 1000
    },
  }
}

test('of three that ask at the same time one has it, until its time is over', async () => {
  const { claims, pass } = processes(3)
  const asked = () => Promise.all(claims.map((claim) => claim('self-test', 300)))
  expect((await asked()).filter(Boolean)).toHaveLength(1)
  pass(299)
  expect((await asked()).filter(Boolean)).toHaveLength(0)
  pass(2)
  expect((await asked()).filter(Boolean)).toHaveLength(1)
})

test('what is claimed at a level can be claimed again at a higher one, and by nobody at the same', async () => {
  const { claims } = processes(2)
  const [one, other] = claims
  expect(await one?.('refused', 300, 20)).toBe(true)
  expect(await other?.('refused', 300, 20)).toBe(false)
  expect(await other?.('refused', 300, 50)).toBe(true)
  expect(await one?.('refused', 300, 50)).toBe(false)
})

test('while the store is away each goes by what it knows itself', async () => {
  let now = 0
  const broken = () => Promise.reject(new StoreError('timeout'))
  const store = { ...memoryStore(), get: broken, exchange: broken }
  const claim = createClaims(createVault(store, SECRETS), () => now)
  expect([await claim('store', 300), await claim('store', 300)]).toEqual([true, false])
  now = 301_000
  expect(await claim('store', 300)).toBe(true)
})

test('one process is on duty and stays so; when it has ended, another one is', async () => {
  let now = 0
  const store = memoryStore({ now: () => now })
  const [one, other] = [1, 2].map(() => createDuty(createVault(store, SECRETS)))
  for (let minute = 0; minute < 5; minute++) {
    expect([await one?.(), await other?.()]).toEqual([true, false])
    now += 60_000
  }
  now += 120_000
  expect(await other?.()).toBe(true)
  expect(await one?.()).toBe(false)
})

test('who was on duty when the store went away still is', async () => {
  let away = false
  const memory = memoryStore()
  const broken = () => Promise.reject(new StoreError('timeout'))
  const store = {
    ...memory,
    get: (key: string) => (away ? broken() : memory.get(key)),
  }
  const [one, other] = [1, 2].map(() => createDuty(createVault(store, SECRETS)))
  expect([await one?.(), await other?.()]).toEqual([true, false])
  away = true
  expect([await one?.(), await other?.()]).toEqual([true, false])
})
