/** The machine of a warm transfer: the cases by name, and its promises in whatever happens. */
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rung } from '../../src/phones/ladder.ts'
import { type Command, type Event, step } from '../../src/transfer/machine.ts'
import { beginTransfer, type Transfer, UNSEEN_MS, WAIT_MS } from '../../src/transfer/state.ts'
import { afterQueue, bridgeRung, legWord } from '../../src/transfer/words.ts'
import { FURTHER, times, walk } from '../walk.ts'
import { type CallerPlan, type Leg, type Plan, play, type RungPlan, type World } from './world.ts'

const desk: Rung = { destination: 'desk', number: '+15555550101', how: 'warm', accept: 'key' }
const hotline: Rung = { destination: 'hotline', number: '+15555550102', how: 'warm', accept: 'any' }
const bridge: Rung = { ...hotline, how: 'bridge' }

test('a clock that is set back lets nobody wait longer than the whole time once more', () => {
  const lost = (at: number): Event => ({ type: 'wait', at })
  const far = 10_000_000
  let state = step(beginTransfer([desk, hotline, bridge], far), lost(far)).state
  expect(state).toMatchObject({ phase: 'waiting', rung: 0, legs: [{ is: 'asked' }] })
  // an hour back, and nothing is heard of anybody
  const begins = far - 3_600_000
  for (let at = begins; at <= begins + WAIT_MS; at += 10_000) state = step(state, lost(at)).state
  expect(state.phase).toBe('leaving')
})

