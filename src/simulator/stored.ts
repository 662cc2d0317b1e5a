/**
 * What the store really holds about these people: the encrypted bytes, and their decrypted text.
 */
import { readTurn } from '../line/conversations/recent-turn.ts'
import { sessionRecord } from '../line/conversations/session-record.ts'
import { ownLeg } from './legs.ts'
import type { Stored } from './phones/view.ts'
import type { SimulatedLine } from './simulated-line.ts'

/** Where a conversation is. */
export type Standing = { node: string; language: string }

const { codec: conversation } = sessionRecord('sms', 0)

const whats = {
  call: 'session of the call',
  sms: 'session of the texts',
  transfer: 'transfer',
} as const

/** All values for the person's texts, last call and last transfer. */
export async function storedOf(line: SimulatedLine): Promise<readonly Stored[]> {
  const own = ownLeg(line)
  const queue = line.twilio.trace.findLast((entry) => entry.kind === 'enqueue')?.queue
  return [
    ...(own ? await open(line, 'call', `call ${own.sid}`) : []),
    ...(await open(line, 'sms', `sms ${line.person}`)),
    ...(queue ? await open(line, 'transfer', `transfer ${queue}`) : []),
  ]
}

/** Where a conversation is, according to its stored record; undefined without one. */
export function standing(
  stored: readonly Stored[],
  channel: 'sms' | 'voice',
): Standing | undefined {
  const what = channel === 'sms' ? whats.sms : whats.call
  const row = stored.find((value) => value.what === what)?.row
  if (!row) return undefined
  const { session, recent } = conversation.read(row.slice(row.indexOf(' ') + 1))
  if (session) return session
  // a conversation that has ended has no node, only its last text
  const [last = ''] = recent
  const { language, replies } = readTurn(last) ?? { language: '', replies: [] }
  const said = replies.findLast(({ type }) => type === 'say')
  return { node: said?.type === 'say' ? said.text : '', language }
}

async function open(
  { store }: SimulatedLine,
  what: keyof typeof whats,
  name: string,
): Promise<Stored[]> {
  const value = await store.peek(name)
  if (!value) return []
  const { key, bytes, expires, text } = value
  return [{ what: whats[what], key, bytes, expires, row: withoutNumbers(text) }]
}

/** Omits a transfer's destination numbers, which are public and only clutter the output. */
function withoutNumbers(row: string): string {
  return row.replaceAll(/"number":"\+\d+",/g, '')
}
