/** Two releases side by side on one store: this one goes on with the conversations of the one before. */
import { expect, test } from 'vitest'
import type { Conversation } from '../../src/line/conversations/conversation.ts'
import { sessionRecord } from '../../src/line/conversations/session-record.ts'
import { carrySealer } from '../../src/store/carry.ts'
import { createCarryKeys } from '../../src/store/carry-keys.ts'
import { whole } from '../../src/store/codec.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type RecordDefinition, records } from '../../src/store/record.ts'
import { createVault } from '../../src/store/vault.ts'

const SECRET = 'a session secret of more than 32 characters'
const now = sessionRecord('sms', 900)

/** The release before: it writes format 3, in which the stamp is one of the turns, and reads both. */
const before: RecordDefinition<Conversation> = {
  ...now,
  version: 3,
  codec: { read: now.others?.[3]?.read ?? now.codec.read, write: writeThree },
  others: { 4: now.codec },
}

/** Format 3 as that release wrote it, by hand. */
function writeThree({ session, recent, stamp }: Conversation): string {
  const stands = session ? `${session.node} ${session.language} 0 0    ` : ''
  const mark = stamp && [
    `-${whole.write(stamp.generation).padStart(7, '0')}`,
    `${whole.write(stamp.serial)}.${whole.write(stamp.at - stamp.generation)}  `,
  ]
  return `${stands}||${[...(mark ? [mark.join(' ')] : []), ...recent].join(';')}`
}

const talk = (id: string, serial: number): Conversation => ({
  session: { node: 'home', language: 'en', misses: 0, page: 0 },
  recent: [`${id} en mhome `],
  stamp: { generation: 1_795_000_000, serial, at: 1_795_000_060 },
})

function sideBySide() {
  const vault = createVault(memoryStore(), [SECRET])
  const clocks = { now: Date.now, ticks: Date.now }
  const sealed = vault.sealedBy(carrySealer(createCarryKeys(vault, clocks), '+15105550100'))
  return {
    vault,
    sealed,
    // the release before sealed what it stored under the session secret
    before: records(vault, before),
    now: records(sealed, now),
  }
}

const keep = <Value>(value: Value) => ({ result: undefined, keep: value })

test('what the release before wrote is read, stamp and all, and written on as this one does', async () => {
  const { before, now, vault, sealed } = sideBySide()
  await before.update('x', () => keep(talk('aaaaaaaa', 5)))
  expect((await vault.read('sms x')).text).toMatch(/^3 /)
  expect(await now.read('x')).toEqual(talk('aaaaaaaa', 5))
  await now.update('x', (found) => keep({ ...talk('bbbbbbbb', (found?.stamp?.serial ?? 0) + 1) }))
  expect((await sealed.read('sms x')).text).toMatch(/^4 /)
  expect(await now.read('x')).toEqual(talk('bbbbbbbb', 6))
})

test('a turn that the release before took since the stamp was written counts', async () => {
  const { vault, now } = sideBySide()
  const slot = await vault.read('sms x')
  const turns = ['cccccccc en mhome ', '-0tqz0sg 5.2k  ', 'aaaaaaaa en mhome ']
  await vault.write(slot, vault.seal(slot, `3 home en 0 0    ||${turns.join(';')}`), 900)
  const found = await now.read('x')
  const generation = Number.parseInt('tqz0sg', 36)
  expect(found?.stamp).toEqual({ generation, serial: 6, at: generation + 92 })
  expect(found?.recent).toEqual(['cccccccc en mhome ', 'aaaaaaaa en mhome '])
})

test('what this release wrote is nothing to the one before, which asks its first question', async () => {
  const { before, now } = sideBySide()
  await now.update('x', () => keep(talk('aaaaaaaa', 5)))
  expect(await before.read('x')).toBeUndefined()
})