describe('the cases by name', () => {
  const one = [hotline, bridge]
  const two = [desk, hotline, bridge]
  const three = [desk, { ...desk, destination: 'clinic' }, hotline, bridge]

  // what happens, at which second; and what the line does: commands, words to legs, the end
  test.each<[name: string, ladder: readonly Rung[], events: string, line: string]>([
    [
      'a desk accepts',
      two,
      '0 wait, 1 created 0, 9 answered 0, 15 accepted 0, 90 left bridged',
      'ring 0, introduce, join, talked',
    ],
    [
      'a silent answer of the hotline is joined',
      one,
      '0 wait, 1 created 0, 9 answered 0, 60 left bridged',
      'ring 0, join, talked',
    ],
    [
      'an advocate ends first: nobody else is rung',
      [hotline, ...one],
      '0 wait, 1 created 0, 9 answered 0, 60 leg_ended 0, 60 left bridged',
      'ring 0, join, talked',
    ],
    [
      'a wait document that was asked for before the bridge rings nobody for long',
      [hotline, ...one],
      '0 wait, 1 created 0, 9 answered 0, 20 leg_ended 0, 20 wait, 20 created 1, 21 left bridged',
      'ring 0, join, ring 1, end_leg CA1, short',
    ],
    [
      'a talk that is hardly one is short',
      one,
      '0 wait, 1 created 0, 9 answered 0, 17 leg_ended 0, 17 left bridged',
      'ring 0, join, short',
    ],
    [
      'a desk is busy',
      two,
      '0 wait, 1 created 0, 2 leg_ended 0, 3 created 1, 9 answered 1, 60 left bridged',
      'ring 0, ring 1, join, talked',
    ],
    [
      'nobody answers',
      one,
      '0 wait, 1 created 0, 30 wait, 35 wait, 36 leg_ended 0, 40 wait, 40 left leave',
      'ring 0, bridge',
    ],
    [
      'a leg fails at once',
      one,
      '0 wait, 1 created 0, 1 leg_ended 0, 8 wait, 8 left leave',
      'ring 0, bridge',
    ],
    [
      'the voicemail of a desk is not joined',
      two,
      '0 wait, 1 created 0, 9 answered 0, 25 declined 0, 26 leg_ended 0',
      'ring 0, introduce, ring 1, end',
    ],
    [
      '1 while waiting: a bridge at once',
      two,
      '0 wait, 1 created 0, 5 key 1, 5 left leave',
      'ring 0, end_leg CA0, end_leg CA0, bridge',
    ],
    [
      '* while waiting: the menu',
      two,
      '0 wait, 1 created 0, 5 key *, 5 left leave',
      'ring 0, end_leg CA0, end_leg CA0, menu',
    ],
    ['other keys change nothing', one, '0 wait, 1 created 0, 5 key 5, 6 key #', 'ring 0'],
    [
      '1 while joining: it is being done',
      one,
      '0 wait, 9 answered 0, 10 key 1, 60 left bridged',
      'ring 0, join, talked',
    ],
    [
      '* while joining: the menu all the same',
      one,
      '0 wait, 9 answered 0, 10 key *, 10 left leave',
      'ring 0, join, end_leg CA0, end_leg CA0, menu',
    ],
    ['a hang-up before the first wait document', one, '1 left hangup, 2 wait', 'gone'],
    [
      'a hang-up while it rings',
      two,
      '0 wait, 1 created 0, 5 left hangup, 6 wait, 9 answered 0',
      'ring 0, end_leg CA0, gone, end',
    ],
    [
      'a hang-up before it is known what rings',
      two,
      '0 wait, 1 left hangup, 2 created 0',
      'ring 0, gone, end_leg CA0',
    ],
    [
      'a hang-up while a desk is introduced',
      two,
      '0 wait, 9 answered 0, 12 left hangup, 15 accepted 0',
      'ring 0, introduce, end_leg CA0, gone, end',
    ],
    [
      'a hang-up while joining',
      one,
      '0 wait, 9 answered 0, 12 left hangup, 13 leg_ended 0',
      'ring 0, join, end_leg CA0, gone',
    ],
    [
      'a hang-up while leaving',
      two,
      '0 wait, 1 created 0, 5 key 1, 5 left hangup',
      'ring 0, end_leg CA0, end_leg CA0, gone',
    ],
    [
      'a ladder of three, then the bridge',
      three,
      '0 wait, 1 created 0, 2 leg_ended 0, 3 created 1, 9 answered 1, 25 declined 1, 26 created 2, 61 leg_ended 2, 66 wait, 66 left leave',
      'ring 0, ring 1, introduce, ring 2, end, bridge',
    ],
    [
      'nobody is left to ask',
      [hotline],
      '0 wait, 1 created 0, 36 leg_ended 0, 40 wait, 40 left leave',
      'ring 0, unreached',
    ],
    ['a create is refused', two, '0 wait, 1 not_created 0, 2 created 1', 'ring 0, ring 1'],
    [
      'a create is unknown, and its leg answers late',
      two,
      '0 wait, 5 not_created 0, 6 created 1, 12 answered 0, 15 accepted 0, 16 answered 1',
      'ring 0, ring 1, introduce, end_leg CA1, join, end',
    ],
    [
      'a create is unknown, and its leg answers late: whoever is first has the caller',
      two,
      '0 wait, 5 not_created 0, 6 created 1, 12 answered 0, 13 answered 1, 15 accepted 0, 60 left bridged',
      'ring 0, ring 1, introduce, end_leg CA0, join, end, end_leg CA0, talked',
    ],
    [
      'a create is unknown, and its leg answers on the way out',
      one,
      '0 wait, 5 not_created 0, 12 answered 0, 13 wait, 60 left bridged',
      'ring 0, join, talked',
    ],
    [
      'it answers on the way out, and nobody says how the caller came out',
      one,
      '0 wait, 5 not_created 0, 12 answered 0, 60 left unknown',
      'ring 0, join, talked',
    ],
    [
      'it answers on the way out, and is too late',
      one,
      '0 wait, 5 not_created 0, 12 answered 0, 13 left leave, 14 created 0',
      'ring 0, join, end_leg CA0, bridge, end_leg CA0',
    ],
    [
      'it answers on the way to the menu',
      one,
      '0 wait, 5 key *, 12 answered 0, 13 left leave',
      'ring 0, end, menu',
    ],
    [
      'a create is told of late: it is not ended while it may be joined, and is when the caller is out',
      two,
      '0 wait, 5 not_created 0, 6 created 1, 10 created 0, 12 left hangup',
      'ring 0, ring 1, end_leg CA0, end_leg CA1, gone',
    ],
    [
      'nothing is told of a create: the process that asked has died',
      two,
      '0 wait, 10 wait, 20 wait, 22 answered 0, 24 accepted 0',
      'ring 0, ring 1, introduce, join',
    ],
    [
      'an advocate answers for a caller who has not been heard of for long',
      two,
      '0 wait, 1 created 0, 31 answered 0, 32 answered 0',
      'ring 0, end, end',
    ],
    [
      'a key is pressed for a caller who has not been heard of for long',
      two,
      '0 wait, 1 created 0, 20 answered 0, 31 accepted 0',
      'ring 0, introduce, end',
    ],
    [
      'nobody else is rung for a caller who has not been heard of for long',
      two,
      '0 wait, 1 created 0, 31 leg_ended 0',
      'ring 0',
    ],
    [
      'but is when the caller is heard of again',
      two,
      '0 wait, 1 created 0, 31 leg_ended 0, 40 wait',
      'ring 0, ring 1',
    ],
    [
      'a hang-up that ends a talk cuts nobody off',
      one,
      '0 wait, 1 created 0, 9 answered 0, 60 left hangup',
      'ring 0, join, gone',
    ],
    [
      'a create is unknown, and its leg has answered already',
      two,
      '0 wait, 3 answered 0, 4 accepted 0, 5 not_created 0, 60 left bridged',
      'ring 0, introduce, join, talked',
    ],
    [
      'a create is told of after its turn',
      two,
      '0 wait, 1 leg_ended 0, 2 created 0, 3 created 1',
      'ring 0, ring 1, end_leg CA0',
    ],
    [
      'a callback is lost',
      two,
      '0 wait, 1 created 0, 40 wait, 48 wait',
      'ring 0, end_leg CA0, ring 1',
    ],
    [
      'the callback of who was to join is lost',
      two,
      '0 wait, 9 answered 0, 15 accepted 0, 30 wait, 38 wait',
      'ring 0, introduce, join, end_leg CA0, ring 1',
    ],
    [
      'who was to join has ended: the next word of the queue decides',
      two,
      '0 wait, 9 answered 0, 15 accepted 0, 16 leg_ended 0, 18 wait',
      'ring 0, introduce, join, ring 1',
    ],
    [
      'whoever presses keys all the time waits no longer for it',
      one,
      '0 wait, 1 created 0, 40 key 5, 50 key 5, 50 left leave',
      'ring 0, end_leg CA0, end_leg CA0, bridge',
    ],
    [
      'only the one leg of a rung is joined, and only once',
      [hotline, ...one],
      '0 wait, 9 answered 0, 10 answered 0 CA9, 11 leg_ended 0, 12 answered 0',
      'ring 0, join, end, end',
    ],
    [
      '* when the line has already given up: the menu all the same',
      one,
      '0 wait, 1 created 0, 2 leg_ended 0, 5 key *, 5 left leave',
      'ring 0, menu',
    ],
    [
      'answered before created',
      one,
      '0 wait, 1 answered 0, 2 created 0, 60 left bridged',
      'ring 0, join, talked',
    ],
    [
      'the deadline',
      two,
      '0 wait, 1 created 0, 30 wait, 40 leg_ended 0, 41 created 1, 92 wait, 93 answered 1, 93 left leave',
      'ring 0, ring 1, end_leg CA1, end, end_leg CA1, bridge',
    ],
    [
      'the deadline does not part who is being joined',
      two,
      '0 wait, 1 created 0, 30 wait, 40 leg_ended 0, 41 created 1, 80 wait, 83 answered 1, 91 wait, 120 left bridged',
      'ring 0, ring 1, join, talked',
    ],
    [
      'the deadline does not cut a desk that is told who calls',
      [desk, ...two],
      '0 wait, 1 created 0, 30 wait, 40 leg_ended 0, 41 created 1, 80 wait, 83 answered 1, 91 wait, 95 accepted 1, 120 left bridged',
      'ring 0, ring 1, introduce, join, talked',
    ],
    [
      'but it does not wait for one that presses nothing',
      [desk, ...two],
      '0 wait, 1 created 0, 30 wait, 40 leg_ended 0, 41 created 1, 80 wait, 83 answered 1, 91 wait, 98 wait, 98 left leave',
      'ring 0, ring 1, introduce, end_leg CA1, end_leg CA1, bridge',
    ],
    [
      'the deadline is counted from the first wait document',
      one,
      '100 wait, 101 created 0, 108 wait, 130 answered 0, 190 left bridged',
      'ring 0, join, talked',
    ],
    ['the queue fails', one, '0 left error', 'bridge'],
    [
      'out of the queue, nobody says how, while joining: they may have talked, so nobody is dialled',
      one,
      '0 wait, 1 created 0, 9 answered 0, 60 left unknown',
      'ring 0, join, talked',
    ],
    [
      'nobody says how, after the way out: the bridge',
      one,
      '0 wait, 1 created 0, 5 key 1, 5 left unknown',
      'ring 0, end_leg CA0, end_leg CA0, bridge',
    ],
    [
      'nobody says how, after the way out by star: the menu',
      one,
      '0 wait, 1 created 0, 5 key *, 5 left unknown',
      'ring 0, end_leg CA0, end_leg CA0, menu',
    ],
    ['nobody says how, while waiting: as when the queue fails', one, '0 left unknown', 'bridge'],
    [
      'told again, and otherwise: the same answer',
      one,
      '0 wait, 9 answered 0, 12 left bridged, 60 left unknown, 61 left leave',
      'ring 0, join, short, short, short',
    ],
    [
      'everything twice',
      two,
      '0 wait, 0 wait, 1 created 0, 1 created 0, 2 leg_ended 0, 2 leg_ended 0, 5 key 1, 5 key 1, 6 left leave, 6 left leave',
      'ring 0, ring 1, bridge, bridge',
    ],
  ])('%s', (_name, ladder, events, line) => {
    expect(tell(ladder, events)).toBe(line)
  })

  test('the bridge is the next one on the ladder, or else the last', () => {
    const away: Rung = { ...desk, how: 'bridge' }
    const rungs = [desk, away, hotline, bridge, hotline]
    const found = [-1, 0, 1, 2, 3, 4, 5].map((rung) => bridgeRung({ rungs, rung }))
    expect(found).toEqual([away, away, away, bridge, bridge, bridge, bridge])
    expect(bridgeRung({ rungs: [hotline], rung: 0 })).toBeUndefined()
  })
})

