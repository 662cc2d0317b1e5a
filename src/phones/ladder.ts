/** The ladder: whom a caller who asks for a person is connected with, at a moment and in a language. */

import { DAYS, type Opening, openingText } from './hours.ts'
import { e164, isServed } from './number.ts'
import { digitsAt, type Handoff, isBridged, type Phone } from './phone.ts'
import { dayBefore, type WallClock, wallClock } from './wall-clock.ts'

/** One try to reach a person; `destination` is a key of content/phones.yaml, `number` is E.164. */
export type Rung = {
  destination: string
  number: string
  how: 'warm' | 'bridge'
  /** Who is joined: whatever answers, or only who presses a key. */
  accept: 'any' | 'key'
  /** The keys of a menu or an extension, which are pressed for the caller. */
  digits?: string
}

/** The tries in their order, and why each destination is among them or not. */
export type Ladder = {
  rungs: readonly Rung[]
  reasons: readonly { destination: string; taken: boolean; because: string }[]
}

/** Who asks, and when; desks keep their hours in `timeZone`. */
export type Asked = { language: string; at: Date; timeZone: string }

/**
 * The desks that are there for this caller now, in the order of the file, and the hotline after
 * them: whatever the desks' hours say, and whatever is wrong with them, it is the last to be asked.
 */
export function ladderAt(phones: Readonly<Record<string, Phone>>, asked: Asked): Ladder {
  const { hotline, ...others } = phones
  if (!hotline?.handoff) throw new Error('content/phones.yaml: there is no hotline to connect with')
  // one look at the clock for all desks
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

/** The rung to bridge a caller to when nothing is known of the tries so far. */
export function bridgeOf(rungs: readonly Rung[]): Rung {
  const rung = rungs.find(({ how }) => how === 'bridge') ?? rungs.at(-1)
  if (!rung) throw new Error('a ladder without a rung')
  return rung
}

/** The tries of one destination when it is there. */
export function tries(destination: string, phone: Phone, handoff: Handoff): Rung[] {
  const digits = digitsAt(handoff)
  const whom = { destination, number: e164(phone), ...(digits && { digits }) }
  const bridged: Rung = { ...whom, how: 'bridge', accept: 'any' }
  if (handoff.how === 'bridge') return [bridged]
  const warm: Rung = { ...whom, how: 'warm', accept: handoff.accept }
  return isBridged(handoff) ? [warm, bridged] : [warm]
}

type Presence = { taken: boolean; because: string }

/** The first thing that keeps a desk from being asked, or what lets it. */
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

  // an opening belongs to the day on which it begins, so yesterday's may still go on
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
