/** The actions that the page offers, by name. */
import type { Behaviour, Leg } from '../../virtual-twilio/types.ts'
import type { Conditions } from '../conditions.ts'
import { deskLeg, ownLeg } from '../legs.ts'
import type { SimulatedLine } from '../simulated-line.ts'
import type { Playback } from './playback.ts'
import type { DeskPlan } from './view.ts'

/** An action that cannot be done now; the message is for whoever tried. */
export class ActionError extends Error {}

export type Actions = Readonly<Record<string, (value: string) => unknown>>

const PLANS = [
  'ask',
  'answer',
  'busy',
  'no-answer',
  'failed',
  'voicemail',
  'silent',
] as const satisfies DeskPlan[]
const SPEEDS: readonly number[] = [1, 5, 20]
/** A texter's session expires after this long, since somebody else may then hold the phone. */
const QUARTER_MS = 15 * 60_000
/** Phones send no longer texts. */
const MOST_LETTERS = 1600

export function createActions(line: SimulatedLine, playback: Playback): Actions {
  const { twilio, person } = line

  return {
    text(value) {
      const body = value.trim()
      if (body && body.length <= MOST_LETTERS) return twilio.text(person, body)
    },
    call() {
      if (ownLeg(line)?.over === false) throw new ActionError('this phone is on a call')
      return twilio.call(person)
    },
    press: (keys) => ongoing(ownLeg(line)).press(keyOf(keys)),
    hangup: () => ongoing(ownLeg(line)).hangup(),
    answer: () => ringing(ownLeg(line)) && twilio.number(person).answer(),
    say: (text) => say(ownLeg(line), text),

    'desk-answer': () => twilio.number(ringing(deskLeg(line)).to).answer(),
    'desk-voicemail': () => voicemail(line, ringing(deskLeg(line)).to),
    'desk-press': (keys) => ongoing(deskLeg(line)).press(keyOf(keys)),
    'desk-hangup': () => ongoing(deskLeg(line)).hangup(),
    'desk-say': (text) => say(deskLeg(line), text),
    'desk-plan'(plan) {
      const behaviour = PLANS.find((known) => known === plan)
      if (behaviour) behave(line, line.destinations.keys(), behaviour)
    },
    'desk-first': (on) => line.change({ desks: on === 'on' ? 'one' : 'none' }),

    speed(value) {
      if (SPEEDS.includes(Number(value))) playback.speed = Number(value)
    },
    skip: () => playback.skip(),
    later: () => twilio.advance(QUARTER_MS),
    break: (what) => setBroken(line, what, true),
    mend: (what) => setBroken(line, what, false),
  }
}

/** Sets how phones behave when they are next rung. */
export function behave(
  { twilio }: SimulatedLine,
  numbers: Iterable<string>,
  behaviour: Behaviour,
): void {
  for (const number of numbers) twilio.number(number, { behaviour })
}

const broken: Readonly<Record<string, [broken: Partial<Conditions>, whole: Partial<Conditions>]>> =
  {
    redis: [{ redis: 'hangs' }, { redis: 'works' }],
    rest: [{ rest: 'down' }, { rest: 'works' }],
    network: [{ network: 'slow' }, { network: 'works' }],
  }

function setBroken(line: SimulatedLine, what: string, on: boolean): void {
  if (what === 'hotline') behave(line, [line.hotline], on ? 'busy' : 'ask')
  const changes = Object.hasOwn(broken, what) ? broken[what] : undefined
  if (changes) line.change(changes[on ? 0 : 1])
}

/** Lets voicemail answer the call ringing at a number, this once. */
async function voicemail({ twilio }: SimulatedLine, number: string): Promise<void> {
  const phone = twilio.number(number)
  const { behaviour } = phone
  phone.behaviour = 'voicemail'
  await phone.answer()
  phone.behaviour = behaviour
}

function say(leg: Leg | undefined, value: string): void {
  const text = value.trim().slice(0, MOST_LETTERS)
  if (!leg?.bridgedTo) throw new ActionError('nobody is connected')
  if (text) leg.say(text)
}

function ongoing(leg: Leg | undefined): Leg {
  if (!leg || leg.over) throw new ActionError('there is no call')
  return leg
}

function ringing(leg: Leg | undefined): Leg {
  if (ongoing(leg).status !== 'ringing') throw new ActionError('nothing rings')
  return ongoing(leg)
}

function keyOf(value: string): string {
  if (!/^[0-9*#]$/.test(value)) throw new ActionError('no such key')
  return value
}