/** What the line does about events: `9 answered 0` is the ninth second, its leg's SID is CA0. */
function tell(ladder: readonly Rung[], events: string): string {
  let state = beginTransfer(ladder, 0)
  const said: string[] = []
  for (const text of events.split(', ')) {
    const event = eventOf(text)
    const taken = step(state, event)
    state = taken.state
    for (const command of taken.commands) said.push(Object.values(command).join(' '))
    if (event.type === 'answered' || event.type === 'accepted' || event.type === 'declined')
      said.push(legWord(state, event.rung, 'sid' in event ? event.sid : `CA${event.rung}`))
    if (event.type === 'left') said.push(afterQueue(state))
  }
  return said.join(', ')
}

function eventOf(text: string): Event {
  const [second, type, what = '', sid = `CA${what}`] = text.split(' ')
  const rung = Number(what)
  const at = Number(second) * 1000
  // more than any one event has: each takes what is its own
  return { type, at, rung, sid, key: what, result: what } as unknown as Event
}

// ---- in whatever happens

const RUNS = 24_000
/** How many of them must be different ones; a longer walk repeats itself. */
const DIFFERENT = Math.min(10_000, times(10_000))
/** From one wait document to the next, with the answer to it. */
const HEARTBEAT_MS = 10_000
/** From the word to join until it is known that nothing came of it. */
const JOINING_MS = 20_000
/** So long the deadline waits for a desk that is told who calls. */
const INTRODUCTION_MS = 14_000
/** From the moment when a leg is known and not needed until it is ended, or finds an empty queue. */
const ENDING_MS = 18_000
/** What a leg needs for its own end: rung late, answered late, introduced, and no key pressed. */
const OWN_MS = 35_000 + 3_000 + 3 * 4_000 + 6_000 + 10_000 + 10_000
/** From the caller's leaving the queue until the line is told, at most. */
const NEWS_MS = 2_000

