/** Properties of reaching a person, and of never ringing anybody who has not asked for it. */
import type { Flow, Node } from '../flow/flow.ts'
import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import { isForEveryLanguage, optionsOf } from '../flow/languages.ts'
import type { Session, Turn } from '../flow/session.ts'
import { placeOf, placeOfArc } from './place.ts'
import type { Property } from './property.ts'
import type { Setting } from './setting.ts'
import type { Engine } from './space.ts'

const zero: Input = { type: 'key', key: keys.person }
const byText: Input = { type: 'event', event: 'person' }
/** This many consecutive misses end a conversation. */
const MOST_MISSES = 3

export const peopleProperties: readonly Property[] = [
  {
    name: 'a person in two steps',
    promise: 'From every state a person is reached in at most two steps',
    remedy: 'Let `person` lead to a transfer or to a menu that offers one, or say {hotline}',
    state({ session }, setting, engine) {
      if (setting.medium === 'text') {
        const turn = engine(setting.flow, session, byText)
        if (setting.said(turn).includes(setting.hotline)) return undefined
        return {
          key: placeOf(session, setting.flow),
          why: '0 does not name the hotline',
          next: [byText],
        }
      }
      const first = engine(setting.flow, session, zero)
      if (isTransfer(first)) return undefined
      const second = [zero, { type: 'key', key: '1' } as const].find(
        (key) => !isTransfer(engine(setting.flow, first.session, key)),
      )
      if (!second) return undefined
      const why = `0, and then ${second.key}, does not connect with a person`
      return { key: placeOf(session, setting.flow), why, next: [zero, second] }
    },
  },
  {
    name: 'misses are capped',
    promise: 'Three misses in a row end a conversation, with the number of a person',
    remedy: 'Let `lost` lead to an end whose words hold {hotline}',
    state: ({ session }, setting, engine) => endsByMisses(session, setting, engine),
  },
  {
    name: 'a miss counts',
    promise: 'What is not understood, and silence, bring the end of a conversation nearer',
    remedy: 'Answer it with a miss',
    step({ from, input, turn, to }, { flow }) {
      const { session } = from
      const idle = input.type === 'unknown' || input.type === 'silence'
      if (!idle || !session || to.session?.neutral || !isKnown(flow, session)) return undefined
      const counted = turn.session === undefined || turn.session.misses > session.misses
      if (counted || turn.session?.node === flow.lost) return undefined
      return { key: placeOf(session, flow), why: 'it can be missed for ever' }
    },
  },
  {
    name: 'silence rings nobody',
    promise: 'Silence never leads to a transfer',
    remedy: 'Lead `lost` and `start` to no transfer',
    step({ from, input, turn }, { flow }) {
      if (input.type !== 'silence' || !isTransfer(turn)) return undefined
      // a silent caller being connected is still being connected
      if (flow.nodes[from.session?.node ?? '']?.type === 'transfer') return undefined
      return { key: placeOf(from.session, flow), why: 'silence connects with a person' }
    },
  },
  {
    name: 'nobody is rung unasked',
    promise: 'Nobody is rung who did not press or text what says so, after having been told',
    remedy: 'Ring only from a menu that offers a person and no topics, or from the offer of a call',
    step({ from, input, turn, to }, setting) {
      const { flow } = setting
      const at = flow.nodes[from.session?.node ?? '']
      if (turn.effects.includes('ring') && !isConfirmed(flow, from.session, input))
        return {
          key: placeOf(from.session, flow),
          why: 'a phone is rung that was not offered a call',
        }
      if (!isTransfer(turn)) return undefined
      if (input.type === 'key' && at && (at.type === 'transfer' || isOffer(flow, at)))
        return undefined
      if (
        at?.type === 'transfer' &&
        to.session?.node === from.session?.node &&
        input.type !== 'transfer_ended'
      )
        return undefined
      return {
        key: placeOfArc(from.session, input, flow),
        why: 'a person is called who was not asked for',
      }
    },
  },
]

function isTransfer({ replies }: Pick<Turn, 'replies'>): boolean {
  return replies.some(({ type }) => type === 'transfer')
}

/**
 * Whether the session is at a node, page and language of this flow; sessions left by another
 * release may not be.
 */
export function isKnown(flow: Flow, { node, language, page }: Session): boolean {
  const there = flow.nodes[node]
  const pages = there?.type === 'message' ? (flow.pages[node] ?? 0) : 1
  return there !== undefined && flow.languages.includes(language) && page < pages
}

/** A menu that offers a person, and no topics. */
function isOffer(flow: Flow, node: Node): boolean {
  if (node.type !== 'menu' || node.gate) return false
  const targets = Object.values(optionsOf(flow, node, flow.languages[0])).map(
    ({ to }) => flow.nodes[to],
  )
  return (
    targets.some((target) => target?.type === 'transfer') &&
    !targets.some((target) => target?.type === 'message')
  )
}

/** RING at the menu that offers a call, which is reached only by asking for one. */
function isConfirmed(flow: Flow, session: Session | undefined, input: Input): boolean {
  const offer = flow.on.call
  return (
    input.type === 'event' &&
    input.event === 'ring' &&
    offer !== undefined &&
    'to' in offer &&
    session?.node === offer.to
  )
}

function endsByMisses(session: Session | undefined, setting: Setting, engine: Engine) {
  const { flow, medium } = setting
  if (!session || session.neutral || !isKnown(flow, session)) return undefined
  const input: Input = medium === 'voice' ? { type: 'silence' } : { type: 'unknown' }
  let at: Session | undefined = session
  const next: Input[] = []
  while (next.length < MOST_MISSES) {
    next.push(input)
    const turn: Turn = engine(flow, at, input)
    at = turn.session
    if (at) continue
    const everyone = turn.replies.some((reply) => isForEveryLanguage(flow, reply))
    const languages = everyone ? flow.languages : [turn.language]
    const says = (language: string) => setting.said({ ...turn, language }).includes(setting.hotline)
    if (languages.every(says)) return undefined
    return { key: 'lost', why: 'the last words hold no number of a person', next }
  }
  return { key: 'lost', why: `${MOST_MISSES} misses do not end it`, next }
}
