/** An understanding: what the line takes a text to mean. */

import type { Input } from '../flow/input.ts'

/** What a text means, how certain that is (1: by rule), and why. */
export type Understanding = { input: Input; score: number; because: string }

/** An understanding by rule. */
export function sure(input: Input | undefined, because: string): Understanding | undefined {
  return input && { input, score: 1, because }
}