const ENDINGS = [
  'bridge busy',
  'bridge failed',
  'bridge no-answer',
  'bridge talked',
  'document lost',
  'hung up (before)',
  'hung up (between)',
  'hung up (bridged)',
  'hung up (dial)',
  'hung up (queue)',
  'menu',
  'short',
  'talked',
  'unreached',
]

const PHASES = ['waiting', 'joining', 'leaving', 'over']

test('the caller is bridged or hears a fallback, and no leg is left behind', {
  tags: ['walk'],
}, () => {
  const runs = new Set<string>()
  const endings = new Map<string, number>()
  fc.assert(
    fc.property(plan, (one) => {
      const world = play(one, { step: soundStep, moment: soundMoment })
      explained(world, () => soundEnd(world))
      runs.add(sequence(world))
      const { ending = 'none' } = world.caller
      endings.set(ending, (endings.get(ending) ?? 0) + 1)
    }),
    walk('transfers', RUNS),
  )
  console.info(`${runs.size} different transfers: ${JSON.stringify(Object.fromEntries(endings))}`)
  expect(runs.size).toBeGreaterThanOrEqual(DIFFERENT)
  // a short walk may miss the rarest
  const missed = ENDINGS.filter((ending) => !endings.has(ending))
  expect(missed.length, missed.join()).toBeLessThanOrEqual(FURTHER < 1 ? 1 : 0)
})

