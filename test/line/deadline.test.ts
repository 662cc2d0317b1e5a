/** Limits of time: who is in time gets the answer, and who is not what helps instead. */
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { createDeadline, storeWithin } from '../../src/line/deadline.ts'
import { StoreError } from '../../src/store/store.ts'

const never = new Promise<string>(() => {})
const late = async () => 'late'

describe('a deadline', () => {
  test('gives what comes in time, and rejects as it does', async () => {
    const within = createDeadline(60_000)
    expect(await within(Promise.resolve('in time'), late)).toBe('in time')
    await expect(within(Promise.reject(new TypeError('broken')), late)).rejects.toThrow(TypeError)
  })

  test('gives what is said of the late where nothing comes, to each who waits', async () => {
    const within = createDeadline(20)
    const all = [within(never, late), within(never, async () => 'later')]
    await sleep(5)
    expect(await Promise.all([...all, within(never, late)])).toEqual(['late', 'later', 'late'])
    // and again, when nobody has waited for a while
    expect(await within(never, late)).toBe('late')
  })

  test('rejects as what is said of the late does', async () => {
    const within = createDeadline(10)
    await expect(within(never, () => Promise.reject(new RangeError('no help')))).rejects.toThrow(
      RangeError,
    )
  })

  test('is kept in any order, however many are in time between those that are not', async () => {
    const within = createDeadline(40)
    const waits = Array.from({ length: 300 }, (_, at) =>
      at % 3 === 0 ? never : sleep(at % 7, String(at)),
    )
    const got = await Promise.all(waits.map((work) => within(work, late)))
    expect(got).toEqual(waits.map((_, at) => (at % 3 === 0 ? 'late' : String(at))))
  })

  test('counts as in time what had come before a busy process could look', async () => {
    const within = createDeadline(20)
    const work = within(sleep(10, 'there'), late)
    const until = performance.now() + 80
    while (performance.now() < until);
    expect(await work).toBe('there')
  })

  test('leaves alone what comes after it was late', async () => {
    const within = createDeadline(5)
    const work = sleep(30).then(() => Promise.reject(new Error('too late to matter')))
    expect(await within(work, late)).toBe('late')
    await expect(work).rejects.toThrow()
  })
})

test('a store that is late has failed, and without a limit it takes what it takes', async () => {
  await expect(storeWithin(createDeadline(5), never)).rejects.toMatchObject({
    name: new StoreError('late').name,
    code: 'late',
  })
  expect(await storeWithin(undefined, sleep(20, 'there'))).toBe('there')
})
