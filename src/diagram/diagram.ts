/**
 * The flow as a graph, derived from the state space that `prove` explores: each arm is a step that
 * the engine takes, so the picture cannot show anything the line does not do.
 */
import type { Content } from '../content/load.ts'
import type { Medium } from '../content/words.ts'
import { type Flow, keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Session } from '../flow/session.ts'
import { type Classes, inputsOf } from '../proof/inputs.ts'
import { type Arc, explore } from '../proof/space.ts'

/** `START` is where a conversation begins; `ANYWHERE` stands for every open question and page. */
export const START = '(start)'
export const ANYWHERE = '(anywhere)'

type NodeType = Flow['nodes'][string]['type']
export type Box = { name: string; type: NodeType | 'say' | 'start' | 'anywhere' }

/** What kind of step an arm is; steps of several kinds between the same boxes share one arm. */
export type ArmKind = 'option' | 'person' | 'ended' | 'event' | 'lost' | 'begin'
export type Arm = { from: string; to: string; kind: ArmKind; labels: readonly string[] }

export type Diagram = {
  medium: Medium
  language: string
  boxes: readonly Box[]
  arms: readonly Arm[]
}

type Step = { from: string; to: string; kind: ArmKind; label: string }

/** The diagram for someone speaking that language: keys, transfers, events and the third miss. */
export function diagramOf(
  content: Pick<Content, 'flows'>,
  medium: Medium,
  language: string,
): Diagram {
  const flow = content.flows[medium]
  const steps = new Map<string, Step>()
  explore(medium, flow, drawnInputs(flow, medium), (arc) => {
    const step = stepOf(flow, arc, language)
    if (step) steps.set(Object.values(step).join(), step)
  })
  const arms = joined(fromAnywhere(flow, Array.from(steps.values())))
  const named = new Set(arms.flatMap(({ from, to }) => [from, to]))
  const boxes = Array.from(named, (name) => ({ name, type: typeOf(flow, name) }))
  return { medium, language, boxes, arms }
}

/**
 * The proof's inputs that are drawn. Left out are inputs that name something, which lead from
 * anywhere to anything, and keys that mean the same everywhere.
 */
function drawnInputs({ languages }: Flow, medium: Medium): Classes {
  const names = { languages, topics: [], talk: {}, interpreters: [] }
  const { everywhere } = inputsOf(medium, names)
  const somewhere: Session = { node: '', language: languages[0], misses: 0, page: 0 }
  return { everywhere: everywhere.filter((input) => wayOf(input, somewhere)), crossroads: [] }
}

function typeOf({ nodes }: Flow, name: string): Box['type'] {
  if (name === START) return 'start'
  if (name === ANYWHERE) return 'anywhere'
  return nodes[name]?.type ?? 'say'
}

/** A step to draw; undefined if it is the same everywhere or leads back to itself. */
function stepOf(flow: Flow, { from, input, turn, to }: Arc, language: string): Step | undefined {
  const before = from.session
  const way = wayOf(input, before)
  // an invalid answer counts as a miss, and is drawn as one
  if (way?.kind === 'event' && turn.missed) return undefined
  if (!way || (before && !isPlain(flow, before, language, way.kind))) return undefined
  const origin = before?.node ?? START
  // "begin" applies only before a conversation has begun
  if ((way.kind === 'begin') !== (before === undefined)) return undefined
  const [first] = turn.replies
  // a conversation that has ended has no session; what it said is named after its node
  const said = first?.type === 'say' ? first.text : undefined
  const after = to.session?.node ?? said
  if (after !== undefined && after !== origin) return { from: origin, to: after, ...way }
  return said !== undefined && way.kind !== 'lost' && isWorded(way.kind)
    ? { from: origin, to: `“${said}”`, ...way }
    : undefined
}

const isWorded = (kind: ArmKind) => kind === 'person' || kind === 'event'

/**
 * Whether a session is in that language with nothing pending. For the third miss there must have
 * been two.
 */
function isPlain(flow: Flow, session: Session, language: string, kind: ArmKind): boolean {
  const { node, misses, page, waiting, personal, choices, neutral } = session
  const pending = waiting !== undefined || personal || choices !== undefined
  const here = flow.nodes[node]
  const isAway = here?.type === 'away'
  if (!here || pending || page > 0 || session.language !== language) return false
  if (isAway || neutral) return false
  return misses === (kind === 'lost' ? 2 : 0)
}

function wayOf(
  input: Input,
  before: Session | undefined,
): Pick<Step, 'kind' | 'label'> | undefined {
  switch (input.type) {
    case 'key':
      if (input.spoken !== undefined) return undefined
      if (!before) return { kind: 'begin', label: '' }
      if (input.key === keys.person) return { kind: 'person', label: '0' }
      return /[1-5]/.test(input.key) ? { kind: 'option', label: input.key } : undefined
    case 'event':
      if (input.language !== undefined || input.otherwise) return undefined
      return input.event === 'person' ? undefined : { kind: 'event', label: input.event }
    case 'transfer_ended':
      if (input.spoken !== undefined || !before) return undefined
      return { kind: 'ended', label: input.outcome.replace('_', ' ') }
    case 'begin':
      return { kind: 'begin', label: '' }
    case 'called_back':
      return { kind: 'begin', label: 'called back' }
    case 'silence':
    case 'unknown':
      return before ? { kind: 'lost', label: 'missed 3 times' } : undefined
    default:
      return undefined
  }
}

/** Steps that most open nodes share are drawn once, from ANYWHERE. */
function fromAnywhere(flow: Flow, steps: readonly Step[]): Step[] {
  const open = Object.entries(flow.nodes).flatMap(([name, node]) =>
    node.type === 'message' || (node.type === 'menu' && !node.gate) ? [name] : [],
  )
  const key = ({ to, kind, label }: Step) => `${to} ${kind} ${label}`
  const sharing = grouped(
    steps.filter(({ from }) => open.includes(from)),
    key,
  )
  const shared = new Set(
    Array.from(sharing, ([name, those]) => (those.length > open.length / 2 ? name : '')),
  )
  const once = new Map<string, Step>()
  for (const step of steps)
    if (shared.has(key(step))) once.set(key(step), { ...step, from: ANYWHERE })
  return [...steps.filter((step) => !shared.has(key(step))), ...once.values()]
}

/** Which kind names an arm that has several, most important first. */
const FIRST: readonly ArmKind[] = ['person', 'option', 'begin', 'ended', 'event', 'lost']

/** Joins the steps between the same two boxes into one arm. */
function joined(steps: readonly Step[]): Arm[] {
  const arms = grouped(steps, ({ from, to }) => `${from} ${to}`)
  return Array.from(arms.values(), (those) => {
    const kind = FIRST.find((each) => those.some((step) => step.kind === each)) ?? 'event'
    const { from, to } = those[0] ?? { from: '', to: '' }
    const labels = those.map(({ label }) => label).filter((label) => label !== '')
    return { from, to, kind, labels: Array.from(new Set(labels)) }
  })
}

function grouped(steps: readonly Step[], keyOf: (step: Step) => string): Map<string, Step[]> {
  const groups = new Map<string, Step[]>()
  for (const step of steps) groups.set(keyOf(step), [...(groups.get(keyOf(step)) ?? []), step])
  return groups
}
