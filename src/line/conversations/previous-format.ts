/**
 * Reads conversations written by the previous release, so that a rolling deploy loses none. Delete
 * it with the next format change.
 */
import { z } from 'zod'
import type { Reply } from '../../flow/session.ts'
import { type Codec, json, Unreadable } from '../../store/codec.ts'
import type { Conversation } from './conversation.ts'
import { type WrittenTurn, writeTurn } from './recent-turn.ts'

/** A prefix with the sender's count (two letters) and its start (four letters, wrapping around). */
const PACED = /^([0-9a-z]{2})([0-9a-z]{4})(?=\[)/

/** [2, node, language, misses, page, waiting, personal, choices, turns: id language reply,reply ...] */
const Row = z.tuple([
  z.literal(2),
  z.string(),
  z.string(),
  z.number(),
  z.number(),
  z.string(),
  z.union([z.literal(0), z.literal(1)]),
  z.string(),
  z.array(z.string()),
])

export const previousFormat: Pick<Codec<Conversation>, 'read'> = {
  read(text) {
    const row = json(Row).read(text.replace(PACED, ''))
    const [, node, language, misses, page, waiting, personal, choices, turns] = row
    const session = {
      node,
      language,
      misses,
      page,
      ...(waiting && { waiting }),
      ...(personal === 1 && ({ personal: true } as const)),
      ...(choices && { choices: choices.split('/') }),
    }
    // the sender's count starts over: the old one does not say in which week it began
    return { ...(node && { session }), recent: turns.map(turnOf) }
  },
}

function turnOf(turn: string): WrittenTurn {
  const [id = '', language = '', replies = ''] = turn.split(' ')
  return writeTurn({ id, language, replies: replies.split(',').map(replyOf), effects: [] })
}

function replyOf(short: string): Reply {
  const [node = '', second = '', ...rest] = short.slice(1).split('/')
  switch (short[0]) {
    case 's':
      return { type: 'say', text: node }
    case 'm':
      return { type: 'menu', node }
    case 'p':
      return { type: 'page', node, page: Number(second) }
    case 'l':
      return { type: 'led', node, page: Number(second) }
    case 'q':
      return { type: 'choices', node, topics: second ? [second, ...rest] : [] }
    case 'k':
      return { type: 'keys', node, page: Number(second) }
    case 't':
      return { type: 'transfer', node, destination: second }
    case 'c':
      return { type: 'outcome', effect: 'ring', went: 'started' }
    case 'e':
      return { type: 'end' }
    default:
      throw new Unreadable()
  }
}
