/** A mutant: a shipped file with one slip of a hand in it, and what has to be said of it. */
import type { Data } from '../checker.ts'

/** `spoil` changes what the file holds. `expected`: the rules that may name it, and how its key begins. */
export type Mutant = {
  kind: string
  file: string
  what: string
  spoil: (data: Data) => void
  expected: { rules: readonly string[]; key?: string; file?: string }
  /** Whether only the proof can find it. */
  proof?: true
}

/** No rule: a file of the wrong shape. */
export const SHAPE = 'shape'

/** Whichever property or rule sees it first. */
export const ANY = ['any']

export const FLOWS = ['line', 'text', 'voice'] as const

export const LANGUAGES = ['en', 'es'] as const
