/** The show: what there is to see at this moment, as one value. */
import type { Leg } from '../../virtual-twilio/types.ts'
import type { Stage } from '../simulated-line.ts'
import { callView } from './call-view.ts'
import type { Scenes } from './drills.ts'
import { createStored, nodeOf } from './stored.ts'
import { timeOf, type Witness } from './timeline.ts'
import type { Place, StoredView, View } from './view.ts'

/** So many events of the log, and steps of the way, are shown. */
const LOG_LINES = 10
const STEPS = 12

type Parts = { stage: Stage; witness: Witness; scenes: Scenes }

/** Remembers the way through the flow; everything else is read where it is. */
export function createShow({ stage, witness, scenes }: Parts) {
  const { twilio, log, content } = stage
  const storedOf = createStored(stage)
  let place: Place = { medium: 'text', node: '', path: [] }
  let turns = 0

  return async function view(speed: number, trouble: string): Promise<View> {
    witness.look()
    const own = ownLeg(stage)
    const there = deskLeg(stage)
    const stored = await storedOf(own)
    walk(stored)
    return {
      time: {
        clock: timeOf(stage.now()),
        speed,
        someoneWaits: twilio.legs().some(({ over }) => !over),
      },
      thread: witness.thread(),
      call: callView(own, {
        own: own?.direction === 'inbound',
        seconds: secondsOf(own),
      }),
      captions: witness.captions(own),
      desk: {
        ...callView(there, { own: false, seconds: secondsOf(there) }),
        name: nameOf(there?.over ? undefined : there) ?? nextToRing(),
        plan: stage.plan(),
        deskFirst: stage.deskFirst(),
      },
      deskCaptions: witness.captions(there),
      broken: { ...stage.broken },
      scene: scenes.view(),
      place,
      requests: witness.requests(),
      document: witness.document(),
      stored,
      log: log.slice(-LOG_LINES).map((event) => JSON.stringify(event).replaceAll(',"', ', "')),
      trouble,
    }
  }

  /** One step further when the line has taken a turn. */
  function walk(stored: readonly StoredView[]): void {
    if (log.length === turns) return
    const news = log.slice(turns).findLast(({ event }) => event === 'turn')
    turns = log.length
    if (news?.event !== 'turn') return
    const medium = news.channel === 'voice' ? 'voice' : 'text'
    const { nodes, start } = content.flows[medium]
    const kept = nodeOf(stored, medium)
    const node = kept in nodes ? kept : start
    const path = medium === place.medium ? place.path : []
    if (node === path.at(-1)) return
    place = { medium, node, path: [...path, node].slice(-STEPS) }
  }

  function secondsOf(leg: Leg | undefined): number {
    const at = (kind: 'answer' | 'hangup') =>
      twilio.trace.findLast((entry) => entry.kind === kind && entry.leg === leg?.sid)?.at
    const answered = at('answer')
    if (answered === undefined) return 0
    return Math.floor(((at('hangup') ?? twilio.now()) - answered) / 1000)
  }

  function nameOf(leg: Leg | undefined): string | undefined {
    return stage.destinations.get(leg?.to ?? '')
  }

  function nextToRing(): string {
    const phones = Object.entries(content.phones).filter(([, { handoff }]) => handoff)
    // desks are asked in their order, the hotline after them
    return (phones.find(([key]) => key !== 'hotline') ?? phones[0])?.[1].name ?? ''
  }
}

/** The last call on the person's own phone. */
export function ownLeg({ twilio, person }: Stage): Leg | undefined {
  return twilio
    .legs()
    .findLast(({ direction, from, to }) => (direction === 'inbound' ? from : to) === person)
}

/** The leg on the advocate's phone: the one that is not over, else the last one. */
export function deskLeg({ twilio, destinations }: Stage): Leg | undefined {
  const legs = twilio
    .legs()
    .filter((leg) => leg.direction !== 'inbound' && destinations.has(leg.to))
  return legs.findLast(({ over }) => !over) ?? legs.at(-1)
}
