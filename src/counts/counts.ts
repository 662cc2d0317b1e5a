/**
 * Everything that is counted, in one table: the labels of each count and the tables that it is
 * shown in. No count is about a single person, and no two dimensions are ever crossed: danger is
 * counted by kind and by language, never by both.
 */

/**
 * Labels that depend on the operator's content, supplied by whoever reads the counts. All others
 * are listed here.
 */
export type Listed = 'channel' | 'language' | 'topics' | 'interpreters'

type Row = {
  /** Shown to people, in English. */
  readonly title: string
  /** The count's own dimension: its labels, or the name of the list that supplies them. */
  readonly of?: readonly string[] | 'topics' | 'interpreters'
  readonly channel?: true
  readonly language?: true
  /**
   * Shown per day, once the day is over. Such a count must have no table with five cells, ten cells
   * and so on: test/counts/shown.test.ts explains why.
   */
  readonly daily?: true
  /** Shown by weekday and hour, once the month is over. */
  readonly hourly?: true
  /**
   * An alarm reveals when this count reaches a step, so none of its tables may have five cells, ten
   * cells and so on either.
   */
  readonly alarmed?: true
}

/** The kinds of danger. Danger to somebody other than the texter is one kind, whatever it is. */
const DANGER = ['danger', 'self_harm', 'minor', 'somebody_else'] as const

/**
 * To add a count, add a row here and count it somewhere: src/line/counting.ts for what a turn
 * shows.
 */
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

/** The `of` label that a count requires; any string if content supplies the labels. */
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

/** One thing to count, or `times` of them. */
export type Counted = {
  [Name in CountName]: { count: Name; times?: number } & Of<Name> &
    By<Name, 'channel'> &
    By<Name, 'language'>
}[CountName]

/** Counts something. Never throws, never waits, and costs one addition. */
export type Count = (counted: Counted) => void

/** A row with its literal types widened, for code that treats all counts alike. */
export const rowOf = (name: CountName): Row => counts[name]
export const countNames = Object.keys(counts) as CountName[]
