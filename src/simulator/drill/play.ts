/** Plays scripts: performs each line on a simulated line, and returns what everybody gets. */
import { e164 } from '../../phones/number.ts'
import type { Leg } from '../../virtual-twilio/types.ts'
import { placedLeg } from '../legs.ts'
import type { PlayedLine } from '../simulated-line.ts'
import { type PersonAction, type PhoneAction, ScriptError } from './action.ts'
import type { ScriptLine } from './script.ts'
import { transcriptOf } from './transcript.ts'

export type Player = {
  /** Plays one line, and returns what everybody gets because of it. Throws ScriptError. */
  play(line: ScriptLine): Promise<string[]>
}

/** How simulated time passes while people wait. */
export type Time = {
  /** Lets this many milliseconds pass. */
  pass(ms: number): Promise<void>
  /** Lets time pass until this leg is no longer spoken to and waits, or has ended. */
  listen(leg: Leg): Promise<void>
}

type Stage = { line: PlayedLine; time: Time }

/**
 * Milliseconds between two texts: if they came faster, Twilio would block the replies (error
 * 14107).
 */
const WRITING_MS = 5_000
/** Milliseconds that `(hears it out)` takes. */
const HEARING_MS = 20_000
/** How often, and at which interval, something awaited is checked for. */
const LOOK_MS = 1_000
const LOOKS = 60

/** Without `time`, the clock jumps ahead. */
export function createPlayer(line: PlayedLine, time: Time = atOnce(line)): Player {
  const stage = { line, time }
  let told = line.twilio.trace.length
  return {
    async play(step) {
      switch (step.type) {
        case 'note':
        case 'got':
        case 'expects':
          return []
        case 'event':
          if (step.event.type === 'time') line.twilio.setTime(step.event.at)
          else line.change(step.event.changes)
          return []
        case 'person':
          await asPerson(stage, step.action)
          break
        case 'phone':
          await asPhone(stage, step.key, step.action)
          break
      }
      await quiet(stage)
      const news = line.twilio.trace.slice(told)
      told = line.twilio.trace.length
      return transcriptOf(line, news)
    },
  }
}

function atOnce({ twilio }: PlayedLine): Time {
  return { pass: twilio.advance, listen: (leg) => leg.listen() }
}

async function asPerson({ line, time }: Stage, action: PersonAction): Promise<void> {
  switch (action.type) {
    case 'text':
      // on a slow network, time must pass for the answer to arrive
      await Promise.all([line.twilio.text(line.person, action.text), time.pass(WRITING_MS)])
      return
    case 'call':
      await line.twilio.call(line.person)
      return
    case 'press':
      return own(line).press(action.keys)
    case 'say':
      return say(own(line), action.text)
    case 'hang_up':
      return own(line).hangup()
    case 'wait':
      return time.pass(action.ms)
    case 'silence': {
      const leg = own(line)
      const { length } = leg.heard
      while (leg.heard.length === length && !leg.over) await time.pass(LOOK_MS)
    }
  }
}

async function asPhone({ line, time }: Stage, key: string, action: PhoneAction): Promise<void> {
  const number = numberOf(line, key)
  const phone = line.twilio.number(number)
  switch (action.type) {
    case 'behave':
      phone.behaviour = action.behaviour
      return
    case 'answer':
      await rings({ line, time }, number)
      await phone.answer()
      return
    case 'decline':
      await rings({ line, time }, number)
      return phone.decline()
    case 'hear_out':
      return time.pass(HEARING_MS)
    case 'press':
      return there(line, number).press(action.keys)
    case 'say':
      return say(there(line, number), action.text)
    case 'hang_up':
      return there(line, number).hangup()
  }
}

/**
 * Waits until nothing is being said, and every phone not told to wait has answered or stopped
 * ringing.
 */
async function quiet({ line, time }: Stage): Promise<void> {
  const leg = placedLeg(line)
  for (const each of line.twilio.legs()) if (!each.over && each !== leg) await time.listen(each)
  if (!leg || leg.over) return
  await time.listen(leg)
  while (leg.waiting === 'ring' && !isAsked(line)) {
    await time.pass(LOOK_MS)
    await time.listen(leg)
  }
}

/** Whether a phone is ringing that picks up only when told to. */
function isAsked({ twilio }: PlayedLine): boolean {
  const ringing = twilio.legs().filter(({ status, over }) => status === 'ringing' && !over)
  return ringing.some(({ to }) => twilio.number(to).behaviour === 'ask')
}

/**
 * Waits until it rings there: the line may still be talking, or Twilio placing calls one by one.
 */
async function rings({ line, time }: Stage, number: string): Promise<void> {
  const isRinging = () =>
    line.twilio.legs().some(({ to, status }) => to === number && status === 'ringing')
  for (let look = 0; look < LOOKS && !isRinging(); look++) await time.pass(LOOK_MS)
  if (!isRinging()) throw new ScriptError('nothing rings there')
}

function say(leg: Leg, text: string): void {
  if (!leg.bridgedTo) throw new ScriptError('nobody is connected')
  leg.say(text)
}

function numberOf({ phones, person }: PlayedLine, key: string): string {
  if (key === 'phone') return person
  const phone = phones()[key]
  if (!phone) throw new ScriptError(`nobody is called ${key}`)
  return e164(phone)
}

/** The person's own call. */
function own(line: PlayedLine): Leg {
  const leg = placedLeg(line)
  if (!leg) throw new ScriptError('nobody has called yet')
  return leg
}

/** The call at another phone. */
function there({ twilio }: PlayedLine, number: string): Leg {
  const leg = twilio.legs().findLast(({ to, over }) => to === number && !over)
  if (!leg) throw new ScriptError('nobody is on that phone')
  return leg
}
