/** Assembles the view: everything to be seen at this moment, as one value. */
import { ladderAt } from '../../phones/ladder.ts'
import { TIME_ZONE } from '../../phones/wall-clock.ts'
import type { Leg } from '../../virtual-twilio/types.ts'
import { deskLeg, ownLeg } from '../legs.ts'
import type { SimulatedLine } from '../simulated-line.ts'
import { standing, storedOf } from '../stored.ts'
import { callView } from './call-view.ts'
import type { Drills } from './drills.ts'
import { type Timeline, timeOf } from './timeline.ts'
import type { Desk, Place, Stored, View } from './view.ts'

/** How many log events and flow steps are shown. */
const LOG_LINES = 10
const STEPS = 12

type Parts = { line: SimulatedLine; timeline: Timeline; drills: Drills }

/** Remembers the path through the flow and what was last stored; everything else is read afresh. */
export function createShowView({ line, timeline, drills }: Parts) {
  const { twilio, conditions, events } = line
  const readStored = createStoredReader(line)
  let place: Place = { medium: 'text', node: '', path: [] }

  return async function showView(speed: number, trouble: string): Promise<View> {
    timeline.look()
    const own = ownLeg(line)
    const there = deskLeg(line)
    const stored = await readStored()
    place = nextPlace(line, stored, place)
    return {
      time: {
        clock: timeOf(twilio.time()),
        speed,
        someoneWaits: twilio.legs().some(({ over }) => !over),
      },
      thread: timeline.thread(),
      call: callView(own, { own: own?.direction === 'inbound', seconds: secondsOf(line, own) }),
      captions: timeline.captions(own),
      desk: deskView(line, there),
      deskCaptions: timeline.captions(there),
      broken: {
        redis: conditions.redis !== 'works',
        rest: conditions.rest !== 'works',
        network: conditions.network !== 'works',
        hotline: twilio.number(line.hotline).behaviour === 'busy',
      },
      drill: drills.view(),
      place,
      requests: timeline.requests(),
      document: timeline.document(),
      stored,
      log: events.slice(-LOG_LINES).map((event) => JSON.stringify(event).replaceAll(',"', ', "')),
      trouble,
    }
  }
}

/** Decrypts stored values only if something may have changed: each time needs a key derivation. */
function createStoredReader(line: SimulatedLine): () => Promise<readonly Stored[]> {
  const { twilio, store, events } = line
  let seen = ''
  let kept: readonly Stored[] = []
  return async () => {
    const second = Math.round(twilio.now() / 1000)
    const now = `${twilio.trace.length} ${events.length} ${store.hangs} ${second}`
    if (now !== seen) {
      seen = now
      kept = await storedOf(line)
    }
    return kept
  }
}

/** Adds a step if the conversation has moved; otherwise, or if unknown, the place is unchanged. */
function nextPlace({ twilio, content }: SimulatedLine, stored: readonly Stored[], at: Place) {
  const last = twilio.trace.findLast(
    (entry) => entry.kind === 'webhook' && entry.purpose !== 'status',
  )
  if (last?.kind !== 'webhook') return at
  const channel = last.purpose === 'sms' ? 'sms' : 'voice'
  const medium = channel === 'sms' ? 'text' : 'voice'
  const node = standing(stored, channel)?.node ?? ''
  const path = medium === at.medium ? at.path : []
  if (!(node in content.flows[medium].nodes) || node === path.at(-1)) return at
  return { medium, node, path: [...path, node].slice(-STEPS) } as const
}

function deskView(line: SimulatedLine, leg: Leg | undefined): Desk {
  const next = nextToRing(line)
  const name = leg?.over ? undefined : line.destinations.get(leg?.to ?? '')
  return {
    ...callView(leg, { own: false, seconds: secondsOf(line, leg) }),
    name: name ?? line.destinations.get(next) ?? '',
    plan: line.twilio.number(next).behaviour,
    deskFirst: line.conditions.desks !== 'none',
  }
}

/** The number that would be rung first for an English-speaking caller now. */
function nextToRing({ phones, twilio, hotline }: SimulatedLine): string {
  const asked = { language: 'en', at: new Date(twilio.time()), timeZone: TIME_ZONE }
  return ladderAt(phones(), asked).rungs[0]?.number ?? hotline
}

/** Seconds since a leg was answered, or its duration if it is over. */
function secondsOf({ twilio }: SimulatedLine, leg: Leg | undefined): number {
  const at = (kind: 'answer' | 'hangup') =>
    twilio.trace.findLast((entry) => entry.kind === kind && entry.leg === leg?.sid)?.at
  const answered = at('answer')
  if (answered === undefined) return 0
  return Math.floor(((at('hangup') ?? twilio.now()) - answered) / 1000)
}
