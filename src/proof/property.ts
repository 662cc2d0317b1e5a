/** A property: what must hold of every step, or of the state space as a whole. */
import type { Input } from '../flow/input.ts'
import type { Setting } from './setting.ts'
import type { Arc, Engine, State, StateSpace } from './space.ts'

/** What breaks a property. `next`: what has to come yet, for it to be seen. */
export type Broken = {
  /** The key in the file of the flow, such as nodes.home. */
  key: string
  why: string
  next?: readonly Input[]
}

export type Property = {
  name: string
  /** In one line, for people. */
  promise: string
  remedy: string
  step?: (arc: Arc, setting: Setting) => Broken | undefined
  /** Asked once of each state; `engine` goes on from it. */
  state?: (state: State, setting: Setting, engine: Engine) => Broken | undefined
  /** Asked once, with all that was seen on the way. */
  whole?: (space: StateSpace, setting: Setting, seen: Seen) => readonly Broken[]
}

/** What all steps together have led to. */
export type Seen = {
  nodes: ReadonlySet<string>
  /** As node/page. */
  pages: ReadonlySet<string>
  languages: ReadonlySet<string>
  /** The keys of the sentences that were said. */
  sentences: ReadonlySet<string>
}
