/**
 * The log: kinds and counts. An event is one of the shapes below and every field of it is a word of
 * ours or a number, so that a phone number or a message has nowhere to go.
 */
import { pino } from 'pino'

export type LogEvent =
  | { event: 'started'; store: 'memory' | 'redis'; port: number }
  | { event: 'stopping' }
  | {
      event: 'turn'
      channel: string
      outcome: 'answered' | 'missed' | 'replayed' | 'stateless' | 'raced' | 'limited' | 'silenced'
      /** The key of the words that were said last. */
      said: string
      language: string
      ms: number
    }
  | { event: 'refused'; reason: 'signature' | 'size' | 'form' }
  /** Not answered: from a country that is not served, too much for the whole line, or one sender's danger without end. */
  | { event: 'limited'; scope: 'country' | 'texts' | 'calls' | 'danger' }
  /** The process ends by an error that nobody caught. */
  | { event: 'crashed'; kind: string }
  | { event: 'guarded'; reason: 'error' | 'timeout'; kind: string }
  | { event: 'store_trouble'; code: string }
  | { event: 'rest_trouble'; code: number; status: number }
  | {
      event: 'transfer'
      result: 'bridged' | 'leave' | 'hangup' | 'error'
      next: 'talked' | 'short' | 'menu' | 'bridge' | 'unreached' | 'gone'
      /** How far down the ladder it came, from 0. */
      rung: number
    }

export type Log = (event: LogEvent) => void

const levels: Record<LogEvent['event'], 'info' | 'warn' | 'error'> = {
  started: 'info',
  stopping: 'info',
  turn: 'info',
  refused: 'warn',
  limited: 'warn',
  crashed: 'error',
  guarded: 'error',
  store_trouble: 'warn',
  rest_trouble: 'warn',
  transfer: 'info',
}

/** Turns are written in lots of so many bytes, and at least so often; all else at once. */
const LOT_BYTES = 4096
const LOT_MS = 1000

/** Writes one line of JSON an event to standard output. */
export function createLog(level: string): Log {
  const out = pino.destination({ fd: 1, sync: false, minLength: LOT_BYTES })
  const logger = pino({ level, base: null }, out)
  setInterval(() => out.flush(), LOT_MS).unref()
  process.on('exit', () => out.flushSync())
  return (event) => {
    logger[levels[event.event]](event)
    if (event.event !== 'turn') out.flush()
  }
}

/** What may be said of an error: its class, and a StoreError's code. Never its message. */
export function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  return 'code' in error && error.name === 'StoreError'
    ? `StoreError ${String(error.code)}`
    : error.constructor.name
}
