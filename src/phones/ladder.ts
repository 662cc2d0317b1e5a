/**
 * The ladder: whom a caller who asks for a person is connected with, at a given moment and in a
 * given language.
 */

import { DAYS, type Opening, openingText } from './hours.ts'
import { e164, isServed } from './number.ts'
import { digitsAt, type Handoff, isBridged, type Phone } from './phone.ts'
import { dayBefore, type WallClock, wallClock } from './wall-clock.ts'

/**
 * One attempt to reach a person; `destination` is a key of content/phones.yaml, `number` is E.164.
 */
export type Rung = {
  destination: string
  number: string
  how: 'warm' | 'bridge'
  /** Who is joined to the caller: whoever answers, or only somebody who presses a key. */
  accept: 'any' | 'key'
  /** Keys of a phone menu or an extension, pressed on the caller's behalf. */
  digits?: string
}

/** The attempts in order, and why each destination is or is not among them. */
export type Ladder = {
  rungs: readonly Rung[]
  reasons: readonly { destination: string; taken: boolean; because: string }[]
}

/** Who asks, and when; the hours of desks are in `timeZone`. */
export type Asked = { language: string; at: Date; timeZone: string }

/**
 * The desks available to this caller now, in the order of the file, and then the hotline, which
 * always comes last, whatever the hours of the desks say and whatever may be wrong with them.
 */
export function ladderAt(phones: Readonly<Record<string, Phone>>, asked: Asked): Ladder {
  const { hotline, ...others } = phones
  if (!hotline?.handoff) throw new Error('content/phones.yaml: there is no hotline to connect with')
  // read the clock once, so that all desks are judged by the same moment
  const today = wallClock(asked.at, asked.timeZone)
  const rungs: Rung[] = []
  const reasons: Ladder['reasons'][number][] = []
  for (const [destination, phone] of Object.entries(others)) {
    if (!phone.handoff) continue
    const presence = presenceOf(destination, phone, phone.handoff, asked.language, today)
    reasons.push({ destination, ...presence })
    if (presence.taken) rungs.push(...tries(destination, phone, phone.handoff))
  }
  reasons.push({ destination: 'hotline', taken: true, because: 'always there' })
  rungs.push(...tries('hotline', hotline, hotline.handoff))
  return { rungs, reasons }
}

/** The rung to bridge a caller to if nothing is known about earlier attempts. */
export function bridgeOf(rungs: readonly Rung[]): Rung {
  const rung = rungs.find(({ how }) => how === 'bridge') ?? rungs.at(-1)
  if (!rung) throw new Error('a ladder without a rung')
  return rung
}

/** The attempts at one destination, given that it is available. */
export function tries(destination: string, phone: Phone, handoff: Handoff): Rung[] {
  const digits = digitsAt(handoff)
  const whom = { destination, number: e164(phone), ...(digits && { digits }) }
  const bridged: Rung = { ...whom, how: 'bridge', accept: 'any' }
  if (handoff.how === 'bridge') return [bridged]
  const warm: Rung = { ...whom, how: 'warm', accept: handoff.accept }
  return isBridged(handoff) ? [warm, bridged] : [warm]
}

type Presence = { taken: boolean; because: string }

/** The first reason not to ring a desk, or the reason to ring it. */
function presenceOf(
  key: string,
  phone: Phone,
  handoff: Handoff,
  language: string,
  today: WallClock,
): Presence {
  if (!isServed(key, phone))
    return no('nobody has phoned its number yet: phone it and set verifiedByCall')
  if (handoff.languages && !handoff.languages.includes(language))
    return no(`does not speak ${language}`)
  return openness(handoff, today)
}

function openness({ hours, closed = [] }: Handoff, today: WallClock): Presence {
  if (!hours && closed.length === 0) return yes('always open')
  const yesterday = dayBefore(today)
  if (!hours)
    return closed.includes(today.date) ? no(`closed on ${today.date}`) : yes('open all day')

  // an opening belongs to the day it starts on, so yesterday's may still be running
  const fits = (day: number, minute: number) => (opening: Opening) =>
    opening.day === day && opening.from <= minute && minute < opening.until
  const ofToday = hours.find(fits(today.day, today.minute))
  const ofYesterday = hours.find(fits(yesterday.day, today.minute + 1440))
  if (ofYesterday && !closed.includes(yesterday.date))
    return yes(`open ${openingText(ofYesterday)}`)
  if (closed.includes(today.date)) return no(`closed on ${today.date}`)
  if (ofToday) return yes(`open ${openingText(ofToday)}`)
  if (ofYesterday) return no(`closed on ${yesterday.date}, when ${openingText(ofYesterday)} began`)
  const own = hours.filter(({ day }) => day === today.day).map(openingText)
  return no(`outside its hours, ${own.join(', ') || `none on ${DAYS[today.day]}`}`)
}

const yes = (because: string): Presence => ({ taken: true, because })
const no = (because: string): Presence => ({ taken: false, because })
