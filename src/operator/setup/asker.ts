/** Who is asked during a set-up: somebody at a terminal. */
import {
  type CANCEL_SYMBOL,
  confirm,
  isCancel,
  log,
  note,
  password,
  select,
  text,
} from '@clack/prompts'

export type Asker = {
  text: (question: string, hint?: string) => Promise<string>
  /** What is typed is not shown. */
  secret: (question: string) => Promise<string>
  choose: (question: string, options: readonly string[]) => Promise<string>
  confirm: (question: string) => Promise<boolean>
  say: (words: string) => void
  show: (title: string, words: string) => void
}

/** Thrown when somebody leaves: what was done until then stays, and the plan says how far it came. */
export class Left extends Error {}

function given<Value>(answer: Value | typeof CANCEL_SYMBOL): Value {
  if (isCancel(answer)) throw new Left('left')
  return answer
}

export const terminal: Asker = {
  text: async (message, placeholder) =>
    given(await text({ message, ...(placeholder && { placeholder }), defaultValue: '' })).trim(),
  secret: async (message) => given(await password({ message })).trim(),
  choose: async (message, options) =>
    given(await select({ message, options: options.map((value) => ({ value })) })),
  confirm: async (message) => given(await confirm({ message, initialValue: false })),
  say: (words) => log.message(words),
  show: (title, words) => note(words, title),
}
