/** The conversation: that a turn is taken exactly once, whatever is delivered twice, late or at once. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Flow } from '../../src/flow/flow.ts'
import type { Input } from '../../src/flow/input.ts'
import type { Reply } from '../../src/flow/session.ts'
import { shortId } from '../../src/line/conversations/recent-turn.ts'
import { type Incoming, type TurnResult, takeTurn, takeTurnAlone } from '../../src/line/turn.ts'
import { carrySealer } from '../../src/store/carry.ts'
import { createCarryKeys } from '../../src/store/carry-keys.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { Store } from '../../src/store/store.ts'
import { createVault, type Vault } from '../../src/store/vault.ts'
import { conversationsIn } from '../conversations.ts'
import { LINE } from '../line.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { type Made, makeMemory, makeRedis } from '../store/stores.ts'

const PAGES = 12

/** Small, with a node of each type; the names are as long as real ones. */
const flow: Flow = {
  name: 'test',
  start: 'gate',
  home: 'home',
  callback: 'gate',
  lost: 'lost',
  on: { person: { say: 'person' }, help: { say: 'help' }, exit: { to: 'away' } },
  nodes: {
    gate: {
      type: 'menu',
      gate: true,
      options: {
        1: { to: 'home', say: 'welcome' },
        2: { to: 'not-safe' },
      },
      languages: { to: 'gate' },
    },
    home: { type: 'menu', options: { 1: { to: 'help-menu' }, 2: { to: 'hotline' } } },
    'help-menu': { type: 'menu', back: 'home', options: { 1: { to: 'survivor-services' } } },
    'survivor-services': { type: 'message', back: 'help-menu' },
    hotline: {
      type: 'transfer',
      destination: 'national',
      ended: { answered: 'home', unreached: 'home', returned: 'home' },
    },
    'not-safe': { type: 'end' },
    lost: { type: 'end' },
    stopped: { type: 'end', silent: true },
    away: { type: 'away', on: { person: { say: 'away-crisis' }, exit: { say: 'away' } } },
  },
  sentences: {},
  says: { missed: 'miss', silence: 'silence', last_page: 'no-more', alone: 'alone' },
  pages: { 'survivor-services': PAGES },
  languages: ['en', 'es'],
}

const SECRET = 'a session secret of more than 32 characters'
const PERSON = '+14155550123'
const WHO = `sms ${PERSON}`
const TTL = 900
/** Known to every process, and kept elsewhere, so that the store holds conversations alone. */
const ring = createCarryKeys(createVault(memoryStore(), [SECRET]), {
  now: Date.now,
  ticks: Date.now,
})
const conversations = (vault: Vault, ttl = TTL) => conversationsIn(vault, { ttl, ring })
/** Seconds that an exit lasts, whatever a session's own time is. */
const AWAY = 900

const key = (name: string): Input => ({ type: 'key', key: name })
const more = key('7')
const again = key('*')
const unknown: Input = { type: 'unknown' }
const exit: Input = { type: 'event', event: 'exit' }
const person: Input = { type: 'event', event: 'person' }

const gate: Reply[] = [{ type: 'menu', node: 'gate' }]
const page = (at: number): Reply[] => [{ type: 'page', node: 'survivor-services', page: at }]
const says = (...texts: string[]): Reply[] => texts.map((text) => ({ type: 'say', text }))

let server: RedisServer
beforeAll(async () => {
  server = await startRedis()
})
afterAll(() => server.stop())

