/** Two releases side by side on one store: each goes on with the conversations of the other. */
import { expect, test } from 'vitest'
import type { Conversation } from '../../src/line/conversations/conversation.ts'
import { sessionRecord } from '../../src/line/conversations/session-record.ts'
import { listOf, optional, row, whole, word } from '../../src/store/codec.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { type RecordDefinition, records } from '../../src/store/record.ts'
import { createVault } from '../../src/store/vault.ts'

const SECRET = 'a session secret of more than 32 characters'
const now = sessionRecord('sms', 900)

/** Format 3 as the release before this one had it, which knew of no stamp. */
type Before = { session?: string; pace?: string; recent: readonly Turn[] }
type Turn = { id: string; language: string; replies: string; effects: string }
const any = { write: (text: string) => text, read: (text: string) => text }
const before: RecordDefinition<Before> = {
  name: 'sms',
  version: 3,
  codec: row<Before>('|', {
    session: optional(any),
    pace: optional(any),
    recent: listOf(row<Turn>(' ', { id: any, language: word, replies: any, effects: any }), ';'),
  }),
  ttl: 900,
}

/** The next one writes format 4, and still reads format 3. */
const { 4: four } = now.others ?? {}
const next: RecordDefinition<Conversation> = {
  ...now,
  version: 4,
  codec: { read: four?.read ?? now.codec.read, write: writeFour },
  others: { 3: now.codec },
}

/** What this release reads as format 4, written down by hand. */
function writeFour({ session, recent, stamp }: Conversation): string {
  const turns = recent.map((turn) => `${turn.slice(0, 8)} en mhome `)
  const stands = session ? `${session.node} ${session.language} 0 0    ` : ''
  const at = stamp ? [stamp.generation, stamp.serial, stamp.at].map(whole.write).join('.') : ''
  return `${stands}||${turns.join(';')}|${at}`
}

const talk = (id: string, serial: number): Conversation => ({
  session: { node: 'home', language: 'en', misses: 0, page: 0 },
  recent: [`${id} en mhome `],
  stamp: { generation: 1_795_000_000, serial, at: 1_795_000_060 },
})

function sideBySide() {
  const vault = createVault(memoryStore(), [SECRET])
  return {
    before: records(vault, before),
    now: records(vault, now),
    next: records(vault, next),
    text: async () => (await vault.read('sms x')).text ?? '',
  }
}

const keep = <Value>(value: Value) => ({ result: undefined, keep: value })

test('the release before goes on with what this one wrote, and leaves the stamp where it is', async () => {
  const { before, now, text } = sideBySide()
  await now.update('x', () => keep(talk('aaaaaaaa', 5)))
  expect(await text()).toMatch(/^3 /)
  // two turns of the other, each in front, four at most
  for (const id of ['bbbbbbbb', 'cccccccc'])
    await before.update('x', (found) =>
      keep({
        ...found,
        recent: [
          { id, language: 'en', replies: 'mhome', effects: '' },
          ...(found?.recent ?? []),
        ].slice(0, 4),
      }),
    )
  const found = await now.read('x')
  // each of them counts, so that an older carry is not believed
  expect(found?.stamp).toEqual({ generation: 1_795_000_000, serial: 7, at: 1_795_000_060 })
  expect(found?.recent).toEqual(['cccccccc', 'bbbbbbbb', 'aaaaaaaa'].map((id) => `${id} en mhome `))
  expect(found?.session?.node).toBe('home')
})

test('after many turns of the release before the stamp is gone, and the conversation is not', async () => {
  const { before, now } = sideBySide()
  await now.update('x', () => keep(talk('aaaaaaaa', 5)))
  for (let at = 0; at < 6; at++)
    await before.update('x', (found) =>
      keep({
        ...found,
        recent: [
          { id: `turn000${at}`, language: 'en', replies: 'mhome', effects: '' },
          ...(found?.recent ?? []),
        ].slice(0, 4),
      }),
    )
  const found = await now.read('x')
  expect(found?.stamp).toBeUndefined()
  expect(found?.session?.node).toBe('home')
  expect(found?.recent).toHaveLength(4)
})

test('this release and the next one go on with what the other wrote, stamp and all', async () => {
  const { now, next, text } = sideBySide()
  for (const [serial, release] of [now, next, now, next, now].entries()) {
    await release.update('x', (found) => {
      if (serial > 0) expect(found?.stamp?.serial).toBe(serial - 1)
      return keep(talk('aaaaaaaa', serial))
    })
    expect(await text()).toMatch(release === next ? /^4 / : /^3 /)
  }
  expect(await now.read('x')).toEqual(talk('aaaaaaaa', 4))
})
