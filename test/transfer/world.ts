/**
 * A small world around one transfer: a caller who waits; legs that ring, answer and end; requests
 * and callbacks that come late, twice or never. It obeys the machine as Twilio obeys the line's
 * documents. What people and networks do is given by a plan, so that a run can be repeated.
 */
import type { Rung } from '../../src/phones/ladder.ts'
import { type Command, type Event, step } from '../../src/transfer/machine.ts'
import { beginTransfer, type LeftResult, type Transfer } from '../../src/transfer/state.ts'
import { afterQueue, legWord, waitWord } from '../../src/transfer/words.ts'

/**
 * All times are in milliseconds; a list of them says when something is delivered: never, once or
 * twice.
 */
export type RungPlan = {
  /**
   * `unknown`: Twilio placed the call but did not confirm it in time. `lost`: it never received the
   * request.
   */
  create: 'accepted' | 'refused' | 'unknown' | 'lost'
  /** From the request until the line knows the result; never if the line was restarted. */
  told: readonly number[]
  /** Until it rings, because of Twilio's limit of calls per second. */
  queued: number
  becomes: 'answered' | 'busy' | 'no-answer' | 'failed'
  answers: number
  /** When its requests for a document are processed; never means that it ends for lack of one. */
  asks: readonly number[]
  reply: number
  introduction: number
  /** From the first word of the introduction; absent: voicemail, or a menu that presses nothing. */
  presses?: number | undefined
  /** Until whoever answered hangs up. */
  stays: number
  /** Whether the REST request to end it takes effect, and how long that takes. */
  end: 'done' | 'lost'
  endTakes: number
  /** From its end until its status callback. */
  callback: readonly number[]
  /** How long it waits at an empty queue. */
  empty: number
}

export type CallerPlan = {
  /** From the line's decision until the queue, while the caller hears an announcement. */
  announcement: number
  /** Whether the caller never gets into the queue. */
  refused: boolean
  request: number
  reply: number
  hold: number
  keys: readonly { at: number; key: string }[]
  /** Whether the caller presses a meaningless key during every document. */
  restless: boolean
  hangsUp?: number | undefined
  /** Whether Twilio continues with the next verb, without saying how the caller left. */
  unsaid: boolean
  /** The wait document that never arrives, and what Twilio then does. */
  fails?: { document: number; next: 'action' | 'fallback' | 'hang-up' } | undefined
  /** What Twilio reports if a bridged caller hangs up. */
  hungUpAs: 'bridged' | 'hangup'
  /** From leaving the queue until the line decides; never is possible only after a hang-up. */
  left: readonly number[]
  bridge: { becomes: 'talked' | 'busy' | 'no-answer' | 'failed'; after: number; talks: number }
}

export type Plan = { rungs: readonly Rung[]; legs: readonly RungPlan[]; caller: CallerPlan }

export type Leg = {
  readonly rung: number
  readonly sid: string
  readonly plan: RungPlan
  readonly askedAt: number
  place:
    | 'asked'
    | 'ringing'
    | 'asking'
    | 'introduction'
    | 'joining'
    | 'bridged'
    | 'parting'
    | 'ended'
  /** When the line first knew its SID, and when it ended. */
  knownAt?: number
  endedAt?: number
}

export type World = {
  now: number
  state: Transfer
  readonly plan: Plan
  readonly legs: Leg[]
  readonly caller: {
    /** `between`: out of the queue, while the line is asked what comes next. */
    place: 'before' | 'queue' | 'between' | 'bridged' | 'dial' | 'menu' | 'gone'
    /** When the caller entered and left the queue, and when the bridge to a leg ended. */
    inAt?: number
    outAt?: number
    partedAt?: number
    joined?: Leg
    /** How it ended for the caller. */
    ending?: string
    /** Whether the caller left the queue without the line being told. */
    untold?: boolean
  }
  /** When a leg was last told to join. */
  joiningAt?: number
  /** When the line began to take the caller out. */
  leavingAt?: number
  readonly rung: number[]
  /** The SIDs whose end the line requested. */
  readonly toEnd: Set<string>
  readonly events: Event[]
  readonly log: string[]
}

export type Watch = {
  /** After each step of the machine. */
  step(world: World, before: Transfer, event: Event, commands: readonly Command[]): void
  /** After everything that happens. */
  moment(world: World): void
}

/**
 * The longest that a phone rings, that a desk may take to press its key, and that a leg waits at an
 * empty queue.
 */
const RINGS = 35_000
const KEY = 10_000
const GOODBYE = 2_000
const BUSY = 1_000