describe.each([
  { name: 'the memory store', make: makeMemory },
  { name: 'a real Redis', make: () => makeRedis(server) },
])('a conversation over $name', ({ make }) => {
  let made: Made
  let writes: number
  let vault: Vault
  beforeEach(async () => {
    made = await make()
    writes = 0
    vault = createVault(counted(made.store), [SECRET])
  })
  afterEach(() => made.close())

  function counted(store: Store): Store {
    return {
      ...store,
      async exchange(...args) {
        const result = await store.exchange(...args)
        if (result.written) writes++
        return result
      },
    }
  }

  let messages = 0
  const take = (input: Input, changes: Partial<Incoming> = {}, through = vault, ttl = TTL) =>
    takeTurn(conversations(through, ttl), flow, {
      who: PERSON,
      turnId: `SM${++messages}`,
      input,
      ...changes,
    })

  /** Up to the first page of a topic: four turns. */
  async function read() {
    for (const input of [unknown, key('1'), key('1'), key('1')]) await take(input)
    writes = 0
  }

  /** Where the conversation stands, asked for without changing it. */
  const where = async () => (await take(again)).replies

  describe('exactly once', () => {
    test('turns follow one another', async () => {
      const inputs = [unknown, key('1'), key('1'), key('1'), more]
      const answers: TurnResult[] = []
      for (const input of inputs) answers.push(await take(input))
      expect(answers.map(({ replies }) => replies)).toEqual([
        gate,
        [
          { type: 'say', text: 'welcome' },
          { type: 'menu', node: 'home' },
        ],
        [{ type: 'menu', node: 'help-menu' }],
        page(0),
        page(1),
      ])
      expect(new Set(answers.map(({ outcome }) => outcome))).toEqual(new Set(['answered']))
    })

    test('a message delivered ten times one after the other counts once', async () => {
      await read()
      const answers: TurnResult[] = []
      for (let at = 0; at < 10; at++) answers.push(await take(more, { turnId: 'twice' }))
      expectOneChange(answers)
      expect(await where()).toEqual(page(1))
    })

    test('a message delivered ten times at once counts once', async () => {
      await read()
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => take(more, { turnId: 'twice' })),
      )
      expectOneChange(answers)
      expect(await where()).toEqual(page(1))
    })

    test('a first message delivered ten times at once counts once', async () => {
      const answers = await Promise.all(
        Array.from({ length: 10 }, () => take(unknown, { turnId: 'twice' })),
      )
      expect(answers.map(({ replies }) => replies)).toEqual(Array(10).fill(gate))
      expect(writes).toBe(1)
    })

    function expectOneChange(answers: TurnResult[]) {
      expect(answers.map(({ replies }) => replies)).toEqual(Array(10).fill(page(1)))
      expect(answers.map(({ outcome }) => outcome).sort()).toEqual([
        'answered',
        ...Array(9).fill('replayed'),
      ])
      expect(writes).toBe(1)
    }

    test('two different messages at once both count', async () => {
      await read()
      const answers = await Promise.all([take(more), take(more)])
      expect(answers.map(({ outcome }) => outcome)).toEqual(['answered', 'answered'])
      const pages = answers.flatMap(({ replies }) => replies)
      expect(pages).toHaveLength(2)
      expect(pages).toEqual(expect.arrayContaining([...page(1), ...page(2)]))
      expect(await where()).toEqual(page(2))
    })

    test('of many different messages at once each counts that is not told to have raced', async () => {
      await read()
      const answers = await Promise.all(Array.from({ length: 10 }, () => take(more)))
      const remembered = answers.filter(({ outcome }) => outcome === 'answered')
      expect(remembered.length).toBeGreaterThanOrEqual(3)
      expect(writes).toBe(remembered.length)
      expect(await where()).toEqual(page(remembered.length))
      for (const { replies } of answers) expect(replies[0]?.type).toBe('page')
    })

    test('a message delivered again after three others gets its own answer and changes nothing', async () => {
      await read()
      const first = await take(more, { turnId: 'late' })
      for (let later = 0; later < 3; later++) await take(more)
      expect(await take(more, { turnId: 'late' })).toEqual({
        ...first,
        outcome: 'replayed',
        moved: {},
      })
      expect(await where()).toEqual(page(4))
    })

    test('four turns are remembered: after four others a message is a new one', async () => {
      await read()
      await take(more, { turnId: 'late' })
      for (let later = 0; later < 4; later++) await take(more)
      expect(await take(more, { turnId: 'late' })).toMatchObject({
        outcome: 'answered',
        replies: page(6),
      })
    })

    test('an answer of each kind comes again word for word and in its language', async () => {
      await take(key('3'))
      const talk: Input[] = [
        key('3'),
        key('1'),
        key('1'),
        key('1'),
        unknown,
        person,
        more,
        key('8'),
        key('9'),
        key('2'),
        { type: 'transfer_ended', outcome: 'busy' },
        { type: 'event', event: 'help' },
        unknown,
        unknown,
        unknown,
      ]
      const kinds = new Set<string>()
      for (const [at, input] of talk.entries()) {
        const first = await take(input, { turnId: `talk ${at}` })
        expect(first.language).toBe('es')
        expect(await take(input, { turnId: `talk ${at}` })).toEqual({
          ...first,
          outcome: 'replayed',
          moved: {},
        })
        for (const reply of first.replies) kinds.add(reply.type)
      }
      expect(kinds).toEqual(new Set(['say', 'menu', 'page', 'keys', 'transfer', 'end']))
    })

    test('the same message from somebody else is another message', async () => {
      await take(unknown, { turnId: 'same' })
      const other = await take(unknown, { turnId: 'same', who: 'sms +14155550124' })
      expect(other.outcome).toBe('answered')
    })
  })

  describe('lost races', () => {
    /** The vault, in which something comes first before each write. */
    function interrupted(first: () => Promise<void>): Vault {
      return {
        ...vault,
        sealedBy(sealer) {
          const sealed = vault.sealedBy(sealer)
          return {
            ...sealed,
            async write(...args) {
              await first()
              return sealed.write(...args)
            },
          }
        },
      }
    }

    /** The vault, in which somebody else's turn gets in first with each of the next writes. */
    function beaten(times: number) {
      let left = times
      let tries = 0
      const through = interrupted(async () => {
        tries++
        if (left-- > 0) await take(more)
      })
      return { through, tries: () => tries }
    }

    test.each([0, 1, 2])('a turn that loses %i times is taken and remembered', async (times) => {
      await read()
      const { through } = beaten(times)
      const answer = await take(more, { turnId: 'mine' }, through)
      expect(answer).toMatchObject({ outcome: 'answered', replies: page(times + 1) })
      expect(await where()).toEqual(page(times + 1))
      expect(await take(more, { turnId: 'mine' })).toMatchObject({ outcome: 'replayed' })
    })

    test('a turn that loses three times is answered from where things are, and writes nothing', async () => {
      await read()
      const { through, tries } = beaten(3)
      const answer = await take(more, { turnId: 'mine' }, through)
      expect(answer).toMatchObject({ outcome: 'raced', replies: page(4) })
      expect(tries()).toBe(3)
      expect(writes).toBe(3)
      expect(await where()).toEqual(page(3))
    })

    test('a turn that loses against its own copy gives the copy’s answer', async () => {
      await read()
      let once = true
      const through = interrupted(async () => {
        if (!once) return
        once = false
        await take(more, { turnId: 'mine' })
      })
      expect(await take(more, { turnId: 'mine' }, through)).toMatchObject({
        outcome: 'replayed',
        replies: page(1),
      })
      expect(await where()).toEqual(page(1))
    })
  })

  async function kept(text: string) {
    const slot = await vault.read(WHO)
    expect(await vault.write(slot, vault.seal(slot, text), TTL)).toBeUndefined()
  }

  describe('a session that can not be read', () => {
    test.each([
      ['of a release that is further on', '9 whatever it may hold'],
      ['cut short', '3 home en 0 0'],
      ['with a field too many', '3 home en 0 0      ||||'],
      ['with a field of another type', '3 home en - 0    ||'],
      ['with a turn cut short', '3 home en 0 0    ||abcdefgh en'],
      ['of another shape from before there were versions', '{"node":"home"}'],
      ['that is null', 'null'],
      ['that is empty', ''],
    ])('one %s counts as a store that fails, and is not written over', async (_, text) => {
      await kept(text)
      await expect(take(key('1'))).rejects.toMatchObject({ code: 'unreadable' })
      expect((await vault.read(WHO)).text).toBe(text)
    })

    test.each([
      ['a reply', 'zhome '],
      ['an effect', 'e boom'],
    ])('after %s that only another release knows it goes on, and keeps that', async (_, answer) => {
      const turn = `${shortId('mine')} en ${answer}`
      await kept(`3 home en 0 0    ||${turn}`)
      expect((await take(more, { turnId: 'another' })).outcome).not.toBe('replayed')
      const sealed = vault.sealedBy(carrySealer(ring, LINE))
      expect((await sealed.read(WHO)).text).toContain(`;${turn}`)
      // whoever sends that message again hears where they stand
      expect(await take(more, { turnId: 'mine' })).toMatchObject({
        outcome: 'replayed',
        replies: [{ type: 'menu', node: 'home' }],
      })
    })

    test('one that the release before wrote goes on, and what it answered is known', async () => {
      const id = shortId('mine')
      await kept(`3 survivor-services es 1 3    |5 0512ab|${id} es shelp,psurvivor-services/3 `)
      expect(await take(unknown, { turnId: 'mine' })).toMatchObject({
        outcome: 'replayed',
        language: 'es',
        replies: [...says('help'), ...page(3)],
      })
      expect(await take(more)).toMatchObject({ language: 'es', replies: page(4) })
    })

    test('bytes that were never sealed begin anew', async () => {
      const plain = Buffer.from('[2,"home","en",0,0,"",0,"",[]]')
      const place: Store = {
        ...made.store,
        exchange: (key, expected, _, ttl, life) =>
          made.store.exchange(key, expected, plain, ttl, life),
      }
      await createVault(place, [SECRET]).write(await vault.read(WHO), plain, TTL)
      expect((await take(key('1'))).replies).toEqual(gate)
      expect((await take(again)).replies).toEqual(gate)
    })
  })

  describe('a session on what the content lacks today', () => {
    const home: Reply[] = [{ type: 'menu', node: 'home' }]
    test.each([
      ['a node that is gone', '3 a-node-of-last-year es 0 0    ||', home],
      ['a page that is gone', '3 survivor-services es 0 2r    ||', home],
      ['a topic to choose that is gone', '3 home es 0 0   gone ||', home],
      ['a topic behind the gate that is gone', '3 gate es 0 0 gone   ||', gate],
    ])('%s leads to the menu in its language, whatever key comes', async (_, text, replies) => {
      await kept(text)
      expect(await take(key('1'))).toMatchObject({ outcome: 'answered', language: 'es', replies })
    })

    test('what is no key is answered as always', async () => {
      await kept('3 a-node-of-last-year es 0 0    ||')
      expect(await take(person)).toMatchObject({ language: 'es', replies: says('person') })
    })

    test('the neutral time stays neutral, whatever its node is called', async () => {
      await kept('3 away-of-last-year es 0 0    1||')
      expect(await take(key('1'))).toMatchObject({ language: 'es', replies: says('away') })
      expect(await take(more)).toMatchObject({ language: 'es', replies: says('away') })
    })

    test('a language that is no longer offered begins anew', async () => {
      await kept('3 home tlh 0 0    ||')
      expect(await take(key('1'))).toMatchObject({ language: 'en', replies: gate })
    })
  })

  describe('an exit', () => {
    const everything: Input[] = [
      unknown,
      key('1'),
      key('9'),
      more,
      { type: 'silence' },
      { type: 'begin' },
      { type: 'topic', topic: 'survivor-services' },
      { type: 'transfer_ended', outcome: 'answered' },
    ]

    test('whatever comes after it is answered neutrally', async () => {
      await read()
      expect((await take(exit)).replies).toEqual(says('away'))
      for (const input of everything) expect((await take(input)).replies).toEqual(says('away'))
    })

    test('a message from before it that is delivered again is answered neutrally', async () => {
      await read()
      await take(more, { turnId: 'before' })
      await take(exit)
      expect((await take(more, { turnId: 'before' })).replies).toEqual(says('away'))
    })

    test('it lasts as long as it does, however long the session would have', async () => {
      await read()
      await take(exit, {}, vault, 60)
      await made.advance(AWAY - 60)
      expect((await take(unknown, {}, vault, 60)).replies).toEqual(says('away'))
      await made.advance(61)
      expect((await take(unknown)).replies).toEqual(gate)
    })

    test('what comes after it does not prolong it', async () => {
      await read()
      await take(exit)
      writes = 0
      await made.advance(AWAY - 100)
      for (const input of everything) await take(input)
      expect(writes).toBe(0)
      await made.advance(101)
      expect((await take(unknown)).replies).toEqual(gate)
    })

    test('not even what it has an answer to prolongs it', async () => {
      await read()
      await take(exit)
      await made.advance(AWAY - 100)
      expect((await take(person)).replies).toEqual(says('away-crisis'))
      await made.advance(101)
      expect((await take(unknown)).replies).toEqual(gate)
    })
  })

  describe('an end', () => {
    test('the message after it is a first one', async () => {
      await take(unknown)
      const ending = await take(key('2'))
      expect(ending.replies).toEqual([...says('not-safe'), { type: 'end' }])
      expect((await take(key('1'))).replies).toEqual(gate)
    })

    test('its message delivered again gets the end again, and does not end what came after', async () => {
      await take(unknown)
      const ending = await take(key('2'), { turnId: 'the end' })
      expect(await take(key('2'), { turnId: 'the end' })).toEqual({
        ...ending,
        outcome: 'replayed',
        moved: {},
      })
      await take(unknown)
      await take(key('1'))
      expect(await take(key('2'), { turnId: 'the end' })).toEqual({
        ...ending,
        outcome: 'replayed',
        moved: {},
      })
      expect(await where()).toEqual([{ type: 'menu', node: 'home' }])
    })

    test('a conversation that fell silent is over when its time is', async () => {
      await read()
      await made.advance(TTL + 1)
      expect((await take(more)).replies).toEqual(gate)
    })

    test('each turn gives the conversation its full time again', async () => {
      await read()
      await made.advance(TTL - 100)
      await take(more)
      await made.advance(TTL - 100)
      expect((await take(more)).replies).toEqual(page(2))
    })
  })
})

