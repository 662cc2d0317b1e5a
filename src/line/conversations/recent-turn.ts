/**
 * The last turns of a conversation, for replaying the answer to a redelivered message. They stay
 * serialised, since almost none is ever read.
 */
import { hash } from 'node:crypto'
import { Effect } from '../../flow/effect.ts'
import type { Answer, Reply } from '../../flow/session.ts'
import {
  type Codec,
  type Fields,
  fewOf,
  listOf,
  oneOf,
  row,
  Unreadable,
  whole,
  word,
} from '../../store/codec.ts'

/** A serialised turn: its id, and what was answered. */
export type WrittenTurn = string

/** The deserialised turn. */
export type RecentTurn = Answer & { readonly id: string; readonly effects: readonly Effect[] }

/** A short hash of a message or step id, enough to distinguish it from the other recent ones. */
export function shortId(turnId: string): string {
  return hash('sha256', turnId, 'base64url').slice(0, 8)
}

/** How each type of reply is serialised: its letter, then its fields. */
type Shape<Type extends Reply['type']> = readonly [
  letter: string,
  fields: Fields<Omit<Extract<Reply, { type: Type }>, 'type' | 'also'>>,
]

/** Used in both directions; a missing type of reply does not compile. */
const shapes: { readonly [Type in Reply['type']]: Shape<Type> } = {
  say: ['s', { text: word }],
  menu: ['m', { node: word }],
  page: ['p', { node: word, page: whole }],
  led: ['l', { node: word, page: whole }],
  choices: ['q', { node: word, topics: listOf(word, '+') }],
  keys: ['k', { node: word, page: whole }],
  transfer: ['t', { node: word, destination: word }],
  outcome: ['o', { effect: oneOf('ring'), went: oneOf('started', 'limited', 'unavailable') }],
  end: ['e', {}],
}

const reply: Codec<Reply> = replyCodec()

function replyCodec(): Codec<Reply> {
  const kinds = Object.entries(shapes).flatMap(([name, [letter, fields]]) => {
    const type = name as Reply['type']
    const kind = (own: string, all: object) => ({
      type,
      letter: own,
      codec: row('/', all as Fields<object>),
    })
    // P/signs/0/hotels: a capital letter means that another topic follows, since few replies have
    // one
    return [kind(letter, fields), kind(letter.toUpperCase(), { ...fields, also: word })]
  })
  const byLetter = new Map(kinds.map((kind) => [kind.letter, kind]))
  return {
    write(value) {
      const [letter] = shapes[value.type]
      const kind = byLetter.get('also' in value && value.also ? letter.toUpperCase() : letter)
      if (!kind) throw new Unreadable()
      return kind.letter + kind.codec.write(value)
    },
    read(text) {
      const kind = byLetter.get(text.slice(0, 1))
      if (!kind) throw new Unreadable()
      return { type: kind.type, ...kind.codec.read(text.slice(1)) } as Reply
    },
  }
}

const id: Codec<string> = {
  write: (value) => value,
  read(text) {
    if (!/^[\w-]{8}$/.test(text)) throw new Unreadable()
    return text
  },
}

/**
 * A turn, compact because a million conversations share one Redis: p/signs/1 is page 1 of `signs`.
 */
const turn: Codec<RecentTurn> = row<RecentTurn>(' ', {
  id,
  language: word,
  replies: fewOf(listOf(reply, ',')),
  effects: fewOf(listOf(oneOf(...Effect.options), ',')),
})

export const writeTurn: (taken: RecentTurn) => WrittenTurn = turn.write

/** Undefined if a newer release wrote it. */
export function readTurn(written: WrittenTurn): RecentTurn | undefined {
  try {
    return turn.read(written)
  } catch (error) {
    if (error instanceof Unreadable) return undefined
    throw error
  }
}

export function isTurn(written: WrittenTurn, id: string): boolean {
  return written.startsWith(`${id} `)
}

/** A turn inside a conversation: kept as text, and only checked for its shape. */
export const writtenTurn: Codec<WrittenTurn> = {
  write: (value) => value,
  read(text) {
    if (!/^[\w-]{8} [^ ]+ [^ ]* [^ ]*$/.test(text)) throw new Unreadable()
    return text
  },
}
