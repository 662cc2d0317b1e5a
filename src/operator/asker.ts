/** Asks a person at a terminal before something is changed. */
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
  /** The input is not echoed. */
  secret: (question: string) => Promise<string>
  choose: (question: string, options: readonly string[]) => Promise<string>
  confirm: (question: string) => Promise<boolean>
  say: (words: string) => void
  show: (title: string, words: string) => void
}

/** Thrown when somebody cancels. */
class Canceled extends Error {}

/** Returns undefined if somebody cancels at a question. */
export async function unlessCanceled<Value>(
  work: () => Promise<Value>,
): Promise<Value | undefined> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof Canceled) return undefined
    throw error
  }
}

function given<Value>(answer: Value | typeof CANCEL_SYMBOL): Value {
  if (isCancel(answer)) throw new Canceled('canceled')
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