describe('what a session costs', () => {
  test('one with four turns to remember takes at most 300 bytes of Redis', async () => {
    const made = await makeRedis(server)
    const raw = server.client()
    const vault = createVault(made.store, [SECRET])
    const talk = [unknown, key('1'), key('1'), key('1'), more, key('8')]
    const bytes: number[] = []
    for (const [at, input] of talk.entries()) {
      const limit = { texts: 30, now: 1_795_543_200 }
      const incoming = { who: PERSON, turnId: `SM${at}`, input, limit }
      await takeTurn(conversations(vault), flow, incoming)
      const [stored = ''] = await raw.keys('*')
      bytes.push(Number(await raw.memory('USAGE', stored)))
    }
    await made.close()
    console.info(`bytes of a session after each turn: ${bytes.join(' ')}`)
    expect(Math.max(...bytes)).toBeLessThanOrEqual(300)
  })
})

describe('a turn alone', () => {
  test.each<[string, Input, Reply[]]>([
    ['a person', person, says('person')],
    ['help', { type: 'event', event: 'help' }, says('help')],
    ['the exit', exit, says('away')],
  ])('asking for %s is answered in full', (_, input, replies) => {
    expect(takeTurnAlone(flow, input)).toMatchObject({
      outcome: 'stateless',
      language: 'en',
      replies,
    })
  })

  test('an end is complete', () => {
    const ending: Flow = { ...flow, on: { exit: { to: 'not-safe' } } }
    expect(takeTurnAlone(ending, exit).replies).toEqual([...says('not-safe'), { type: 'end' }])
    const silent: Flow = { ...flow, on: { exit: { to: 'stopped' } } }
    expect(takeTurnAlone(silent, exit).replies).toEqual([{ type: 'end' }])
  })

  test.each<[string, Input]>([
    ['a first text', unknown],
    ['a key', key('1')],
    ['a topic', { type: 'topic', topic: 'survivor-services' }],
    ['silence', { type: 'silence' }],
  ])('%s, which would need a second turn, gets one sentence with the numbers', (_, input) => {
    expect(takeTurnAlone(flow, input)).toMatchObject({
      outcome: 'stateless',
      language: 'en',
      replies: says('alone'),
    })
  })

  test.each(['home', 'survivor-services', 'hotline'])(
    'an answer that only begins with a sentence and goes on to %s is not complete',
    (to) => {
      const partly: Flow = { ...flow, on: { help: { to, say: 'welcome' } } }
      expect(takeTurnAlone(partly, { type: 'event', event: 'help' }).replies).toEqual(says('alone'))
    },
  )

  test('it answers in the language that it was asked in', () => {
    const asked: Input = { type: 'topic', topic: 'survivor-services', language: 'es' }
    expect(takeTurnAlone(flow, asked)).toMatchObject({ language: 'es', replies: says('alone') })
    const inDanger: Input = { type: 'event', event: 'person', language: 'es' }
    expect(takeTurnAlone(flow, inDanger)).toMatchObject({ language: 'es', replies: says('person') })
  })
})