/** Runs a plan until nothing more happens. */
export function play(plan: Plan, watch: Watch): World {
  const world: World = {
    now: 0,
    state: beginTransfer(plan.rungs, 0),
    plan,
    legs: [],
    caller: { place: 'before' },
    rung: [],
    toEnd: new Set(),
    events: [],
    log: [],
  }
  const { caller } = world
  const agenda: { at: number; happen: () => void }[] = []
  /** The document that the caller hears; a request for the next one invalidates it. */
  let hearing = 0
  let asked = 0

  after(plan.caller.announcement, enqueue)
  for (const { at, key } of plan.caller.keys) after(at, () => press(key))
  if (plan.caller.hangsUp !== undefined) after(plan.caller.hangsUp, hangUp)
  for (;;) {
    watch.moment(world)
    const next = agenda.reduce<(typeof agenda)[number] | undefined>(
      (first, one) => (first && first.at <= one.at ? first : one),
      undefined,
    )
    if (!next) return world
    agenda.splice(agenda.indexOf(next), 1)
    world.now = next.at
    next.happen()
  }

  function after(ms: number, happen: () => void): void {
    agenda.push({ at: world.now + ms, happen })
  }

  function note(text: string): void {
    world.log.push(`${world.now / 1000} ${text}`)
  }

  // ---- the line

  function tell(event: Event): Transfer {
    const before = world.state
    const { state, commands } = step(before, event)
    world.state = state
    if (state.joined !== before.joined) world.joiningAt = world.now
    if (state.phase === 'leaving' && before.phase !== 'leaving') world.leavingAt = world.now
    world.events.push(event)
    const { type, at: _, ...rest } = event
    note(
      `${type} ${Object.values(rest).join(' ')} > ${state.phase} ${state.rung} ${state.legs.map(({ is }) => is).join('/')} ` +
        commands.map((one) => Object.values(one).join(' ')).join(', '),
    )
    for (const command of commands) {
      if (command.type === 'ring') ring(command.rung)
      else endCall(command.sid)
    }
    watch.step(world, before, event, commands)
    return state
  }

  function ring(rung: number): void {
    world.rung.push(rung)
    const plan = world.plan.legs[rung]
    if (!plan) throw new Error(`no rung ${rung}`)
    const leg: Leg = { rung, sid: `CA${rung}`, plan, askedAt: world.now, place: 'asked' }
    const { create } = plan
    for (const ms of plan.told)
      after(ms, () => {
        if (create === 'accepted') {
          leg.knownAt ??= world.now
          tell({ type: 'created', rung, sid: leg.sid, at: world.now })
        } else tell({ type: 'not_created', rung, at: world.now })
      })
    if (create === 'refused' || create === 'lost') return
    world.legs.push(leg)
    after(plan.queued, () => ringing(leg))
  }

  function endCall(sid: string): void {
    world.toEnd.add(sid)
    const leg = world.legs.find((one) => one.sid === sid)
    if (leg?.plan.end === 'done') after(leg.plan.endTakes, () => ended(leg, 'by us'))
  }

  // ---- a leg

  function ringing(leg: Leg): void {
    if (leg.place !== 'asked') return
    leg.place = 'ringing'
    const { becomes, answers } = leg.plan
    if (becomes === 'answered') after(answers, () => answered(leg))
    else after(becomes === 'no-answer' ? RINGS : BUSY, () => ended(leg, becomes))
  }

  function answered(leg: Leg): void {
    if (leg.place !== 'ringing') return
    note(`leg ${leg.rung} answers`)
    after(leg.plan.stays, () => ended(leg, 'by the advocate'))
    ask(leg, { type: 'answered', rung: leg.rung, sid: leg.sid })
  }

  type LegEvent = Extract<Event, { type: 'answered' | 'accepted' | 'declined' }>
  type Untimed<E> = E extends Event ? Omit<E, 'at'> : never

  /** The leg requests its document; if it does so twice, it obeys the second answer. */
  function ask(leg: Leg, event: Untimed<LegEvent>): void {
    const { asks, reply, introduction } = leg.plan
    leg.place = 'asking'
    if (asks.length === 0) after(0, () => ended(leg, 'for want of a document'))
    for (const [index, ms] of asks.entries())
      after(ms, () => {
        leg.knownAt ??= world.now
        const word = legWord(tell({ ...event, at: world.now }), leg.rung, leg.sid)
        if (index === asks.length - 1)
          after(reply, () => obey(leg, word, event.type === 'answered' ? introduction : 0))
      })
  }

  function obey(leg: Leg, word: ReturnType<typeof legWord>, introduction: number): void {
    if (leg.place !== 'asking') return
    note(`leg ${leg.rung} is to ${word}`)
    const { rung, sid } = leg
    switch (word) {
      case 'end':
        ended(leg, 'by its document')
        break
      case 'introduce': {
        leg.place = 'introduction'
        const { presses = Number.POSITIVE_INFINITY } = leg.plan
        const inTime = presses < introduction + KEY
        after(inTime ? presses : introduction + KEY, () => {
          if (leg.place === 'introduction')
            ask(leg, inTime ? { type: 'accepted', rung, sid } : { type: 'declined', rung })
        })
        break
      }
      case 'join':
        leg.place = 'joining'
        after(introduction, () => dialQueue(leg))
    }
  }

  function dialQueue(leg: Leg): void {
    if (leg.place !== 'joining') return
    if (caller.place !== 'queue') {
      after(leg.plan.empty, () => ended(leg, 'before an empty queue'))
      return
    }
    note(`leg ${leg.rung} takes the caller`)
    leg.place = 'bridged'
    caller.place = 'bridged'
    caller.joined = leg
    caller.outAt = world.now
  }

  function ended(leg: Leg, how: string): void {
    if (leg.place === 'ended') return
    note(`leg ${leg.rung} ends ${how}`)
    const bridged = leg.place === 'bridged'
    leg.place = 'ended'
    leg.endedAt = world.now
    for (const ms of leg.plan.callback)
      after(ms, () => tell({ type: 'leg_ended', rung: leg.rung, at: world.now }))
    if (bridged) {
      caller.partedAt = world.now
      outOfQueue(world.plan.caller.unsaid ? 'unknown' : 'bridged')
    }
  }

  // ---- the caller

  function enqueue(): void {
    if (caller.place !== 'before') return
    caller.place = 'queue'
    caller.inAt = world.now
    if (plan.caller.refused) outOfQueue('error')
    else request({ type: 'wait' })
  }

  /** A pending request arrives, whatever the caller does in the meantime. */
  function request(event: { type: 'wait' } | { type: 'key'; key: string }): void {
    const { request: way, reply, hold, restless, fails } = plan.caller
    hearing = 0
    const count = ++asked
    after(way, () => {
      const word = waitWord(tell({ ...event, at: world.now }), world.now)
      after(reply, () => {
        if (caller.place !== 'queue') return
        if (fails?.document === count) return withoutDocument(fails.next)
        if (word === 'leave') return outOfQueue(plan.caller.unsaid ? 'unknown' : 'leave')
        const document = world.now + 1
        hearing = document
        after(hold, () => {
          if (hearing === document && caller.place === 'queue') request({ type: 'wait' })
        })
        if (restless) after(hold / 2, () => press('5'))
      })
    })
  }

  /** The answer to a document request was lost. */
  function withoutDocument(next: NonNullable<CallerPlan['fails']>['next']): void {
    if (next === 'action') {
      outOfQueue('error')
      return
    }
    note(`the caller is out of the queue by the ${next}`)
    caller.outAt = world.now
    caller.untold = true
    if (next === 'fallback') {
      goOn('bridge')
      return
    }
    caller.place = 'gone'
    caller.ending = 'document lost'
  }

  function press(key: string): void {
    if (caller.place === 'queue' && hearing) request({ type: 'key', key })
  }

  function outOfQueue(result: LeftResult): void {
    note(`the caller is out of the queue: ${result}`)
    if (caller.place !== 'gone') caller.place = 'between'
    caller.outAt ??= world.now
    const [first, ...more] = plan.caller.left
    const time = first ?? (caller.place === 'gone' ? undefined : 0)
    if (time === undefined) return
    after(time, () => {
      const next = afterQueue(tell({ type: 'left', result, at: world.now }))
      if (caller.place !== 'gone') goOn(next)
    })
    for (const ms of more) after(ms, () => tell({ type: 'left', result, at: world.now }))
  }

  function goOn(next: ReturnType<typeof afterQueue>): void {
    note(`the caller gets: ${next}`)
    if (next !== 'bridge') {
      menu(next)
      return
    }
    const { becomes, after: rings, talks } = plan.caller.bridge
    caller.place = 'dial'
    after(rings + (becomes === 'talked' ? talks : 0), () => {
      if (caller.place === 'dial') menu(`bridge ${becomes}`)
    })
  }

  function menu(ending: string): void {
    caller.place = 'menu'
    caller.ending = ending
  }

  function hangUp(): void {
    const { place, joined } = caller
    if (place === 'menu' || place === 'gone') return
    note(`the caller hangs up (${place})`)
    caller.place = 'gone'
    caller.ending = `hung up (${place})`
    if (place === 'queue') outOfQueue('hangup')
    if (place !== 'bridged' || !joined) return
    joined.place = 'parting'
    caller.partedAt = world.now
    after(GOODBYE, () => ended(joined, 'left alone'))
    outOfQueue(plan.caller.hungUpAs)
  }
}
