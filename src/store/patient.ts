/** Wraps a store that may not be up yet when the process starts. */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Store } from './store.ts'

/** How long to wait for the store; after that the line is ready without it. */
const CHANCE_MS = 2_000
/**
 * A turn waits less, because together with a command's timeout it must stay below the last guard's.
 */
const TURN_MS = 1_300
const LOOK_MS = 50

/**
 * `arrived` resolves once the store has answered or has had its chance. Until then every use waits.
 */
export function patientStore(store: Store): { store: Store; arrived: Promise<void> } {
  const giveUp = new AbortController()
  const answers = async () => {
    while (!giveUp.signal.aborted && (await store.health()) === 'down')
      await sleep(LOOK_MS, undefined, { ref: false })
  }
  const arrived = Promise.race([answers(), sleep(CHANCE_MS, undefined, { ref: false })]).finally(
    () => giveUp.abort(),
  )
  let waits = true
  arrived.finally(() => {
    waits = false
  })
  const ready = () => Promise.race([arrived, sleep(TURN_MS, undefined, { ref: false })])
  const whenReady = <Result>(use: () => Promise<Result>) => (waits ? ready().then(use) : use())

  return {
    arrived,
    store: {
      ...store,
      get: (key) => whenReady(() => store.get(key)),
      exchange: (...change) => whenReady(() => store.exchange(...change)),
      delete: (key) => whenReady(() => store.delete(key)),
    },
  }
}