test('whatever it is told in whatever order, it goes forward, and comes to an end', {
  tags: ['walk'],
}, () => {
  fc.assert(
    fc.property(ladder, fc.array(anyEvent, { maxLength: 25, size: 'max' }), (rungs, all) => {
      let state = beginTransfer(rungs, 0)
      let at = 0
      const take = (event: Event) => {
        const taken = step(state, event)
        soundMachine(state, event, taken)
        state = taken.state
      }
      for (const { later, ...event } of all) {
        at += later
        // more than any one event has
        take({ ...event, at } as Event)
      }
      const until = Math.max(state.rung < 0 ? at + WAIT_MS : state.began + WAIT_MS, at + JOINING_MS)
      while (at < until + HEARTBEAT_MS) {
        at += HEARTBEAT_MS
        take({ type: 'wait', at })
      }
      must(state.phase === 'leaving' || state.phase === 'over', 'heartbeats take the caller out')
    }),
    walk('events in any order', RUNS / 2),
  )
})

/** What was told to the machine and what became of it, without the times. */
function sequence({ log }: World): string {
  return log.map((entry) => entry.replace(/^\S+ /, '')).join('\n')
}

/** A fault with everything that led to it. */
function explained(world: World, check: () => void): void {
  try {
    check()
  } catch (error) {
    const { rungs } = world.plan
    const ladder = rungs.map(({ how, accept }) => (how === 'bridge' ? how : accept)).join(', ')
    throw new Error(`${(error as Error).message}\n[${ladder}]\n${world.log.join('\n')}`)
  }
}

function must(truth: boolean, promise: string): void {
  if (!truth) throw new Error(`broken: ${promise}`)
}

