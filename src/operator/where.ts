/** `harborline where`: explains a ladder in words. */
import { z } from 'zod'
import { timeText } from '../phones/hours.ts'
import { type Asked, ladderAt, type Rung } from '../phones/ladder.ts'
import type { Phone } from '../phones/phone.ts'
import { isTimeZone, momentOf, TIME_ZONE, wallClock } from '../phones/wall-clock.ts'
import { RING_S } from '../transfer/state.ts'
import { wrongOption } from './content.ts'

const Written = z.iso.datetime({ local: true, offset: true })

/**
 * Parses 2026-12-25T03:00, in `timeZone` unless it has an offset or Z; undefined if there is no
 * such time.
 */
export function readMoment(text: string, timeZone: string): Date | undefined {
  const written = text.replace(' ', 'T').replace(/(T\d\d:\d\d)(?!:)/, '$1:00')
  if (!Written.safeParse(written).success) return undefined
  return /(Z|[+-]\d\d:\d\d)$/.test(written) ? new Date(written) : momentOf(written, timeZone)
}

/** Validates the options. An empty variable counts as unset. */
export function readAsked(
  language: string,
  { at: text, timeZone: zone }: { at?: string | undefined; timeZone: string },
): Asked {
  const timeZone = zone || TIME_ZONE
  if (!isTimeZone(timeZone))
    throw wrongOption(
      '--time-zone',
      `'${timeZone}' is no time zone such as ${TIME_ZONE}`,
      'Correct the name, or TIME_ZONE',
    )
  const at = text === undefined ? new Date() : readMoment(text, timeZone)
  if (!at)
    throw wrongOption(
      '--at',
      `'${text}' is no time in ${timeZone}`,
      'Write it as 2026-12-25T03:00; with Z or an offset it is a time anywhere',
    )
  return { language, at, timeZone }
}

/** Who would be rung, in which order, and who would not and why. */
export function where(phones: Readonly<Record<string, Phone>>, asked: Asked): string {
  const { rungs, reasons } = ladderAt(phones, asked)
  const date = asked.at.toLocaleDateString('en-US', {
    timeZone: asked.timeZone,
    dateStyle: 'full',
  })
  const time = timeText(wallClock(asked.at, asked.timeZone).minute)
  const told = new Set(['hotline'])
  const tries = rungs.map((rung) => {
    const { name, number } = phones[rung.destination] ?? { name: rung.destination, ...rung }
    const reason = reasons.find(({ destination }) => destination === rung.destination)
    const because = told.has(rung.destination) ? '' : ` (${reason?.because})`
    told.add(rung.destination)
    return `${name}, ${number}: ${manner(rung)}, rings ${RING_S} s${because}`
  })
  const steps = [...tries, 'The number is read aloud, twice, with the text code and 911']
  const left = reasons.filter(({ taken }) => !taken)
  return [
    `${date}, ${time} (${asked.timeZone}), caller speaks ${asked.language}`,
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    ...(left.length > 0 ? ['Not asked:'] : []),
    ...left.map(({ destination, because }) => `- ${destination}: ${because}`),
  ].join('\n')
}

function manner({ digits, ...rung }: Rung): string {
  return digits ? `${join(rung)}, and ${digits} is pressed there` : join(rung)
}

function join({ how, accept }: Pick<Rung, 'how' | 'accept'>): string {
  if (how === 'bridge') return 'bridged'
  return accept === 'any'
    ? 'warm, whoever answers is joined'
    : 'warm, whoever answers and presses a key is joined'
}
