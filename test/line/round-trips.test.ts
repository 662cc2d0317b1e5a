/** What a turn asks of the store: one exchange where the carry says what it holds, and a look at it where that is not so. */
import { beforeEach, expect, test } from 'vitest'
import type { Input } from '../../src/flow/input.ts'
import { type TurnResult, takeTurn } from '../../src/line/turn.ts'
import { createCarryKeys } from '../../src/store/carry-keys.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'
import { createVault } from '../../src/store/vault.ts'
import { conversationsIn } from '../conversations.ts'
import { content } from '../line.ts'

const SECRET = 'a session secret of more than 32 characters'
const NEXT = 'the second secret of more than 32 characters'
const key = (name: string): Input => ({ type: 'key', key: name })
const hello: Input = { type: 'unknown' }
const exit: Input = { type: 'event', event: 'exit' }

let asked: string[]
let store: Store
beforeEach(() => {
  asked = []
  const inner = memoryStore()
  store = {
    ...inner,
    get(name) {
      asked.push('get')
      return inner.get(name)
    },
    async exchange(...change) {
      const done = await inner.exchange(...change)
      asked.push(done.written ? 'written' : 'refused')
      return done
    },
  }
})

/** Somebody's phone: it brings back what it was given, unless told otherwise. */
async function person(
  secrets: [string, ...string[]] = [SECRET],
  vault = createVault(store, secrets),
  ring = createCarryKeys(vault, { now: Date.now, ticks: Date.now }),
) {
  await ring.share()
  const conversations = conversationsIn(vault, { ring })
  let given: string | undefined
  let messages = 0
  return async (input: Input, changes: { carry?: string | undefined; turnId?: string } = {}) => {
    asked = []
    const turnId = `SM${++messages}`
    const own = { who: '+14155550123', turnId, input, carry: given, carries: true }
    const turn: TurnResult = await takeTurn(conversations, content().flows.text, {
      ...own,
      ...changes,
    })
    given = turn.carry?.token
    return { ...turn, asked }
  }
}

test('a conversation that brings its carry back is one round trip a turn, from the first on', async () => {
  const take = await person()
  for (const input of [hello, key('1'), key('1'), key('9')])
    expect((await take(input)).asked).toEqual(['written'])
})

test('who brings nothing back goes on from what is stored', async () => {
  const take = await person()
  await take(hello)
  const menu = await take(key('1'))
  const back = await take(key('9'), { carry: undefined })
  expect(back.asked).toEqual(['refused', 'written'])
  expect(back.replies).toEqual(menu.replies.filter(({ type }) => type === 'menu'))
})

test('a message that comes again with the carry of before it gets the same answer', async () => {
  const take = await person()
  const { carry } = await take(hello)
  const first = await take(key('1'), { turnId: 'twice' })
  const again = await take(key('1'), { turnId: 'twice', carry: carry?.token })
  expect(again).toMatchObject({ outcome: 'replayed', replies: first.replies })
  expect(again.asked).toEqual(['refused'])
})

test('an exit is taken on what is stored, and wins against who still brings what was before', async () => {
  const here = await person()
  const elsewhere = await person()
  await here(hello)
  const { carry } = await here(key('1'))
  const left = await elsewhere(exit, { carry: carry?.token, turnId: 'exit' })
  expect(left.asked).toEqual(['get', 'written'])
  const after = await here(key('1'), { carry: carry?.token })
  expect(after.asked[0]).toBe('refused')
  expect(after.replies).toEqual((await elsewhere(key('1'))).replies)
})

test('an exit of who begins with it is over when the first one is, though nothing was brought back', async () => {
  const take = await person()
  const first = await take(exit)
  const again = await take(exit, { carry: undefined })
  expect(first.asked).toEqual(['get', 'written'])
  expect(again.asked[0]).toBe('get')
  expect(again.carry?.seconds).toBeLessThanOrEqual(first.carry?.seconds ?? 0)
})

test('what a process has sealed that nobody had heard of is opened once its key is learnt', async () => {
  const vault = createVault(store, [SECRET])
  const own = createCarryKeys(vault, { now: Date.now, ticks: Date.now })
  own.sealing()
  const elsewhere = await person()
  // only now does this process tell of the key that it had made before
  const here = await person([SECRET], vault, own)
  await here(hello)
  const menu = await here(key('1'))
  const back = await elsewhere(key('9'), { carry: undefined, turnId: 'other' })
  expect(back.asked).toEqual(['refused', 'get', 'written'])
  expect(back.replies).toEqual(menu.replies.filter(({ type }) => type === 'menu'))
})

test('while a secret is changed all that is stored is looked at', async () => {
  const take = await person([NEXT, SECRET])
  await take(hello)
  expect((await take(key('1'))).asked).toEqual(['get', 'get', 'written'])
})