function soundStep(world: World, before: Transfer, event: Event, commands: readonly Command[]) {
  explained(world, () => {
    soundMachine(before, event, { state: world.state, commands })
    const { state, rung, plan, legs, toEnd, caller } = world
    must(new Set(rung).size === rung.length, 'a rung is rung at most once')
    must(
      rung.every((one) => plan.rungs[one]?.how === 'warm'),
      'only who is called warmly is rung',
    )
    for (const command of commands) {
      if (command.type === 'ring') {
        must(mayWait(world), 'nobody is rung for who does not wait')
        continue
      }
      const leg = legs.find(({ sid }) => sid === command.sid)
      must(leg !== undefined, 'only legs of this transfer are ended')
      must(!meets(world, leg) || state.after === 'menu', 'only the caller parts who is joined')
    }
    if (event.type === 'answered') soundAnswer(world, before, event)
    if (state.phase !== 'leaving' && state.phase !== 'over') return
    // until the caller is out, who answers late may still have them
    const { leavingAt = 0 } = world
    const late = state.phase === 'leaving' && state.after === 'bridge'
    for (const leg of legs)
      if (
        leg.knownAt !== undefined &&
        (!late || leg.knownAt < leavingAt) &&
        leg.place !== 'ended' &&
        leg !== caller.joined
      )
        must(
          toEnd.has(leg.sid) || leg.place === 'asking' || leg.place === 'joining',
          'a leg that is not needed is ended as soon as it is known',
        )
  })
}

/** Whoever answers for a caller that still waits has them, or is told who calls. */
function soundAnswer(world: World, before: Transfer, event: Event & { type: 'answered' }) {
  const { state, caller, toEnd, now } = world
  if (caller.place !== 'queue' || before.phase === 'over' || state.after === 'menu') return
  if (toEnd.has(event.sid) || before.legs[event.rung]?.is !== 'asked') return
  const taken = before.joiner !== undefined && before.joiner !== event.rung
  const seen = now - before.seen < 30_000
  const word = legWord(state, event.rung, event.sid)
  must(taken || !seen || word !== 'end', 'who answers for a caller that waits is not sent away')
}

/** The caller waits, or has done until a moment ago, as far as the line can know. */
function mayWait(world: World): boolean {
  const { caller, now } = world
  if (caller.place === 'queue' || now - (caller.outAt ?? 0) <= NEWS_MS) return true
  // a caller may have left untold, but is not waited for without end
  return wordless(world) && now - world.state.seen < UNSEEN_MS
}

function meets({ caller }: World, leg: Leg | undefined): boolean {
  return leg?.place === 'bridged' || (leg?.place === 'joining' && caller.place === 'queue')
}

/** The promises of the machine alone. */
function soundMachine(
  before: Transfer,
  event: Event,
  { state, commands }: { state: Transfer; commands: readonly Command[] },
) {
  const order = PHASES.indexOf(state.phase) - PHASES.indexOf(before.phase)
  must(state.rung >= before.rung, 'a rung is not tried again')
  must(order >= 0 || (state.phase === 'waiting' && state.rung > before.rung), 'phases go forward')
  if (before.phase === 'over') must(state === before, 'over is over')
  if (before.phase === 'leaving') must(state.rung === before.rung, 'who leaves is not called for')
  must(state.after === before.after || state.phase === 'leaving', 'only who leaves may choose')
  must(state.rungs === before.rungs, 'the ladder stays')
  must(state.began === before.began || before.rung < 0, 'the deadline is not put off')
  for (const command of commands) {
    const named = Object.keys(command).sort().join()
    must(named === (command.type === 'ring' ? 'rung,type' : 'sid,type'), 'commands name no more')
    if (command.type === 'ring') {
      const { is } = state.legs[state.rung] ?? {}
      must(state.phase === 'waiting' && is === 'asked', 'only for who waits is rung')
      must(command.rung === state.rung && state.rung > before.rung, 'only the next rung is rung')
    }
  }
  // delivered again, at the same moment or, but for a heartbeat, later
  const again = event.type === 'wait' || event.type === 'key' ? [0] : [0, 3_000]
  for (const ms of again) {
    const twice = step(state, { ...event, at: event.at + ms })
    must(isDeepStrictEqual(twice.state, state), 'what comes twice changes nothing')
    must(
      twice.commands.every(({ type }) => type === 'end_leg'),
      'what comes twice rings nobody',
    )
  }
}

