/**
 * Blanks the texts of a number that Twilio stores: after FORGET all of them, with
 * MESSAGE_RETENTION=blank those of each turn. Best effort, after the answer. Messages that are not
 * final yet are retried, by another process if this one has ended.
 */
import type { Log } from '../../telemetry/events.ts'
import type { Background } from '../background.ts'
import type { KeptMessage, MessageArchive } from '../telephony.ts'
import { AGAIN_MS, type Due } from './due.ts'
import type { DoTask, Task } from './task.ts'

export type Erasure = ReturnType<typeof createErasure>

export type ErasureDeps = {
  archive: MessageArchive
  log: Log
  lineNumber: string
  background: Background
  due: Due
  doTask: DoTask
}

/** An incoming message: all that is known before Twilio has been asked for a list. */
export type IncomingMessage = { sid: string; media: boolean }

/** How many are blanked at once, so that Twilio does not reject any for rate. */
const AT_ONCE = 5

/**
 * The first retry also finds our own answer, which does not exist before it is sent. After that the
 * number is forgotten, and only SIDs are kept.
 */
const FIRST_MS = AGAIN_MS[0] ?? 0

export function createErasure(deps: ErasureDeps) {
  const { background, due, doTask } = deps
  const { later, run } = background
  /** Numbers with a pending listing, which texts in quick succession share. */
  const expected = new Set<string>()
  const forgetting = new Set<string>()

  return {
    /** Blanks everything Twilio stores of a number's texts. Returns at once, never throws. */
    forget(number: string, message: IncomingMessage | undefined): void {
      const known = keepFirst(message)
      const first = !forgetting.has(number)
      forgetting.add(number)
      run(first ? known.then(() => erase(number, false)) : known)
    },
    /** Blanks the texts of this turn, once its answer exists too. */
    blankTurn(number: string, message: IncomingMessage | undefined): void {
      run(keepFirst(message))
      if (expected.has(number)) return
      expected.add(number)
      later(FIRST_MS, () => erase(number, true))
    },
    /** Does everything that needs a phone number right away: whoever takes over has only SIDs. */
    async finish(): Promise<void> {
      const numbers = new Set([...expected, ...forgetting])
      await Promise.all(Array.from(numbers, (number) => erase(number, true)))
    },
  }

  /** Queues the message of this turn, which is known without a list. */
  async function keepFirst(message: IncomingMessage | undefined): Promise<void> {
    if (message) await due.keep([taskOf(message)], FIRST_MS)
  }

  async function erase(number: string, answered: boolean, tries = 0): Promise<void> {
    if (answered) for (const numbers of [expected, forgetting]) numbers.delete(number)
    const listed = await list(deps, number)
    const left = listed && (await tried(listed, tries))
    const wait = AGAIN_MS[tries]
    if (wait === undefined) return
    // our answer does not exist yet, or the list failed: the number is needed once more
    if (!answered || !left) later(wait, () => erase(number, true, tries + 1))
    else if (left.length > 0) later(wait, () => retry(left, tries + 1))
  }

  async function retry(tasks: readonly Task[], tries: number): Promise<void> {
    const left = await doAll(tasks, tries)
    const wait = AGAIN_MS[tries]
    if (left.length > 0 && wait !== undefined) later(wait, () => retry(left, tries + 1))
  }

  /** Blanks the messages that are final, and returns the tasks that are left. */
  async function tried(messages: readonly KeptMessage[], tries: number): Promise<Task[]> {
    const waiting = messages.filter(({ final }) => !final).map(taskOf)
    const ready = messages.filter(({ final }) => final).map(taskOf)
    return doAll(ready, tries, waiting)
  }

  /** Does tasks, stores those that failed together with those `waiting`, and returns them. */
  async function doAll(
    ready: readonly Task[],
    tries: number,
    waiting: readonly Task[] = [],
  ): Promise<Task[]> {
    const left = [...waiting]
    for (let at = 0; at < ready.length; at += AT_ONCE) {
      const lot = ready.slice(at, at + AT_ONCE)
      const done = await Promise.all(lot.map(doTask))
      left.push(...lot.filter((_, index) => !done[index]))
    }
    const wait = AGAIN_MS[tries]
    const isOver = (task: Task) => wait === undefined || !left.includes(task)
    await due.drop([...ready, ...waiting].filter(isOver))
    if (wait !== undefined) await due.keep(left, wait, tries + 1)
    return left
  }
}

/** All stored messages of the number, in both directions; undefined if Twilio failed. */
async function list(
  { archive, log, lineNumber }: ErasureDeps,
  number: string,
): Promise<KeptMessage[] | undefined> {
  const lists = await Promise.all([
    archive.messages({ from: number, to: lineNumber }),
    archive.messages({ from: lineNumber, to: number }),
  ])
  const kept: KeptMessage[] = []
  for (const result of lists) {
    if (!result.ok) {
      log({ event: 'rest_trouble', code: result.code, status: result.status })
      return undefined
    }
    kept.push(...result.value)
  }
  return kept.filter((message) => !message.blank || message.media)
}

/** A message with media is deleted, because that deletes the media too. */
function taskOf({ sid, media }: IncomingMessage): Task {
  return { what: media ? 'delete' : 'blank', sid }
}
