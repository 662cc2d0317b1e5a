/** The deeds: everything that somebody can do on this page, by its name. */
import type { Leg } from '../../virtual-twilio/types.ts'
import type { Stage } from '../simulated-line.ts'
import type { Pace } from './playback.ts'
import { deskLeg, ownLeg } from './show-view.ts'
import type { Witness } from './timeline.ts'
import type { Breakable, DeskPlan } from './view.ts'

/** A deed that can not be done now; the message is for whoever tried. */
export class DeedError extends Error {}

export type Deeds = Readonly<Record<string, (value: string) => unknown>>

const PLANS: readonly string[] = [
  'ask',
  'busy',
  'no-answer',
  'voicemail',
  'silent',
] satisfies DeskPlan[]
const BREAKABLES: readonly string[] = ['redis', 'rest', 'hotline', 'network'] satisfies Breakable[]
const SPEEDS: readonly number[] = [1, 5, 20]
/** A texter's session is gone after this long: somebody else may hold the phone. */
const QUARTER_MS = 15 * 60_000
/** Longer texts come from no phone. */
const MOST_LETTERS = 1600

export function createDeeds(stage: Stage, witness: Witness, pace: Pace): Deeds {
  const { twilio, person } = stage

  return {
    text(value) {
      const body = value.trim()
      if (body && body.length <= MOST_LETTERS) return twilio.text(person, body)
    },
    call() {
      if (ownLeg(stage)?.over === false) throw new DeedError('this phone is on a call')
      return twilio.call(person)
    },
    press: (keys) => live(ownLeg(stage)).press(keysOf(keys)),
    hangup: () => live(ownLeg(stage)).hangup(),
    answer: () => rings(ownLeg(stage)) && twilio.number(person).answer(),
    say: (text) => talk('person', ownLeg(stage), text),

    'desk-answer': () => pickUp(),
    async 'desk-voicemail'() {
      const plan = stage.plan()
      stage.setPlan('voicemail')
      await pickUp()
      stage.setPlan(plan)
    },
    'desk-press': (keys) => live(deskLeg(stage)).press(keysOf(keys)),
    'desk-hangup': () => live(deskLeg(stage)).hangup(),
    'desk-say': (text) => talk('desk', deskLeg(stage), text),
    'desk-plan': (plan) => {
      if (PLANS.includes(plan)) stage.setPlan(plan as DeskPlan)
    },
    'desk-first': (on) => stage.setDeskFirst(on === 'on'),

    speed(value) {
      if (SPEEDS.includes(Number(value))) pace.speed = Number(value)
    },
    skip: () => pace.skip(),
    later: () => stage.advance(QUARTER_MS),
    break: (what) => breakOrMend(what, true),
    mend: (what) => breakOrMend(what, false),
  }

  function breakOrMend(what: string, on: boolean): void {
    if (BREAKABLES.includes(what)) stage.break(what as Breakable, on)
  }

  function pickUp(): Promise<Leg> {
    return twilio.number(rings(deskLeg(stage)).to).answer()
  }

  function talk(who: 'person' | 'desk', leg: Leg | undefined, value: string): void {
    const text = value.trim().slice(0, MOST_LETTERS)
    if (!leg?.bridgedTo) throw new DeedError('nobody is connected')
    if (text) witness.talk(who, leg, text)
  }
}

function live(leg: Leg | undefined): Leg {
  if (!leg || leg.over) throw new DeedError('there is no call')
  return leg
}

function rings(leg: Leg | undefined): Leg {
  if (live(leg).status !== 'ringing') throw new DeedError('nothing rings')
  return live(leg)
}

function keysOf(value: string): string {
  if (!/^[0-9*#]$/.test(value)) throw new DeedError('no such key')
  return value
}
