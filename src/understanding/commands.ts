/** Commands: what somebody asks of the line itself, found as a word, by phrase or by rank. */
import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'

export const commandNames = ['person', 'opt_out', 'exit', 'call', 'tip', 'menu'] as const
export type Command = (typeof commandNames)[number]

/** The input that each is, in the language that it was said in, where that is plain. */
export const commands: Record<Command, (language?: string) => Input> = {
  person: (language) => ({ type: 'event', event: 'person', ...(language && { language }) }),
  opt_out: (language) => ({ type: 'event', event: 'opt_out.line', ...(language && { language }) }),
  exit: (language) => ({ type: 'event', event: 'exit', ...(language && { language }) }),
  call: (language) => ({ type: 'event', event: 'call', ...(language && { language }) }),
  tip: (language) => ({ type: 'event', event: 'tip', ...(language && { language }) }),
  menu: () => ({ type: 'key', key: keys.menu }),
}
