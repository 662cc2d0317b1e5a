/** The stored form of a conversation: one table, used in both directions. */
import type { Session } from '../../flow/session.ts'
import {
  type Codec,
  type Fields,
  fewOf,
  flag,
  listOf,
  optional,
  row,
  whole,
  word,
} from '../../store/codec.ts'
import type { RecordDefinition } from '../../store/record.ts'
import type { Pace } from '../sender-limit.ts'
import { type Conversation, newest, type Stamp } from './conversation.ts'
import { type WrittenTurn, writtenTurn } from './recent-turn.ts'

const session: Codec<Session> = fewOf(
  row<Session>(' ', {
    node: word,
    language: word,
    misses: whole,
    page: whole,
    waiting: optional(word),
    personal: flag,
    choices: optional(listOf(word, '+')),
    neutral: flag,
  } as Fields<Session>),
)

const pace: Codec<Pace> = row<Pace>(' ', { count: whole, since: whole })

const stamp: Codec<Stamp> = row<Stamp>('.', { generation: whole, serial: whole, at: whole })

const conversation: Codec<Conversation> = row<Conversation>('|', {
  session: optional(session),
  pace: optional(pace),
  recent: listOf(writtenTurn, ';'),
  stamp: optional(stamp),
})

const unstamped: Codec<Conversation> = row<Conversation>('|', {
  session: optional(session),
  pace: optional(pace),
  recent: listOf(writtenTurn, ';'),
} as Fields<Conversation>)

/**
 * Format 3, which the previous release writes; it can read format 4. The stamp has no field there
 * and stands among the recent turns, as one without replies: -0tqz0sg 5.2k means generation tqz0sg,
 * serial 5, and 2k seconds later. Delete it with the next format change.
 */
const previousFormat: Pick<Codec<Conversation>, 'read'> = {
  read(text) {
    const { recent, ...rest } = unstamped.read(text)
    for (const [turnsSince, written] of recent.entries()) {
      const stamp = stampIn(written)
      if (!stamp) continue
      const serial = stamp.serial + turnsSince
      return { ...rest, recent: recent.toSpliced(turnsSince, 1), stamp: { ...stamp, serial } }
    }
    return { ...rest, recent }
  },
}

/** Cannot be mistaken for a turn: no language contains a dot. */
const MARK = /^-([0-9a-z]{7}) ([0-9a-z]+)\.([0-9a-z]+) {2}$/

function stampIn(written: WrittenTurn): Stamp | undefined {
  const [, begun, serial, age] = MARK.exec(written) ?? []
  if (!begun || !serial || !age) return undefined
  const generation = whole.read(begun)
  return { generation, serial: whole.read(serial), at: generation + whole.read(age) }
}

/** `ttl` is the lifetime after the last turn, in seconds. */
export function sessionRecord(name: string, ttl: number): RecordDefinition<Conversation> {
  return {
    name,
    version: 4,
    codec: conversation,
    others: { 3: previousFormat },
    ttl,
    // after losing three races a turn is answered without being remembered
    tries: 3,
    newest,
  }
}
