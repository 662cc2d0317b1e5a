/** Whole calls with all that may go wrong between the line and Twilio: what is promised holds in each. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Behaviour } from '../../src/virtual-twilio/types.ts'
import { content } from '../line.ts'
import { readings } from '../readings.ts'
import { FURTHER, walk } from '../walk.ts'
import { createNetwork, type Faults } from './network.ts'
import { createCaller, type Person } from './people.ts'
import {
  createTale,
  createWatch,
  soundAnswers,
  soundEnd,
  soundLegs,
  soundTalks,
  soundWords,
} from './promises.ts'

/** However short the walk, 30 are made, so that some end in a talk. */
const CALLS = Math.max(260, 30 / FURTHER)
/** Seconds after which whoever is still there hangs up. */
const LONGEST = 700
const NUMBERS = ['+14155550123', '+14155550177']
const DESKS = ['+15105550103', '+15105550101', '+15595550102', '+18883737888']

type Plan = {
  faults: Faults
  people: readonly Person[]
  phones: readonly { behaviour: Behaviour; answerAfter: number; talkFor: number; keys?: string }[]
}

test('every call is bridged or hears the number, and nobody is left behind', {
  tags: ['walk'],
}, async () => {
  const endings = new Map<string, number>()
  const outlived: number[] = []
  await fc.assert(
    fc.asyncProperty(plan, async (one) => {
      outlived.push(...(await play(one, endings)))
    }),
    walk('whole calls', CALLS),
  )
  outlived.sort((a, b) => a - b)
  console.info(
    `${JSON.stringify(Object.fromEntries(endings))}; a leg outlived its caller by ${(outlived.at(-1) ?? 0) / 1000} s at most`,
  )
  expect(endings.get('bridged')).toBeGreaterThan(0)
})

async function play({ faults, people, phones }: Plan, endings: Map<string, number>) {
  const network = createNetwork(faults)
  const { twilio } = network
  for (const [at, number] of DESKS.entries()) twilio.number(number, phones[at])
  const callers = people.map((person) => createCaller(twilio, person))
  const watches = callers.map(({ caller }) => createWatch(caller))
  try {
    for (let now = 0; now < LONGEST; now++) {
      for (const { second } of callers) await second(now)
      await twilio.advance(1_000)
      for (const watch of watches) watch()
      if (now > 60 && twilio.legs().every(({ over }) => over)) break
    }
    for (const { caller } of callers) {
      if (!caller.leg || caller.leg.over) continue
      caller.hungUpAt = twilio.now()
      await caller.leg.hangup()
    }
    await twilio.advance(150_000)
    const tale = createTale(network)
    for (const { caller } of callers) {
      soundEnd(tale, caller)
      soundTalks(tale, caller)
    }
    soundAnswers(tale)
    soundWords(tale, NUMBERS)
    for (const { caller } of callers) {
      const bridged = tale
        .all('bridge')
        .some(({ leg, with: other }) => [leg, other].includes(caller.leg?.sid ?? ''))
      const ending = bridged
        ? 'bridged'
        : caller.hungUpAt
          ? 'hung up'
          : caller.leg
            ? 'number'
            : 'no call'
      endings.set(ending, (endings.get(ending) ?? 0) + 1)
    }
    return soundLegs(tale)
  } catch (error) {
    throw new Error(`${(error as Error).message}\n${told(network)}`, { cause: error })
  }
}

/** What happened, for whoever looks for a fault. */
function told({ twilio, unanswered }: ReturnType<typeof createNetwork>): string {
  const lines = twilio.trace.map(({ at, kind, ...entry }) => {
    const text = JSON.stringify(entry).replaceAll('https://line.example.org', '')
    return `${at / 1000} ${kind} ${text.replaceAll(/"(AccountSid|ApiVersion|Called\w*|Caller\w*|From\w*|To\w*|Direction)":"[^"]*",?/g, '').slice(0, 260)}`
  })
  return [...lines, ...unanswered.map((one) => `unanswered ${JSON.stringify(one)}`)].join('\n')
}

// ---- what may happen

const seconds = (max: number) => fc.nat(max)
const ways = [
  ['1', '0', '1'],
  ['2', '0', '1'],
  ['0', '1'],
  ['0', '0'],
  ['1', '0', '2'],
  ['3', '1'],
  [],
]

const person = (at: number): fc.Arbitrary<Person> =>
  fc
    .record({
      number: fc.constant(NUMBERS[at] ?? ''),
      comes: fc.constantFrom('by call' as const, 'by call' as const, 'by text' as const),
      begins: seconds(20),
      keys: fc
        .tuple(
          fc.constantFrom(...ways),
          fc.array(fc.constantFrom('1', '0', '*', '2', '5', '9', '#'), { maxLength: 4 }),
          fc.array(seconds(14), { minLength: 9, maxLength: 9 }),
          fc.array(seconds(60), { minLength: 4, maxLength: 4 }),
        )
        .map(([way, more, soon, later]) => [
          ...way.map((key, index) => ({ after: soon[index] ?? 0, key })),
          ...more.map((key, index) => ({ after: later[index] ?? 0, key })),
        ]),
      hangsUp: fc.option(seconds(250), { nil: undefined, freq: 3 }),
      phone: fc.record({
        behaviour: fc.constantFrom<Behaviour[]>(
          'answer',
          'answer',
          'voicemail',
          'busy',
          'no-answer',
        ),
        answerAfter: seconds(16),
      }),
    })
    // the key that a phone waits for which the line has rung
    .map((one) =>
      one.comes === 'by call' ? one : { ...one, keys: [{ after: 3, key: '1' }, ...one.keys] },
    )

const phone = fc.record({
  behaviour: fc.constantFrom<Behaviour[]>(
    'answer',
    'answer',
    'answer',
    'busy',
    'no-answer',
    'failed',
    'voicemail',
    'silent',
  ),
  answerAfter: seconds(34),
  talkFor: fc.oneof(seconds(25), seconds(200)).map((time) => time + 2),
  keys: fc.constantFrom('', 'wwwwwwww5', 'wwww5', 'WWWWWWWWWWWW5'),
})

const percent = fc.constantFrom(0, 5, 20, 50)

const plan: fc.Arbitrary<Plan> = fc.record({
  faults: fc.record({
    seed: fc.integer(),
    rest: percent,
    callbacks: percent,
    webhooks: fc.constantFrom(0, 0, 2, 8),
    away: fc.option(fc.record({ at: seconds(200), seconds: seconds(40) }), {
      nil: undefined,
      freq: 3,
    }),
    restart: fc.option(fc.record({ at: seconds(200), seconds: seconds(4), keeps: fc.boolean() }), {
      nil: undefined,
      freq: 3,
    }),
    open: fc.oneof(fc.constant({}), fc.constantFrom(...readings.map(([, open]) => open))),
    desks: fc.constantFrom('none' as const, 'one' as const, 'two' as const),
  }),
  people: fc.oneof(fc.tuple(person(0)), fc.tuple(person(0), person(1))),
  phones: fc.array(phone, { minLength: DESKS.length, maxLength: DESKS.length }),
})

test('the numbers of the plans are those that are dialled', () => {
  expect(content().phones.hotline?.number.replaceAll('-', '')).toBe('18883737888')
})
