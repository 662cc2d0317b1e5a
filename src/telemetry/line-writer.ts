/**
 * Writes lines to a file descriptor without ever holding the process up: what can not be written waits
 * in a bounded queue and is then dropped and counted. A log on a full disk, or in a pipe that nobody
 * reads, costs lines; it must not cost an answer or the end of the process. (`pino.destination` throws
 * on the one and, in its flush at exit, waits for both for ever.)
 */
import { write } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A pipe takes so many bytes whole or not at all, so that lines of several workers never mix. */
const SHARED_LOT_BYTES = 4_096
/** Where nobody else writes there may be more: each write wakes a thread. */
const LOT_BYTES = 32 * 1_024
/** Some thousand lines. */
const MOST_BYTES = 128 * 1_024
/** How long a full pipe, and a write that failed, are left alone. */
const FULL_MS = 10
const FAILED_MS = 1_000

export type LineWriter = ReturnType<typeof createLineWriter>

export type LineWriterParts = {
  fd: number
  /** Whether others write to the same. */
  shared: boolean
  most?: number
  /** Hears of each line that there is no room for. */
  dropped: () => void
  /** Hears of each time that something went out. */
  written: () => void
}

export function createLineWriter({
  fd,
  shared,
  most = MOST_BYTES,
  dropped,
  written,
}: LineWriterParts) {
  const lotBytes = shared ? SHARED_LOT_BYTES : LOT_BYTES
  /** Whole lines, in lots; the last one is still being filled. */
  const lots: string[] = []
  let bytes = 0
  let current: Buffer | undefined
  let state: 'idle' | 'writing' | 'full' | 'failed' = 'idle'
  /** Whether the lot that is still being filled goes out too. */
  let due = false

  return {
    /** Takes a line, to be written once there is a lot of them or `flush` is called. */
    write(line: string): void {
      const length = Buffer.byteLength(line)
      if (bytes + length > most) {
        dropped()
        return
      }
      bytes += length
      const last = lots.at(-1)
      if (last !== undefined && last.length + length <= lotBytes)
        lots[lots.length - 1] = last + line
      else lots.push(line)
      next()
    },
    /** Writes what there is, without waiting for more. */
    flush(): void {
      due = true
      next()
    },
    /** Writes what is left, for so long at most. `stuck`: a write hangs, which keeps a process from ending. */
    async close(ms: number): Promise<'ended' | 'stuck'> {
      const end = performance.now() + ms
      due = true
      next()
      while (state !== 'idle' && state !== 'failed' && performance.now() < end) await sleep(5)
      return state === 'writing' ? 'stuck' : 'ended'
    },
  }

  function next(): void {
    if (state !== 'idle') return
    const lot = current ?? (due || lots.length > 1 ? lots.shift() : undefined)
    if (lot === undefined) {
      due = false
      return
    }
    current = Buffer.from(lot)
    state = 'writing'
    write(fd, current, 0, current.length, null, done)
  }

  function done(error: NodeJS.ErrnoException | null, count: number): void {
    if (error) {
      state = error.code === 'EAGAIN' ? 'full' : 'failed'
      setTimeout(again, state === 'full' ? FULL_MS : FAILED_MS).unref()
      return
    }
    bytes -= count
    current = current && count < current.length ? current.subarray(count) : undefined
    state = 'idle'
    written()
    next()
  }

  function again(): void {
    state = 'idle'
    next()
  }
}
