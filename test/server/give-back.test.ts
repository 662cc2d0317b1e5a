/** What a start leaves behind goes back to the system at once. */
import { expect, test } from 'vitest'
import { giveBack } from '../../src/server/process/give-back.ts'

test('what nothing holds any more is gone once memory was given back', async () => {
  const held = { words: 'still needed' }
  const references = [new WeakRef(held), new WeakRef({ words: 'needed by nobody' })]
  await giveBack()
  expect(references.map((reference) => reference.deref())).toEqual([held, undefined])
})
