/** A conversation as it is written down: one table, read in both directions. */
import { hash } from 'node:crypto'
import { Effect } from '../flow/effect.ts'
import type { Reply, Session } from '../flow/session.ts'
import {
  type Codec,
  type Fields,
  fewOf,
  flag,
  listOf,
  oneOf,
  optional,
  row,
  Unreadable,
  whole,
  word,
} from '../store/codec.ts'
import type { RecordDefinition } from '../store/record.ts'
import { type Conversation, newest, type Recent, type Stamp } from './conversation.ts'
import type { Pace } from './sender-limit.ts'
import { beforeVersions } from './session-before-versions.ts'

/** The few letters of a message's or step's id that tell it from the last ones. */
export function shortId(turnId: string): string {
  return hash('sha256', turnId, 'base64url').slice(0, 8)
}

// a million conversations share one Redis, so each is a short text: p/signs/1 is page 1 of `signs`

/** How each type of reply is written: its letter, and its fields. */
type Shape<Type extends Reply['type']> = readonly [
  letter: string,
  fields: Fields<Omit<Extract<Reply, { type: Type }>, 'type'>>,
]

/** Read in both directions; a type of reply that is not here does not compile. */
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
  const kinds = Object.entries(shapes).map(([type, [letter, fields]]) => {
    const codec = row('/', fields as Fields<object>)
    return { type: type as Reply['type'], letter, codec }
  })
  const byType = new Map(kinds.map((kind) => [kind.type, kind]))
  const byLetter = new Map(kinds.map((kind) => [kind.letter, kind]))
  return {
    write(value) {
      const kind = byType.get(value.type)
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

const recent: Codec<Recent> = row<Recent>(' ', {
  id,
  language: word,
  replies: fewOf(listOf(reply, ',')),
  effects: fewOf(listOf(oneOf(...Effect.options), ',')),
})

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

/** Format 4, which the next release writes: the stamp has a place of its own. */
const stamp: Codec<Stamp> = row<Stamp>('.', { generation: whole, serial: whole, at: whole })

const stamped: Codec<Conversation> = row<Conversation>('|', {
  session: optional(session),
  pace: optional(pace),
  recent: listOf(recent, ';'),
  stamp: optional(stamp),
})

const unstamped: Codec<Conversation> = row<Conversation>('|', {
  session: optional(session),
  pace: optional(pace),
  recent: listOf(recent, ';'),
} as Fields<Conversation>)

/**
 * Format 3, which the release before reads too. It has no place for the stamp, so that stands among the
 * last turns, as one that said nothing: -0tqz0sg 5.2k is generation tqz0sg, serial number 5, and 2k
 * seconds later. That release leaves it where it is and puts its own turns in front of it.
 */
const conversation: Codec<Conversation> = {
  write: ({ stamp, recent, ...rest }) =>
    unstamped.write({ ...rest, recent: stamp ? [markOf(stamp), ...recent] : recent }),
  read(text) {
    const { recent, ...rest } = unstamped.read(text)
    const turnsSince = recent.findIndex((turn) => stampIn(turn))
    const found = recent[turnsSince] && stampIn(recent[turnsSince])
    if (!found) return { ...rest, recent }
    return {
      ...rest,
      recent: recent.toSpliced(turnsSince, 1),
      stamp: { ...found, serial: found.serial + turnsSince },
    }
  },
}

/** No id of a turn is followed by what follows this one: a language has no point in it. */
const MARK = /^-([0-9a-z]{7})$/
const AGE = /^([0-9a-z]+)\.([0-9a-z]+)$/

function markOf({ generation, serial, at }: Stamp): Recent {
  const age = Math.max(0, at - generation)
  return {
    id: `-${whole.write(generation).padStart(7, '0')}`,
    language: `${whole.write(serial)}.${whole.write(age)}`,
    replies: [],
    effects: [],
  }
}

function stampIn({ id, language, replies, effects }: Recent): Stamp | undefined {
  const [, begun] = MARK.exec(id) ?? []
  const [, serial, age] = AGE.exec(language) ?? []
  if (!begun || !serial || !age || replies.length + effects.length > 0) return undefined
  const generation = whole.read(begun)
  return { generation, serial: whole.read(serial), at: generation + whole.read(age) }
}

/** `ttl`: seconds that a conversation lives after its last turn. */
export function sessionRecord(name: string, ttl: number): RecordDefinition<Conversation> {
  return {
    name,
    version: 3,
    codec: conversation,
    others: { 0: beforeVersions, 4: stamped },
    ttl,
    // after three lost races a turn is answered without being remembered
    tries: 3,
    newest,
  }
}