function soundMoment(world: World) {
  const { caller, legs, now } = world
  // who joins when the caller has gone finds an empty queue
  const live = legs.filter(
    ({ place }) => place === 'bridged' || (place === 'joining' && caller.place === 'queue'),
  ).length
  explained(world, () => {
    must(live + (caller.place === 'dial' ? 1 : 0) <= 1, 'there are never two live advocates')
    must(caller.place !== 'queue' || now <= waitsUntil(world), 'nobody waits for ever')
  })
}

/** The deadline does not part a caller and an advocate who are being joined. */
function waitsUntil({ caller, state, joiningAt = 0 }: World): number {
  const began = state.rung < 0 ? (caller.inAt ?? 0) : state.began
  return Math.max(began + WAIT_MS + INTRODUCTION_MS, joiningAt + JOINING_MS) + HEARTBEAT_MS
}

function soundEnd(world: World) {
  const { caller, state, events, legs } = world
  must(caller.place === 'menu' || caller.place === 'gone', 'nobody is stuck')
  for (const leg of legs) {
    must(leg.endedAt !== undefined, 'every leg ends')
    must((leg.endedAt ?? 0) <= endsBy(world, leg), 'no leg outlives its caller')
  }
  const menu = events.findIndex((event) => event.type === 'key' && event.key === '*')
  const left = events.findIndex((event) => event.type === 'left' && event.result === 'leave')
  if (menu >= 0 && menu < left)
    must(caller.place === 'gone' || caller.ending === 'menu', 'who asks for the menu gets it')
  if (state.phase !== 'over') {
    must(wordless(world), 'a transfer ends')
    return
  }
  for (const event of events) {
    const late = step(state, event)
    must(late.state === state, 'over is over, whatever comes')
    must(
      late.commands.every(({ type }) => type === 'end_leg'),
      'when it is over nobody is rung',
    )
  }
}

/** The line never hears that the caller has hung up. */
function wordless({ plan, caller }: World): boolean {
  if (caller.untold) return true
  return caller.place === 'gone' && (plan.caller.left.length === 0 || caller.inAt === undefined)
}

function endsBy(world: World, leg: Leg): number {
  const { caller } = world
  const free = (leg === caller.joined ? caller.partedAt : caller.outAt) ?? 0
  const from = Math.max(free, leg.askedAt)
  return leg.plan.end === 'done' && leg.knownAt !== undefined && !wordless(world)
    ? Math.max(from, leg.knownAt) + ENDING_MS
    : from + OWN_MS
}

// ---- what may happen

/** Any event, true or not; up to two minutes after the one before. */
const anyEvent = fc.record({
  type: fc.oneof(
    { weight: 4, arbitrary: fc.constant('wait') },
    { weight: 9, arbitrary: fc.constantFrom('created', 'answered', 'accepted') },
    { weight: 6, arbitrary: fc.constantFrom('not_created', 'declined', 'leg_ended') },
    { weight: 2, arbitrary: fc.constantFrom('key', 'left') },
  ),
  later: fc.oneof(
    { weight: 6, arbitrary: fc.nat(10_000) },
    { weight: 1, arbitrary: fc.nat(120_000) },
  ),
  rung: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4),
  sid: fc.constantFrom('CA0', 'CA1', 'CA2'),
  key: fc.constantFrom('1', '*', '0', '5'),
  result: fc.constantFrom('bridged', 'leave', 'hangup', 'error', 'unknown'),
})

