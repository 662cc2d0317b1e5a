/**
 * What Twilio keeps of a number's texts, blanked: after FORGET all of it, with MESSAGE_RETENTION=blank
 * that of each turn. Best effort, behind the answer; what is not final yet is tried again from memory.
 */
import type { Log } from '../telemetry/events.ts'
import type { Background } from './background.ts'
import type { Failure, KeptMessage, MessageArchive } from './telephony.ts'

export type Erasure = ReturnType<typeof createErasure>

export type ErasureDeps = {
  archive: MessageArchive
  log: Log
  lineNumber: string
  background: Background
}

/**
 * Milliseconds until each further try, ten minutes in all. The first one finds our own answer, which
 * is not there before it was sent; after it the number is forgotten, and only SIDs are kept.
 */
const AGAIN_MS = [15_000, 45_000, 120_000, 420_000]
/** Blanked at the same time, so that Twilio refuses none for coming too fast. */
const AT_ONCE = 5
/** Twilio's "not final yet", and "not there any more". */
const NOT_FINAL = 20009
const GONE = 404

export function createErasure({ archive, log, lineNumber, background }: ErasureDeps) {
  const { later, run } = background
  /** Numbers that a listing is still to come for: texts that follow each other share one. */
  const expected = new Set<string>()
  const forgetting = new Set<string>()

  return {
    /** Asks Twilio to blank all that it keeps of a number's texts. Returns at once, never throws. */
    forget(number: string): void {
      if (forgetting.has(number)) return
      forgetting.add(number)
      run(erase(number, false))
    },
    /** Asks it for what has come since, once the answer of this turn is there too. */
    blankTurn(number: string): void {
      if (expected.has(number)) return
      expected.add(number)
      later(AGAIN_MS[0] ?? 0, () => erase(number, true))
    },
  }

  async function erase(number: string, answered: boolean, tries = 0): Promise<void> {
    if (answered) for (const numbers of [expected, forgetting]) numbers.delete(number)
    const listed = await list(number)
    const left = listed && (await blank(listed))
    const wait = AGAIN_MS[tries]
    if (wait === undefined) return
    // our answer is still to come, or there was no list: the number is needed once more
    if (!answered || !left) later(wait, () => erase(number, true, tries + 1))
    else if (left.length > 0) later(wait, () => retry(left, tries + 1))
  }

  async function retry(messages: readonly KeptMessage[], tries: number): Promise<void> {
    const left = await blank(messages.map((message) => ({ ...message, final: true })))
    const wait = AGAIN_MS[tries]
    if (left.length > 0 && wait !== undefined) later(wait, () => retry(left, tries + 1))
  }

  /** All that is kept of the number, both ways; none when Twilio did not say. */
  async function list(number: string): Promise<KeptMessage[] | undefined> {
    const lists = await Promise.all([
      archive.messages({ from: number, to: lineNumber }),
      archive.messages({ from: lineNumber, to: number }),
    ])
    const kept: KeptMessage[] = []
    for (const result of lists) {
      if (!result.ok) return trouble(result)
      kept.push(...result.value)
    }
    return kept.filter((message) => !message.blank || message.media)
  }

  /** Blanks what is final, and gives what is left. */
  async function blank(messages: readonly KeptMessage[]): Promise<KeptMessage[]> {
    const left = messages.filter(({ final }) => !final)
    const ready = messages.filter(({ final }) => final)
    for (let at = 0; at < ready.length; at += AT_ONCE) {
      const lot = ready.slice(at, at + AT_ONCE)
      const done = await Promise.all(lot.map(blankOne))
      left.push(...lot.filter((_, index) => !done[index]))
    }
    return left
  }

  /** A message with media is deleted: that deletes the media too. */
  async function blankOne({ sid, media }: KeptMessage): Promise<boolean> {
    const result = media ? await archive.deleteMessage(sid) : await archive.blankMessage(sid)
    if (result.ok || result.status === GONE) return true
    if (result.code !== NOT_FINAL) trouble(result)
    return false
  }

  function trouble({ code, status }: Failure): undefined {
    log({ event: 'rest_trouble', code, status })
  }
}
