/** Explores a flow: every input from every reachable state. */

import { Event } from '../../src/flow/event.ts'
import type { Flow } from '../../src/flow/flow.ts'
import type { Input } from '../../src/flow/input.ts'
import type { Session, Turn } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'

export type Step = { from: Session | undefined; input: Input; turn: Turn }

/** Every kind of input, for all keys, events, topics and languages. */
export function allInputs(flow: Flow): Input[] {
  const topics = Object.keys(flow.nodes).filter((name) => flow.nodes[name]?.type === 'message')
  return [
    { type: 'begin' },
    { type: 'silence' },
    { type: 'unknown' },
    ...Array.from('0123456789*#', (key): Input => ({ type: 'key', key })),
    ...Event.options.map((event): Input => ({ type: 'event', event })),
    ...flow.languages.map((language): Input => ({ type: 'language', language })),
    ...topics.map((topic): Input => ({ type: 'topic', topic })),
    ...topics.slice(0, 2).map((topic): Input => ({ type: 'topic', topic, personal: true })),
    { type: 'choices', topics: topics.slice(0, 3) },
    { type: 'choices', topics: topics.slice(3, 5), language: 'es' },
    { type: 'small_talk', about: 'who', neutral: true },
    { type: 'small_talk', about: 'meaning' },
    ...topics.slice(0, 2).map((topic): Input => ({ type: 'topic', topic, language: 'es' })),
    ...(['answered', 'short', 'busy', 'no_answer', 'failed', 'canceled'] as const).map(
      (outcome): Input => ({ type: 'transfer_ended', outcome }),
    ),
    { type: 'transfer_ended', outcome: 'answered', spoken: 'es' },
    { type: 'transfer_ended', outcome: 'returned', spoken: 'es' },
    { type: 'key', key: '0', spoken: 'es' },
  ]
}

/** Those that a call can produce, without what only a free text can mean. */
export function callInputs(flow: Flow): Input[] {
  const written = ['choices', 'small_talk', 'automatic', 'yes', 'no', 'answer']
  return allInputs(flow).filter(
    (input) =>
      !written.includes(input.type) &&
      !(input.type === 'event' && input.event === 'opt_in.provider'),
  )
}

/** Every step of the flow: from no session, and from each state that a step leads to. */
export function crawl(flow: Flow, inputs = allInputs(flow)): Step[] {
  const seen = new Set<string>()
  const waiting: (Session | undefined)[] = [undefined]
  const steps: Step[] = []
  for (let from = waiting.shift(); ; from = waiting.shift()) {
    for (const input of inputs) {
      const turn = transition(flow, from, input)
      steps.push({ from, input, turn })
      const key = JSON.stringify(turn.session)
      if (turn.session && !seen.has(key)) {
        seen.add(key)
        waiting.push(turn.session)
      }
    }
    if (waiting.length === 0) return steps
  }
}
