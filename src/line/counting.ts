/**
 * What a turn or event counts as. Labels are our own fixed words, never anything that somebody
 * wrote.
 */
import type { Count } from '../counts/counts.ts'
import { type Event, isUrgent } from '../flow/event.ts'
import { type Flow, keys, type Node } from '../flow/flow.ts'
import { isGate } from '../flow/gate.ts'
import type { Input } from '../flow/input.ts'
import type { Log } from '../telemetry/events.ts'
import { afterQueue, TALK_MS } from '../transfer/words.ts'
import type { KeptTransfer } from './transfer-record.ts'
import type { TurnResult } from './turn.ts'

/** The channel name that turns of calls are logged and counted under. */
export const VOICE = 'voice'

export type CountTurn = (channel: string, input: Input, turn: TurnResult) => void

/** Counts the turns of a flow. Redelivered messages are not counted again. */
export function countTurns(count: Count, flow: Flow): CountTurn {
  const nodeOf = (name: string | undefined) => (name === undefined ? undefined : flow.nodes[name])

  return function countTurn(channel, input, { outcome, language, replies, moved }) {
    if (outcome === 'replayed') return
    const from = nodeOf(moved.from)
    const to = nodeOf(moved.to)
    const by = { channel, language }
    if (outcome === 'limited' || outcome === 'silenced') count({ count: 'limits', of: 'sender' })
    else count({ count: 'turns', channel })
    if (!from && to) count({ count: 'conversations', channel })
    if (isWithin(to) && (!from || isGate(from))) count({ count: 'went_on', ...by })
    if (outcome === 'missed')
      count({
        count: 'misses',
        of: input.type === 'silence' ? 'silence' : 'not_understood',
        channel,
      })
    const last = replies.at(-1)
    if ((last?.type === 'page' || last?.type === 'led') && moved.from !== last.node)
      count({ count: 'topics', of: last.node, ...by })
    if (asksForPerson(input) && to?.type !== 'transfer') count({ count: 'asked_for_person', ...by })
    countInput(count, input, { ...by, from })
  }
}

/** Counts what depends on the input alone. */
function countInput(
  count: Count,
  input: Input,
  { from, channel, language }: { from: Node | undefined; channel: string; language: string },
): void {
  const danger = dangerOf(input)
  if (danger) count({ count: 'danger', of: danger, channel, language })
  if (input.type === 'interpreter') count({ count: 'languages_asked', of: input.of, channel })
  if (input.type === 'called_back') count({ count: 'ring_ended', of: 'joined' })
  // a repeated callback reports the same ending again
  if (input.type === 'transfer_ended' && (!from || from.type === 'transfer')) {
    const { outcome, seconds } = input
    count({ count: 'transfers', of: outcome })
    if (seconds !== undefined) countTalk(count, { language, seconds })
  }
  if (input.type !== 'event' || from?.type === 'away') return
  if (input.event === 'exit') count({ count: 'exits', channel, language })
  if (input.event === 'forget') count({ count: 'forget', language })
  if (input.event === 'opt_out.provider') count({ count: 'opt_outs', of: 'provider', language })
  if (input.event === 'opt_out.line') count({ count: 'opt_outs', of: 'line', language })
}

/**
 * Counts a caller leaving the queue. How the transfer ended is counted by their next turn, unless
 * they hung up.
 */
export function countTransfer(count: Count, { transfer, caller }: KeptTransfer): void {
  const { began, joined, left } = transfer
  const next = afterQueue(transfer)
  const lasted = left && joined !== undefined ? left.at - joined : 0
  const talked = next === 'gone' ? lasted >= TALK_MS : next === 'talked' || next === 'short'
  if (next === 'gone') count({ count: 'transfers', of: talked ? 'answered' : 'gone' })
  if (!talked) return
  const waited = joined === undefined ? undefined : (joined - began) / 1000
  countTalk(count, { language: caller.language, seconds: lasted / 1000, waited })
}

/**
 * Counts a conversation with a person; `waited` is how many seconds the caller waited for it, if
 * known.
 */
function countTalk(
  count: Count,
  talk: { language: string; seconds: number; waited?: number | undefined },
): void {
  const { language, seconds, waited } = talk
  count({ count: 'time_to_person', of: bucketOf(waited), language })
  const minutes = Math.ceil(seconds / 60)
  if (minutes > 0) count({ count: 'minutes', times: minutes })
}

function bucketOf(seconds: number | undefined) {
  if (seconds === undefined) return 'not_known'
  if (seconds < 15) return '15'
  if (seconds < 30) return '30'
  if (seconds < 60) return '60'
  return seconds < 90 ? '90' : 'longer'
}

/** Wraps the log so that events that no turn reports are counted too. */
export function countedLog(log: Log, count: Count): Log {
  return (event) => {
    log(event)
    if (event.event === 'limited') count({ count: 'limits', of: event.scope })
    if (event.event === 'guarded') count({ count: 'guarded', of: event.reason })
    if (event.event === 'refused') count({ count: 'refused', of: event.reason })
  }
}

/** Whether the node is inside the conversation proper, past the first question. */
function isWithin(node: Node | undefined): boolean {
  return node !== undefined && !isGate(node) && node.type !== 'end' && node.type !== 'away'
}

function asksForPerson(input: Input): boolean {
  if (input.type === 'key') return input.key === keys.person
  return input.type === 'event' && input.event === 'person'
}

type Danger = 'danger' | 'self_harm' | 'minor' | 'somebody_else'
const dangers: Readonly<Partial<Record<Event, Danger>>> = {
  'crisis.danger': 'danger',
  'crisis.self_harm': 'self_harm',
  'crisis.minor': 'minor',
  'crisis.other_danger': 'somebody_else',
  'crisis.other_self_harm': 'somebody_else',
}

/** The kind of danger that a text reports, directly or as its meaning when nothing was asked. */
function dangerOf(input: Input): Danger | undefined {
  if (input.type !== 'event') return undefined
  if (isUrgent(input.event)) return dangers[input.event]
  return input.otherwise && dangerOf(input.otherwise)
}
