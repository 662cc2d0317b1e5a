/** Whoever comes to a point in one round of the event loop goes on from there together. */
import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { createCohort } from '../../src/twilio/cohort.ts'

test('who comes in one round waits for the others, and goes on in the order of coming', async () => {
  const together = createCohort()
  const seen: string[] = []
  async function come(who: string) {
    seen.push(`${who} comes`)
    await together()
    seen.push(`${who} goes on`)
  }
  await Promise.all(['a', 'b', 'c'].map(come))
  expect(seen).toEqual(['a comes', 'b comes', 'c comes', 'a goes on', 'b goes on', 'c goes on'])
})

test('nobody waits for who comes later, and one alone goes on in the next round', async () => {
  const together = createCohort()
  const seen: string[] = []
  const first = together().then(() => seen.push('first'))
  await nextRound()
  const second = together().then(() => seen.push('second'))
  seen.push('second comes')
  await Promise.all([first, second])
  expect(seen).toEqual(['first', 'second comes', 'second'])
})
