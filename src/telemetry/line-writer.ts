/**
 * Writes lines to a file descriptor without ever blocking the process: what cannot be written waits
 * in a bounded queue, and is dropped and counted once that is full. A log on a full disk, or in a
 * pipe that nobody reads, may cost lines but never an answer or the process. (`pino.destination`
 * throws on a full disk and, when it flushes at exit, waits forever on either.)
 */
import { write } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A pipe writes up to this many bytes atomically, so that lines of several workers never mix. */
const SHARED_LOT_BYTES = 4_096
/** Larger if nobody else writes, because each write wakes a thread. */
const LOT_BYTES = 32 * 1_024
/** A few thousand lines. */
const MOST_BYTES = 128 * 1_024
/** Delay before retrying after a full pipe, and after a failed write. */
const FULL_MS = 10
const FAILED_MS = 1_000

export type LineWriter = ReturnType<typeof createLineWriter>

export type LineWriterParts = {
  fd: number
  /** Whether other processes write to the same descriptor. */
  shared: boolean
  most?: number
  /** Called for each line that there is no room for. */
  dropped: () => void
  /** Called after every successful write. */
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
  /** Whole lines in batches; the last one is still being filled. */
  const lots: string[] = []
  let bytes = 0
  let current: Buffer | undefined
  let state: 'idle' | 'writing' | 'full' | 'failed' = 'idle'
  /** Whether to write the batch that is still being filled. */
  let due = false

  return {
    /** Queues a line, to be written once a batch is full or `flush` is called. */
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
    /** Writes everything queued, without waiting for more. */
    flush(): void {
      due = true
      next()
    },
    /**
     * Writes what is left, for at most `ms`. `stuck`: a write hangs, which will keep the process
     * from ending.
     */
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
