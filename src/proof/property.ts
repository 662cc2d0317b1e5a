/** A property: what must hold for every step, or for the state space as a whole. */
import type { Input } from '../flow/input.ts'
import type { Setting } from './setting.ts'
import type { Arc, Engine, State, StateSpace } from './space.ts'

/** A violation of a property. `next`: further inputs needed to see it. */
export type Broken = {
  /** The key in the file of the flow, such as nodes.home. */
  key: string
  why: string
  next?: readonly Input[]
}

export type Property = {
  name: string
  /** One line, for people. */
  promise: string
  remedy: string
  step?: (arc: Arc, setting: Setting) => Broken | undefined
  /** Checked once for each state; `engine` continues from it. */
  state?: (state: State, setting: Setting, engine: Engine) => Broken | undefined
  /** Checked once, with everything seen. */
  whole?: (space: StateSpace, setting: Setting, seen: Seen) => readonly Broken[]
}

/** Everything that any step has led to. */
export type Seen = {
  nodes: ReadonlySet<string>
  /** As node/page. */
  pages: ReadonlySet<string>
  languages: ReadonlySet<string>
  /** The keys of sentences that were said. */
  sentences: ReadonlySet<string>
}
