/**
 * The state space of a conversation: every session that any sequence of inputs can lead to, found
 * breadth-first by running the engine itself, so that the path to each is a shortest one.
 *
 * A state is a complete session: the engine reads nothing else, so nothing else affects what
 * follows. Hanging up, an expired session and a restart without a store all lead to the state
 * without a session; a store that was unavailable, or a carried session, leads back to an earlier
 * state; and sessions left by another release are among the roots.
 *
 * Only inputs are reduced. The engine treats two topics (or languages, or kinds of small talk)
 * alike except for their names: it looks at the type of a state's node and its language, and at an
 * input's name, but never at both together. So every name is tried at the crossroads (one node of
 * each type in each language, with nothing pending), which leads to every state with that name, and
 * elsewhere two names stand for all. Any three topics to choose from are equivalent.
 * test/proof/prove.test.ts checks the reduced exploration against one that tries all inputs
 * everywhere.
 */
import type { Medium } from '../content/words.ts'
import type { Flow } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Session, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import type { Classes } from './inputs.ts'

/** `parent` is the step that first led to it; undefined where conversations begin. */
export type State = {
  readonly session: Session | undefined
  readonly parent?: { readonly state: State; readonly input: Input }
}

/**
 * One input in one state. A conversation that has ended continues from the state without a session.
 */
export type Arc = {
  readonly from: State
  readonly input: Input
  readonly turn: Turn
  readonly to: State
}

export type StateSpace = {
  medium: Medium
  flow: Flow
  inputs: Classes
  states: readonly State[]
  /** Number of steps. */
  steps: number
  /** All steps, recomputed: they are too many to keep. */
  arcs(): Generator<Arc>
}

/** The engine, or a test's faulty one. */
export type Engine = typeof transition

/** Explores a flow completely; `onArc` is called once for every step, in breadth-first order. */
export function explore(
  medium: Medium,
  flow: Flow,
  inputs: Classes,
  onArc: (arc: Arc) => void = () => {},
  engine: Engine = transition,
): StateSpace {
  const roots = rootsOf(flow)
  const known = new Map<string, State>(roots.map((state) => [keyOf(state.session), state]))
  const states = Array.from(known.values())
  const crossroads = new Set(crossroadsOf(flow))
  let steps = 0

  function* from(state: State): Generator<Arc> {
    for (const input of inputs.everywhere) yield step(state, input)
    if (crossroads.has(keyOf(state.session)))
      for (const input of inputs.crossroads) yield step(state, input)
  }
  function step(state: State, input: Input): Arc {
    const turn = engine(flow, state.session, input)
    const key = keyOf(turn.session)
    let to = known.get(key)
    if (!to) {
      to = { session: turn.session, parent: { state, input } }
      known.set(key, to)
      states.push(to)
    }
    return { from: state, input, turn, to }
  }

  // grows during the loop
  for (const state of states)
    for (const arc of from(state)) {
      steps++
      onArc(arc)
    }
  return {
    medium,
    flow,
    inputs,
    states,
    steps,
    *arcs() {
      for (const state of states) yield* from(state)
    },
  }
}

/** A node that only a session of another release may be at. */
const GONE = 'a-node-of-another-day'

/** Where conversations begin: without a session, or with one left by another release. */
function rootsOf(flow: Flow): State[] {
  const at = (change: Partial<Session>): State => ({
    session: { node: flow.home, language: flow.languages[0], misses: 0, page: 0, ...change },
  })
  const [topic = GONE] = nodesOf(flow, 'message')
  // only flows with a neutral time can leave a conversation in one
  const neutral = nodesOf(flow, 'away').map(() => at({ node: GONE, neutral: true }))
  return [
    { session: undefined },
    at({ node: GONE }),
    ...neutral,
    at({ node: topic, page: Number.MAX_SAFE_INTEGER }),
    at({ node: flow.start, waiting: GONE }),
    at({ choices: [GONE] }),
    at({ language: 'a language of another day' }),
  ]
}

/** Where names are tried: one node of each kind, in each language. */
function crossroadsOf(flow: Flow): string[] {
  const kinds = (['message', 'transfer', 'away'] as const).flatMap((type) =>
    nodesOf(flow, type).slice(0, 1),
  )
  const nodes = [flow.start, flow.home, ...kinds]
  const places = flow.languages.flatMap((language) =>
    nodes.map(
      (node): Session => ({ node, language, misses: 0, page: 0, ...neutralAt(flow, node) }),
    ),
  )
  return [undefined, ...places].map(keyOf)
}

function neutralAt(flow: Flow, node: string): Pick<Session, 'neutral'> {
  return flow.nodes[node]?.type === 'away' ? { neutral: true } : {}
}

export function nodesOf({ nodes }: Flow, type: Flow['nodes'][string]['type']): string[] {
  return Object.keys(nodes).filter((name) => nodes[name]?.type === type)
}

/** Fields absent from most sessions. Omitting a new field of Session here does not compile. */
const pending = Object.keys({
  waiting: true,
  personal: true,
  choices: true,
  neutral: true,
} satisfies Record<Exclude<keyof Session, 'node' | 'language' | 'misses' | 'page'>, true>) as (
  | 'waiting'
  | 'personal'
  | 'choices'
  | 'neutral'
)[]

/** A key that is equal for equal sessions. */
export function keyOf(session: Session | undefined): string {
  if (!session) return ''
  let key = `${session.node} ${session.language} ${session.misses} ${session.page}`
  for (const field of pending)
    if (session[field] !== undefined) key += ` ${field} ${session[field]}`
  return key
}

/** Where a conversation that leads to a state begins, and its inputs in order. */
export function wayTo(state: State): { root: State; inputs: readonly Input[] } {
  const inputs: Input[] = []
  let root = state
  while (root.parent) {
    inputs.unshift(root.parent.input)
    root = root.parent.state
  }
  return { root, inputs }
}
