/** Properties of leaving without a trace, of danger, and of effects. */
import type { Event } from '../flow/event.ts'
import { isProtective } from '../flow/event.ts'
import { isGate } from '../flow/gate.ts'
import type { Input } from '../flow/input.ts'
import { isKnown } from './people.ts'
import { placeOfArc } from './place.ts'
import type { Property } from './property.ts'
import type { Setting } from './setting.ts'
import type { Arc } from './space.ts'

/** Asking for one of these implies that it may be answered. */
const ASKED: readonly Event[] = ['person', 'help', 'tip', 'call', 'ring', 'relay']

export const safetyProperties: readonly Property[] = [
  {
    name: 'exit works everywhere',
    promise:
      'Exit, FORGET, an opt-out and "not safe" end the conversation in every state, neutrally',
    remedy: 'Lead it to an `away` or an `end` node, and name no subject in its words',
    step(arc, setting) {
      const { from, input, turn } = arc
      if (input.type !== 'event' || !isLeaving(arc, setting)) return undefined
      const key = placeOfArc(from.session, input, setting.flow)
      if (turn.session && !turn.session.neutral)
        return { key, why: `'${input.event}' leaves the conversation open` }
      return isNeutral(arc, setting) ? undefined : { key, why: 'its answer may name the subject' }
    },
  },
  {
    name: 'what follows an exit is neutral',
    promise: 'After an exit nothing names the subject, and nothing leads back but time',
    remedy: 'Answer it at the `away` node with a neutral sentence',
    step(arc, setting) {
      const { from, input, turn } = arc
      if (!from.session?.neutral || !setting.flow.languages.includes(from.session.language))
        return undefined
      const key = placeOfArc(from.session, input, setting.flow)
      if (turn.session && !turn.session.neutral)
        return { key, why: 'it leads out of the neutral time' }
      return isNeutral(arc, setting) ? undefined : { key, why: 'its answer may name the subject' }
    },
  },
  {
    name: 'the first answer is neutral',
    promise:
      'Before anybody has said that it is safe, nothing names the subject that was not asked for',
    remedy: 'Name no subject in the words of the first question, and make it a gate',
    step(arc, setting) {
      const { from, input } = arc
      if (!isBeforeGate(arc, setting) || isAskedFor(input)) return undefined
      if (isNeutral(arc, setting)) return undefined
      return {
        key: placeOfArc(from.session, input, setting.flow),
        why: 'its answer may name the subject',
      }
    },
  },
  {
    name: 'the first question holds',
    promise: 'Nothing but an answer to the first question, or a person, leads past it',
    remedy: 'Lead it to the first question again at that node',
    step({ from, input, turn }, { flow }) {
      const { session } = from
      if (session?.node !== flow.start || !isGate(flow.nodes[flow.start])) return undefined
      if (!isKnown(flow, session) || !turn.session || turn.session.neutral) return undefined
      const answers = ['yes', 'no', 'opt_in.provider']
      const opens =
        input.type === 'key' || (input.type === 'event' && answers.includes(input.event))
      if (opens || isAskedFor(input) || turn.session.node === flow.start) return undefined
      return { key: placeOfArc(session, input, flow), why: 'it leads past the first question' }
    },
  },
  {
    name: 'danger carries 911',
    promise: 'Whoever is in danger is told the emergency number, and of a person',
    remedy: 'Write {emergency} and {hotline} into what is said, after self-harm also {suicide}',
    step({ from, input, turn }, setting) {
      const said = () => setting.said(turn)
      if (input.type === 'begin' && !from.session) {
        if (said().includes(setting.emergency)) return undefined
        return { key: `nodes.${setting.flow.start}`, why: 'the greeting has no emergency number' }
      }
      if (input.type !== 'event' || !input.event.startsWith('crisis.')) return undefined
      const needed = [setting.emergency, setting.hotline]
      if (input.event.endsWith('self_harm') && !from.session?.neutral) needed.push(setting.suicide)
      const missing = needed.filter((number) => !said().includes(number))
      if (missing.length === 0) return undefined
      const key = placeOfArc(from.session, input, setting.flow)
      return { key, why: `the answer to '${input.event}' does not say ${missing.join(' and ')}` }
    },
  },
  {
    name: 'effects happen where the words say so',
    promise: 'FORGET erases, RING rings, an end stops what rings; nothing else rings or erases',
    remedy: 'Set `do` where the words say that it is done, and only there',
    step(arc, setting) {
      const why = effectIn(arc, setting)
      return why ? { key: placeOfArc(arc.from.session, arc.input, setting.flow), why } : undefined
    },
  },
]

/** Exits and opt-outs anywhere, and a no to the question whether it is safe. */
function isLeaving({ from, input }: Arc, { flow }: Setting): boolean {
  if (input.type !== 'event') return false
  if (isProtective(input.event)) return true
  const isAsked = from.session?.node === flow.start && isKnown(flow, from.session)
  return input.event === 'no' && isAsked && isGate(flow.nodes[flow.start])
}

/** Steps before the person has said that they may read or hear more. */
function isBeforeGate({ from, turn }: Arc, { flow }: Setting): boolean {
  const { start } = flow
  const here = from.session === undefined || from.session.node === start
  // past the gate: opening it says so
  const past =
    from.session !== undefined && turn.session !== undefined && turn.session.node !== start
  return here && !past
}

function isAskedFor(input: Input): boolean {
  if (input.type === 'interpreter' || input.type === 'called_back') return true
  if (input.type === 'key') return input.key === '0'
  if (input.type === 'transfer_ended') return true
  if (input.type !== 'event') return false
  if (input.otherwise && isAskedFor(input.otherwise)) return true
  return ASKED.includes(input.event) || input.event.startsWith('crisis.')
}

/**
 * Whether the answer is both marked as neutral, so that every language is checked, and neutral in
 * its words.
 */
function isNeutral({ turn }: Arc, setting: Setting): boolean {
  const { language, replies } = turn
  return replies.every((reply) => {
    const words = setting.wordsOf(language, reply)
    return words === undefined || (setting.isMarked(reply) && setting.isNeutral(language, words))
  })
}

function effectIn({ from, input, turn, to }: Arc, { flow }: Setting): string | undefined {
  const { effects, replies } = turn
  const event = input.type === 'event' ? input.event : undefined
  const erases = effects.includes('erase')
  const rings = effects.includes('ring')
  if (event === 'forget' && !erases) return 'FORGET erases nothing'
  if (erases && !(event && isProtective(event))) return 'it erases, and asks for nothing like it'
  const saysRings = replies.some(({ type }) => type === 'outcome')
  if (saysRings && !rings) return 'it says that it rings, and does not'
  if (rings && !saysRings) return 'it rings, and does not say so'
  const forgotten = flow.on.forget && 'say' in flow.on.forget ? flow.on.forget.say : undefined
  const saysErased = replies.some((reply) => reply.type === 'say' && reply.text === forgotten)
  if (saysErased && !erases) return 'it says that it erases, and does not'
  const offer = flow.on.call
  const isOffered = offer && 'to' in offer && from.session?.node === offer.to
  if (event === 'ring' && isOffered && !from.session?.neutral && !rings) return 'RING rings nobody'
  const arrives = to.session?.neutral && !from.session?.neutral
  const ends = to.session === undefined && replies.some(({ type }) => type === 'end')
  if ((arrives || ends) && !effects.includes('stop_ringing'))
    return 'a phone that rings is not stopped'
  const refuses = event === 'no' && from.session !== undefined && to.session !== undefined
  if (refuses && !effects.includes('withdraw')) return 'a no lets a phone ring on'
  return undefined
}
