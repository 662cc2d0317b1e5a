/**
 * The state space of a conversation: every session that any sequence of inputs leads to, found breadth
 * first by the engine itself, so that the way to each is a shortest one.
 *
 * A state is a whole session, field by field: what the engine reads is all that decides the future, and
 * it reads nothing else. Hanging up, a session that has expired and a restart without a store all lead to
 * the state without a session; a store that is away and comes back, or a carry, leads to a state that was
 * there before; and what another release has left stands among the roots.
 *
 * Only inputs are reduced. Two topics (or languages, or answers of small talk) are treated alike by the
 * engine but for their names: it asks of a state what kind of node it is and what its language is, and of
 * an input its name, never of both together. So every name is tried at the crossroads (one node of each
 * kind in each language, with nothing pending), which leads to every state of that name, and elsewhere two
 * stand for all. Three topics to choose from are the same as any three. test/proof/prove.test.ts holds
 * the reduced walk against one that tries all inputs everywhere.
 */
import type { Medium } from '../content/words.ts'
import type { Flow } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Session, Turn } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import type { Classes } from './inputs.ts'

/** `parent`: the step that first led to it; none for where conversations begin. */
export type State = {
  readonly session: Session | undefined
  readonly parent?: { readonly state: State; readonly input: Input }
}

/** One input in one state. A conversation that is over goes on from the state without a session. */
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
  /** How many steps there are. */
  steps: number
  /** All of them, taken anew: they are too many to be kept. */
  arcs(): Generator<Arc>
}

/** The engine, or one that a test has spoilt. */
export type Engine = typeof transition

/** Walks a flow to its end; `onArc` sees every step once, in the order of a breadth-first search. */
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

  // grows while it is walked
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

/** What a session of another release may stand on. */
const GONE = 'a-node-of-another-day'

/** Where conversations begin: nowhere, or where another release has left them. */
function rootsOf(flow: Flow): State[] {
  const at = (change: Partial<Session>): State => ({
    session: { node: flow.home, language: flow.languages[0], misses: 0, page: 0, ...change },
  })
  const [topic = GONE] = nodesOf(flow, 'message')
  // only a conversation that has a neutral time can have been left in one
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

/** What most sessions have not: a new field of a session that is left out does not compile. */
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

/** The same for sessions that are the same. */
export function keyOf(session: Session | undefined): string {
  if (!session) return ''
  let key = `${session.node} ${session.language} ${session.misses} ${session.page}`
  for (const field of pending)
    if (session[field] !== undefined) key += ` ${field} ${session[field]}`
  return key
}

/** The inputs that lead to a state, the first one first; and where they begin. */
export function wayTo(state: State): { root: State; inputs: readonly Input[] } {
  const inputs: Input[] = []
  let root = state
  while (root.parent) {
    inputs.unshift(root.parent.input)
    root = root.parent.state
  }
  return { root, inputs }
}
