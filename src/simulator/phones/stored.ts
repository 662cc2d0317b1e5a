/** What the store really holds of these people: sealed bytes, and what is in them when opened. */
import type { Leg } from '../../virtual-twilio/types.ts'
import type { Stage } from '../simulated-line.ts'
import type { StoredView } from './view.ts'

const whats = {
  call: 'session of the call',
  sms: 'session of the texts',
  transfer: 'transfer',
} as const

/** The names under which the line keeps things; the store sees only a hash of each. */
type Named = [what: keyof typeof whats, name: string]

export function createStored({ twilio, store, person, log }: Stage) {
  let seen = ''
  let kept: StoredView[] = []

  return async function stored(own: Leg | undefined): Promise<readonly StoredView[]> {
    const second = Math.round(twilio.now() / 1000)
    const now = `${twilio.trace.length} ${log.length} ${store.off} ${second}`
    if (now === seen) return kept
    seen = now
    const found: StoredView[] = []
    for (const named of names(own)) found.push(...(await open(named)))
    kept = found
    return kept
  }

  function names(own: Leg | undefined): Named[] {
    const queue = twilio.trace.findLast((entry) => entry.kind === 'enqueue')?.queue
    return [
      ...(own ? [['call', `call ${own.sid}`] as Named] : []),
      ['sms', `sms ${person}`],
      ...(queue ? [['transfer', `transfer ${queue}`] as Named] : []),
    ]
  }

  async function open([what, name]: Named): Promise<StoredView[]> {
    const value = await store.peek(name)
    if (!value) return []
    const { key, bytes, expires, text } = value
    return [{ what: whats[what], key, bytes, expires, row: withoutNumbers(text) }]
  }
}

/** The node in which a stored session stands. */
export function nodeOf(stored: readonly StoredView[], medium: 'text' | 'voice'): string {
  const what = medium === 'text' ? whats.sms : whats.call
  const row = stored.find((value) => value.what === what)?.row
  // the version, then the session, whose first word is its node
  return /^\d+ ([^ |]*)/.exec(row ?? '')?.[1] ?? ''
}

/** A transfer names its destinations; their public numbers only make it harder to read. */
function withoutNumbers(row: string): string {
  return row.replaceAll(/"number":"\+\d+",/g, '')
}
