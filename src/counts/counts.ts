/**
 * What is counted, in one table: under which words, and by what it is shown. Nothing here is of one
 * person, and no two dimensions are ever crossed: danger is counted by kind, and by language, and never
 * by both.
 */

/** Words that an operator's content decides, listed by whoever reads; the others are listed here. */
export type Listed = 'channel' | 'language' | 'topics' | 'interpreters'

type Row = {
  /** For people, in English. */
  readonly title: string
  /** The one dimension of its own: its words, or the list that names them. */
  readonly of?: readonly string[] | 'topics' | 'interpreters'
  readonly channel?: true
  readonly language?: true
  /**
   * Shown for each day, once that is over. Such a row has no table that could have five cells, ten and so
   * on: test/counts/shown.test.ts says why.
   */
  readonly daily?: true
  /** Shown by weekday and hour, once the month is over. */
  readonly hourly?: true
  /** An alarm tells that it has reached a step. No table of it may have five cells, ten and so on either. */
  readonly alarmed?: true
}

/** The kinds of danger; of who is told about, and does not text, as one. */
const DANGER = ['danger', 'self_harm', 'minor', 'somebody_else'] as const

/** A new count is a row here and the place that counts it: src/line/counting.ts for what a turn tells. */
export const counts = {
  conversations: { title: 'Conversations begun', channel: true, daily: true, hourly: true },
  went_on: { title: 'Went on after the first question', channel: true, language: true },
  turns: { title: 'Texts and keys answered', channel: true, daily: true },
  misses: {
    title: 'Not understood, or silence',
    of: ['not_understood', 'silence'],
    channel: true,
    daily: true,
  },
  topics: { title: 'Topics', of: 'topics', channel: true, language: true },
  danger: { title: 'Danger', of: DANGER, channel: true, language: true, alarmed: true },
  asked_for_person: { title: 'Asked for a person', channel: true, language: true },
  transfers: {
    title: 'How transfers ended',
    of: ['answered', 'short', 'busy', 'no_answer', 'failed', 'canceled', 'returned', 'gone'],
    daily: true,
  },
  time_to_person: {
    title: 'Seconds until a person answered',
    of: ['15', '30', '60', '90', 'longer', 'not_known'],
    language: true,
  },
  ring_asked: { title: 'Calls asked for by text', of: ['started', 'limited', 'unavailable'] },
  ring_ended: { title: 'What became of them', of: ['joined', 'refused', 'not_ringing'] },
  exits: { title: 'Exits', channel: true, language: true },
  forget: { title: 'FORGET', language: true },
  opt_outs: { title: 'Opt-outs', of: ['provider', 'line'], language: true },
  languages_asked: { title: 'Languages asked for', of: 'interpreters', channel: true },
  limits: { title: 'Over a limit', of: ['country', 'texts', 'calls', 'sender'], daily: true },
  guarded: { title: 'Answered by a safe document', of: ['error', 'timeout'], daily: true },
  refused: { title: 'Not signed by Twilio', of: ['signature', 'size'], daily: true },
  segments: { title: 'Segments', of: ['in', 'out'], daily: true },
  calls_made: { title: 'Calls made', of: ['advocate', 'person'], daily: true },
  minutes: { title: 'Minutes with a person, each that was begun', daily: true },
} as const satisfies Record<string, Row>

export type CountName = keyof typeof counts
type Rows = typeof counts

/** The word of its own that a count needs; any string where content lists them. */
type Of<Name extends CountName> = Rows[Name] extends { of: infer Words }
  ? Words extends readonly string[]
    ? { of: Words[number] }
    : { of: string }
  : { of?: undefined }

type By<Name extends CountName, Dimension extends string> = Rows[Name] extends {
  [D in Dimension]: true
}
  ? { [D in Dimension]: string }
  : { [D in Dimension]?: undefined }

/** Something to be counted once, or `times`. */
export type Counted = {
  [Name in CountName]: { count: Name; times?: number } & Of<Name> &
    By<Name, 'channel'> &
    By<Name, 'language'>
}[CountName]

/** Counts something. It never throws, waits for nothing and costs an addition. */
export type Count = (counted: Counted) => void

/** A row as what reads all of them alike sees it. */
export const rowOf = (name: CountName): Row => counts[name]
export const countNames = Object.keys(counts) as CountName[]