/** Half seconds, so that things often happen at the same moment. */
const within = (from: number, to: number) =>
  fc.integer({ min: from * 2, max: to * 2 }).map((halves) => halves * 500)

/** Mostly once and soon; twice, late or never. */
const delivered = (soon: number, late: number) =>
  fc.oneof(
    { weight: 6, arbitrary: fc.tuple(within(0, soon)) },
    { weight: 2, arbitrary: fc.tuple(within(0, late)) },
    { weight: 2, arbitrary: fc.tuple(within(0, soon), within(0, late)) },
    { weight: 1, arbitrary: fc.constant([]) },
  )

const often = <Value>(usual: Value, ...others: Value[]) =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(usual, ...others) },
  )

const legPlan: fc.Arbitrary<RungPlan> = fc.record({
  create: often<RungPlan['create']>('accepted', 'refused', 'unknown', 'lost'),
  told: delivered(4, 60),
  queued: within(0, 3),
  becomes: fc.constantFrom<RungPlan['becomes'][]>(
    'answered',
    'answered',
    'busy',
    'no-answer',
    'failed',
  ),
  answers: within(0, 34),
  asks: fc.oneof(
    { weight: 6, arbitrary: fc.tuple(within(0, 2)) },
    { weight: 2, arbitrary: fc.tuple(within(0, 2), within(2, 4)) },
    { weight: 1, arbitrary: fc.constant([]) },
  ),
  reply: within(0, 1),
  introduction: within(2, 6),
  presses: fc.option(within(0, 20), { nil: undefined, freq: 3 }),
  stays: fc.oneof(within(0, 12), within(0, 30), within(30, 240)),
  end: often<RungPlan['end']>('done', 'lost'),
  endTakes: within(0, 3),
  callback: delivered(2, 60),
  empty: fc.constantFrom(0, 5_000, 10_000),
})

const callerPlan: fc.Arbitrary<CallerPlan> = fc.record({
  announcement: within(0, 20),
  unsaid: fc.boolean(),
  fails: fc.oneof(
    { weight: 12, arbitrary: fc.constant(undefined) },
    {
      weight: 1,
      arbitrary: fc.record({
        document: fc.integer({ min: 1, max: 12 }),
        next: fc.constantFrom('action' as const, 'fallback' as const, 'hang-up' as const),
      }),
    },
  ),
  hungUpAs: fc.constantFrom('bridged' as const, 'hangup' as const),
  refused: fc.integer({ min: 0, max: 39 }).map((one) => one === 39),
  request: within(0, 2),
  reply: within(0, 1),
  hold: within(4, 6),
  keys: fc.array(fc.record({ at: within(0, 180), key: fc.constantFrom('1', '*', '0', '5', '#') }), {
    maxLength: 2,
  }),
  restless: fc.integer({ min: 0, max: 9 }).map((one) => one === 9),
  hangsUp: fc.option(within(0, 240), { nil: undefined, freq: 2 }),
  left: delivered(2, 2),
  bridge: fc.record({
    becomes: fc.constantFrom<CallerPlan['bridge']['becomes'][]>(
      'talked',
      'talked',
      'busy',
      'no-answer',
      'failed',
    ),
    after: within(0, 30),
    talks: within(0, 120),
  }),
})

const ladder: fc.Arbitrary<readonly Rung[]> = fc.oneof(
  fc
    .array(fc.constantFrom(desk, hotline), { maxLength: 2 })
    .map((all) => [...all, hotline, bridge]),
  fc
    .array(fc.constantFrom(desk, hotline), { minLength: 1, maxLength: 3 })
    .map((all) => [...all, bridge]),
  fc.constantFrom([hotline], [desk, bridge, hotline, bridge]),
)

const plan: fc.Arbitrary<Plan> = ladder.chain((rungs) =>
  fc.record({
    rungs: fc.constant(rungs),
    legs: fc.tuple(...rungs.map(() => legPlan)),
    caller: callerPlan,
  }),
)
