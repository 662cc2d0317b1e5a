/**
 * The proof: checks every property against every step of every conversation, and reports the
 * shortest that breaks it.
 */
import type { Dialogue } from '../content/dialogue.ts'
import type { Medium } from '../content/words.ts'
import { type Flow, keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'
import type { Session } from '../flow/session.ts'
import { transition } from '../flow/transition.ts'
import { type Classes, inputsOf } from './inputs.ts'
import { properties } from './properties.ts'
import type { Broken, Property, Seen } from './property.ts'
import { settingOf } from './setting.ts'
import { type Arc, type Engine, explore, type State, type StateSpace, wayTo } from './space.ts'

/** A property that does not hold, and the shortest conversation that shows it. */
export type Finding = {
  property: string
  medium: Medium
  key: string
  why: string
  remedy: string
  /** Where that conversation begins, and its inputs; undefined if no single one shows it. */
  shown: { root: State; inputs: readonly Input[] } | undefined
}

export type Proof = { findings: readonly Finding[]; states: number; steps: number }

/** The state space of a medium, for drawing or counting. */
export function exploreFlow(content: Dialogue, medium: Medium): StateSpace {
  return explore(medium, content.flows[medium], classesOf(content, medium))
}

/** Proves all media. `engine` replaces the line's own, to test the proof itself. */
export function prove(
  content: Dialogue,
  engine: Engine = transition,
  media: readonly Medium[] = ['text', 'voice'],
): Proof {
  const proofs = media.map((medium) => proveMedium(content, medium, engine))
  return {
    findings: proofs.flatMap(({ findings }) => findings),
    states: proofs.reduce((sum, { states }) => sum + states, 0),
    steps: proofs.reduce((sum, { steps }) => sum + steps, 0),
  }
}

function proveMedium(content: Dialogue, medium: Medium, engine: Engine): Proof {
  const setting = settingOf(content, medium)
  const findings = createFindings(medium)
  const seen = createSeen(setting.flow)
  const ofSteps = properties.flatMap((each) => (each.step ? [{ each, step: each.step }] : []))
  const space = explore(
    medium,
    setting.flow,
    classesOf(content, medium),
    (arc) => {
      seen.add(arc)
      for (const { each, step } of ofSteps) {
        const broken = step(arc, setting)
        if (broken) findings.add(each, broken, arc)
      }
    },
    engine,
  )
  for (const each of properties) {
    if (each.state) for (const state of space.states) holdState(each, state)
    for (const broken of each.whole?.(space, setting, seen.all) ?? []) findings.add(each, broken)
  }
  return { findings: findings.all(), states: space.states.length, steps: space.steps }

  function holdState(property: Property, state: State): void {
    const broken = property.state?.(state, setting, engine)
    if (broken) findings.add(property, broken, { from: state })
  }
}

function classesOf({ flows, topics, smallTalk, interpreters }: Dialogue, medium: Medium): Classes {
  return inputsOf(medium, {
    languages: flows[medium].languages,
    topics: topics.map(({ id }) => id),
    talk: smallTalk,
    interpreters: interpreters.map(({ id }) => id),
  })
}

/** Records the first violation at each place, which is a shortest one. */
function createFindings(medium: Medium) {
  const found = new Map<string, Finding>()
  return {
    all: () => Array.from(found.values()),
    add(
      { name, remedy }: Property,
      { key, why, next = [] }: Broken,
      arc?: Pick<Arc, 'from'> & Partial<Arc>,
    ) {
      const place = `${name} ${key} ${why}`
      if (found.has(place)) return
      const way = arc && wayTo(arc.from)
      const shown = way && {
        root: way.root,
        inputs: [...way.inputs, ...(arc.input ? [arc.input] : []), ...next],
      }
      found.set(place, { property: name, medium, key, why, remedy, shown })
    },
  }
}

function createSeen({ nodes: there, on }: Flow) {
  const nodes = new Set<string>()
  const pages = new Set<string>()
  const languages = new Set<string>()
  const sentences = new Set<string>()
  // a silent end has no words to identify it
  const endsOf = (session: Session | undefined, input: Input): string[] => {
    const node = there[session?.node ?? '']
    const action = input.type === 'event' ? (node?.on?.[input.event] ?? on[input.event]) : undefined
    return action && 'to' in action ? [action.to] : []
  }
  return {
    all: { nodes, pages, languages, sentences } satisfies Seen,
    add({ from, input, turn: { session, language, replies } }: Arc): void {
      languages.add(language)
      // going back leads only to nodes already visited
      const isBack = input.type === 'key' && input.key === keys.back
      if (session && session.node !== from.session?.node && !isBack) nodes.add(session.node)
      // at the end of a conversation there is no session
      if (!session) for (const node of endsOf(from.session, input)) nodes.add(node)
      for (const reply of replies) {
        if (reply.type === 'say') sentences.add(reply.text)
        if (reply.type === 'say' && there[reply.text]?.type === 'end') nodes.add(reply.text)
        if (reply.type === 'page') pages.add(`${reply.node}/${reply.page}`)
      }
    },
  }
}
