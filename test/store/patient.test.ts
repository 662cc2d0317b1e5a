/** A store that is still on its way: who needs it waits, within reason. */
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { memoryStore } from '../../src/store/memory.ts'
import { patientStore } from '../../src/store/patient.ts'
import { type Store, StoreError } from '../../src/store/store.ts'

const VALUE = Buffer.from('value')

/** A store that is away until it is told otherwise. */
function late() {
  let here = false
  const inner = memoryStore()
  const away = () => Promise.reject(new StoreError('unavailable'))
  const store: Store = {
    ...inner,
    get: (key) => (here ? inner.get(key) : away()),
    exchange: (...change) => (here ? inner.exchange(...change) : away()),
    health: async () => (here ? 'up' : 'down'),
  }
  return {
    store,
    arrive() {
      here = true
    },
  }
}

test('what is asked before the store is there waits for it', async () => {
  const { store: kept, arrive } = late()
  const { store, arrived } = patientStore(kept)
  const written = store.exchange('key', undefined, VALUE, 60)
  await sleep(200)
  arrive()
  expect(await written).toEqual({ written: true })
  await arrived
  expect(await store.get('key')).toEqual(VALUE)
})

test('a store that stays away is waited for once, and not for ever', async () => {
  const { store, arrived } = patientStore(late().store)
  let over = false
  arrived.then(() => {
    over = true
  })
  const began = performance.now()
  await expect(store.get('key')).rejects.toThrow('unavailable')
  expect(performance.now() - began).toBeGreaterThan(1_000)
  // a turn waits less than the store may take: a command may take its time too, and the guard has 2.5 s
  expect(over).toBe(false)
  await arrived
  expect(performance.now() - began).toBeGreaterThan(1_900)
  const again = performance.now()
  await expect(store.get('key')).rejects.toThrow('unavailable')
  expect(performance.now() - again).toBeLessThan(500)
})

test('a store that is there is not waited for', async () => {
  const began = performance.now()
  const { store, arrived } = patientStore(memoryStore())
  await arrived
  await store.exchange('key', undefined, VALUE, 60)
  expect(await store.get('key')).toEqual(VALUE)
  expect(performance.now() - began).toBeLessThan(200)
})
