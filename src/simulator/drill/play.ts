/**
 * A scene: what people do, line by line, and what each of them gets, as an advocate would write it
 * down. Golden transcripts and the terminal phone are both made of it.
 *
 *     > 0                      the person texts or presses it
 *     > (silence)              or does one of the things below
 *     < To be connected, ...   the person reads or hears it
 *     hotline> 1               the same for another phone, by its key in content/phones.yaml, or
 *     phone> (answers)         for the person's own, when the line rings it
 *     hotline< A caller ...
 */

import { e164 } from '../../phones/number.ts'
import type { Phone } from '../../phones/phone.ts'
import type { Behaviour, Leg, TraceEntry } from '../../virtual-twilio/types.ts'
import type { VirtualTwilio } from '../../virtual-twilio/virtual-twilio.ts'

export type Scene = {
  /** Plays one line (`> 1`, `hotline> (answers)`) and gives what everybody gets because of it. */
  play(line: string): Promise<string[]>
}

export type Cast = {
  twilio: VirtualTwilio
  channel: 'sms' | 'voice'
  /** The number of the person who texts or calls. */
  person: string
  phones: Readonly<Record<string, Phone>>
}

/** How long people take for a text; faster, and Twilio would hold back the replies (error 14107). */
const WRITING_MS = 5_000

/** How another phone is told to behave before it rings. */
const behaviours: Readonly<Record<string, Behaviour>> = {
  '(will answer)': 'answer',
  '(is busy)': 'busy',
  '(will not answer)': 'no-answer',
  '(can not be reached)': 'failed',
  '(has a menu)': 'silent',
  '(has a voicemail)': 'voicemail',
  '(waits to be told)': 'ask',
}

export function createScene({ twilio, channel, person, phones }: Cast): Scene {
  const numbers = new Map([
    ...Object.entries(phones).map(([key, phone]) => [key, e164(phone)] as const),
    ['phone', person] as const,
  ])
  const names = new Map(Array.from(numbers, ([key, number]) => [number, key]))
  let told = 0
  let leg: Leg | undefined

  return {
    async play(line) {
      const [, who = '', deed = ''] = /^(\w*)>\s?(.*)$/s.exec(line) ?? []
      const number = numbers.get(who)
      if (who && !number) throw new Error(`nobody is called ${who}`)
      if (number) await other(number, deed)
      else if (/^\(.*\)$/.test(deed)) await stage(deed)
      else if (channel === 'sms') await write(deed)
      else await own().press(deed)
      await quiet()
      const news = twilio.trace.slice(told)
      told = twilio.trace.length
      return news.flatMap(tell)
    },
  }

  async function write(text: string): Promise<void> {
    await twilio.text(person, text)
    await twilio.advance(WRITING_MS)
  }

  async function stage(deed: string): Promise<void> {
    const [, seconds] = /^\(waits (\d+) seconds?\)$/.exec(deed) ?? []
    if (deed === '(calls)') leg = await twilio.call(person)
    else if (deed === '(hangs up)') await own().hangup()
    else if (deed === '(silence)') await silence()
    else if (seconds) await twilio.advance(Number(seconds) * 1000)
    else throw new Error(`nobody can do ${deed}`)
  }

  /** Until everything is said, and every phone that was not told to wait has been answered or not. */
  async function quiet(): Promise<void> {
    for (const each of twilio.legs()) if (!each.over && each !== leg) await each.listen()
    if (!leg || leg.over) return
    await leg.listen()
    while (leg.waiting === 'ring' && !asked()) {
      await twilio.advance(1000)
      await leg.listen()
    }
  }

  /** Whether a phone rings that somebody has to be told to pick up. */
  function asked(): boolean {
    const ringing = twilio.legs().filter(({ status, over }) => status === 'ringing' && !over)
    return ringing.some(({ to }) => twilio.number(to).behaviour === 'ask')
  }

  /** Until the line says something to the caller, or the call is over. */
  async function silence(): Promise<void> {
    const { length } = own().heard
    while (own().heard.length === length && !own().over) await twilio.advance(1000)
  }

  async function other(number: string, deed: string): Promise<void> {
    const behaviour = behaviours[deed]
    if (behaviour) {
      twilio.number(number, { behaviour })
      return
    }
    const phone = twilio.number(number)
    if (deed === '(answers)' || deed === '(declines)') await rings(number)
    if (deed === '(answers)') await phone.answer()
    else if (deed === '(declines)') await phone.decline()
    else if (deed === '(hears it out)') await twilio.advance(20_000)
    else {
      const there = twilio.legs().findLast(({ to, over }) => to === number && !over)
      if (!there) throw new Error('nobody is on that phone')
      if (deed === '(hangs up)') await there.hangup()
      else await there.press(deed)
    }
  }

  /** Until it rings there: the line may still be talking, or Twilio making calls one by one. */
  async function rings(number: string): Promise<void> {
    const ringing = () =>
      twilio.legs().some(({ to, status }) => to === number && status === 'ringing')
    for (let second = 0; second < 60 && !ringing(); second++) await twilio.advance(1000)
  }

  function own(): Leg {
    if (!leg) throw new Error('nobody has called yet')
    return leg
  }

  function tell(entry: TraceEntry): string[] {
    switch (entry.kind) {
      case 'message':
        return entry.to === person ? entry.text.split('\n').map((text) => `< ${text}`) : []
      case 'say':
        return [`${name(entry.leg)}< ${entry.text}`]
      case 'ring':
        return names.has(entry.to) ? [`< (${names.get(entry.to)} rings)`] : []
      case 'bridge':
        return met(entry).map(([who, other]) => `${who}< (connected with ${other})`)
      case 'unbridge':
        return met(entry).map(([who, other]) => `${who}< (no longer connected with ${other})`)
      case 'hangup':
        return isOwn(entry.leg) ? ['< (the call is over)'] : []
      case 'warning':
        return [`! ${entry.code} ${entry.text}`]
      default:
        return []
    }
  }

  /** The person's own phone, and who is on the other side of it. */
  function met(entry: { leg: string; with: string }): [who: string, other: string][] {
    if (isPerson(entry.leg)) return [[name(entry.leg), name(entry.with)]]
    return isPerson(entry.with) ? [[name(entry.with), name(entry.leg)]] : []
  }

  function isPerson(sid: string): boolean {
    return isOwn(sid) || name(sid) === 'phone'
  }

  function isOwn(sid: string): boolean {
    return leg?.sid === sid
  }

  /** The other phone's key; nothing for the person's own call. */
  function name(sid: string): string {
    const there = twilio.legs().find((each) => each.sid === sid)
    return there && there !== leg ? (names.get(there.to) ?? '') : ''
  }
}
