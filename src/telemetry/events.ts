/**
 * The events of the line, in one table: how loud each one is, what it carries, and how it is counted.
 * A field is one of a few words of ours or a number, so that a phone number or a message has nowhere
 * to go; no topic, no node and no kind of danger is among them.
 */

/** What a field may hold: one of these words, a word of ours that is listed elsewhere, or a number. */
type Field = readonly string[] | 'word' | 'number'
type Fields = Readonly<Record<string, Field>>

type NamesOf<F extends Fields, Wanted extends Field> = {
  [Name in keyof F & string]: F[Name] extends Wanted ? Name : never
}[keyof F & string]

/** Only words are labels: a number would make a series of its own of every value. */
type Label<F extends Fields> = NamesOf<F, readonly string[] | 'word'>

type Row<F extends Fields> = {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: F
  /** So common that lines wait for each other, up to a second. */
  readonly inLots?: true
  /** Lines a minute at most, where strangers decide how often it happens. All are counted. */
  readonly perMinute?: number
  /** `harborline_<name>_total`; each event adds one, or what the field `adds` says. */
  readonly counter?: {
    readonly name: string
    readonly help: string
    readonly labels?: readonly Label<NoInfer<F>>[]
    readonly adds?: NamesOf<NoInfer<F>, 'number'>
  }
  /** `harborline_<name>`, in seconds, of a field in milliseconds. */
  readonly histogram?: {
    readonly name: string
    readonly help: string
    readonly of: NamesOf<NoInfer<F>, 'number'>
    readonly labels?: readonly Label<NoInfer<F>>[]
    readonly buckets: readonly number[]
  }
}

const row = <const F extends Fields>(row: Row<F>): Row<F> => row

/** A new event is a row here, and nothing else. */
export const events = {
  /** What is in force, so that an operator can see what was decided. */
  started: row({
    level: 'info',
    fields: {
      store: ['memory', 'redis'],
      port: 'number',
      workers: 'number',
      texts_at_provider: ['keep', 'blank'],
      stop_answered_by: ['provider', 'line'],
      /** Without an account nobody is rung by us: every caller who asks for a person is bridged. */
      rest: ['account', 'none'],
      /** The version of what it says. */
      content: 'word',
    },
  }),
  stopping: row({ level: 'info', fields: {} }),
  /** Content was read again, and is spoken from now on. */
  reloaded: row({
    level: 'info',
    fields: { content: 'word', ms: 'number' },
    counter: { name: 'reloaded', help: 'Times that content was read again' },
  }),
  /** It has faults, which are told in full: what was said before goes on. */
  reload_refused: row({
    level: 'error',
    fields: { faults: 'number' },
    counter: { name: 'reload_refused', help: 'Times that content with faults was not taken' },
  }),
  /** It could not be read or spoken, and what was said before goes on. */
  reload_failed: row({ level: 'error', fields: { kind: 'word' } }),
  /** A signal that stands for nothing. */
  reload_ignored: row({ level: 'warn', fields: { signal: ['SIGUSR2'] } }),
  turn: row({
    level: 'info',
    inLots: true,
    fields: {
      channel: 'word',
      /** `missed`: what came was not understood. */
      outcome: ['answered', 'missed', 'replayed', 'stateless', 'raced', 'limited', 'silenced'],
      /** What kind of thing was said last, never which. */
      answer: ['sentence', 'menu', 'page', 'choices', 'transfer', 'end', 'nothing'],
      language: 'word',
      /** Where the conversation was found: with the provider while the store is away, or nowhere. */
      from: ['store', 'carry', 'nothing'],
      ms: 'number',
    },
    counter: {
      name: 'turns',
      help: 'Turns taken',
      labels: ['channel', 'outcome', 'answer', 'language', 'from'],
    },
    histogram: {
      name: 'turn_seconds',
      help: 'Seconds that a turn took',
      of: 'ms',
      labels: ['channel'],
      // a turn is expected within the first, the guard ends it at 2.5
      buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    },
  }),
  /** A turn of a drill or of a self-test, or what became of its request: nobody's. */
  drill: row({
    level: 'info',
    inLots: true,
    perMinute: 60,
    fields: {
      outcome: [
        'answered',
        'missed',
        'replayed',
        'stateless',
        'raced',
        'limited',
        'silenced',
        'guarded',
        'refused',
      ],
    },
    counter: { name: 'drills', help: 'Turns of drills and self-tests', labels: ['outcome'] },
  }),
  /** What a text and a call through PUBLIC_URL came to, that nobody sent. */
  self_test: row({
    level: 'info',
    fields: { outcome: ['passed', 'unreachable', 'unmarked', 'token', 'flow'], ms: 'number' },
    counter: { name: 'self_tests', help: 'Self-tests', labels: ['outcome'] },
  }),
  /** An operator was told of something, or could not be; what it was, only they read. */
  alarm: row({
    level: 'warn',
    fields: { outcome: ['told', 'untold', 'given_up'] },
    counter: { name: 'alarms', help: 'Alarms that were told, or not', labels: ['outcome'] },
  }),
  /** What is looked at every minute could not be. */
  round_failed: row({ level: 'warn', fields: {} }),
  /** Not signed by Twilio. */
  refused: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { reason: ['signature', 'size'] },
    counter: { name: 'refused', help: 'Requests that Twilio did not sign', labels: ['reason'] },
  }),
  /** Broken off, or too slow, before it could be seen whether Twilio signed it. */
  unread: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { reason: ['error', 'timeout'], kind: 'word' },
    counter: { name: 'unread', help: 'Requests that did not come to an end', labels: ['reason'] },
  }),
  /** Signed, by a number whose webhook is set to GET: it gets the safe document. */
  webhook_by_get: row({
    level: 'warn',
    perMinute: 60,
    fields: {},
    counter: { name: 'webhook_by_get', help: 'Signed requests by GET instead of POST' },
  }),
  /** Not answered: from a country that is not served, or too much for the whole line. */
  limited: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { scope: ['country', 'texts', 'calls'] },
    counter: { name: 'limited', help: 'Texts and calls over a limit', labels: ['scope'] },
  }),
  /** Answered by a safe document. */
  guarded: row({
    level: 'error',
    fields: { reason: ['error', 'timeout'], kind: 'word' },
    counter: { name: 'guarded', help: 'Answers by a safe document', labels: ['reason'] },
  }),
  /** Recordings that Twilio could not fetch: the synthetic voice speaks instead. Told when the number changes. */
  recordings: row({
    level: 'warn',
    fields: { unreachable: 'number' },
    counter: { name: 'recordings_changed', help: 'Times that other recordings could be had' },
  }),
  /** One for each connection and turn that fails. */
  store_trouble: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { code: 'word' },
    counter: { name: 'store_trouble', help: 'Failures of the store' },
  }),
  /** Counts that could not be written or folded; they are kept in memory, and tried again. */
  counts_trouble: row({
    level: 'warn',
    perMinute: 1,
    fields: { kind: 'word' },
    counter: { name: 'counts_trouble', help: 'Failures to write the counts' },
  }),
  /** Somebody gave a token at the operator's page; `slowed`: after too many wrong ones, it was not looked at. */
  operator_login: row({
    level: 'warn',
    perMinute: 60,
    fields: { outcome: ['right', 'wrong', 'slowed'] },
    counter: {
      name: 'operator_logins',
      help: "Log-ins at the operator's page",
      labels: ['outcome'],
    },
  }),
  /** The operator's page could not be made. */
  operator_trouble: row({ level: 'error', fields: { kind: 'word' } }),
  rest_trouble: row({
    level: 'warn',
    fields: { code: 'number', status: 'number' },
    counter: { name: 'rest_trouble', help: "Failures of Twilio's REST API" },
  }),
  transfer: row({
    level: 'info',
    fields: {
      result: ['bridged', 'leave', 'hangup', 'error'],
      next: ['talked', 'short', 'menu', 'bridge', 'unreached', 'gone'],
      /** How far down the ladder it came, from 0. */
      rung: 'number',
    },
    counter: { name: 'transfers', help: 'Callers out of a queue', labels: ['result', 'next'] },
  }),
  /** The process ends by an error that nobody caught. */
  crashed: row({
    level: 'error',
    fields: { kind: 'word' },
    counter: { name: 'crashed', help: 'Processes that ended by an error' },
  }),
  /** A worker is gone that nobody told to end; `how`: its signal, or `code` and its exit code. */
  worker_ended: row({
    level: 'error',
    fields: { how: 'word', lived_s: 'number' },
    counter: { name: 'worker_ended', help: 'Workers that ended by themselves' },
  }),
  /** No worker lives long enough to be worth another one. */
  gave_up: row({ level: 'error', fields: {} }),
  /** Lines that are not in the log: it could not be written, or there were too many of one event. */
  log_dropped: row({
    level: 'warn',
    fields: { reason: ['unwritable', 'flood'], lines: 'number' },
    counter: {
      name: 'log_dropped',
      help: 'Lines that are not in the log',
      labels: ['reason'],
      adds: 'lines',
    },
  }),
}

type Events = typeof events
type Value<F> = F extends readonly (infer Word)[] ? Word : F extends 'number' ? number : string
type EventOf<Name extends keyof Events> = { event: Name } & {
  [Field in keyof Events[Name]['fields']]: Value<Events[Name]['fields'][Field]>
}

/** One of the events of the table, with its fields. */
export type LogEvent = { [Name in keyof Events]: EventOf<Name> }[keyof Events]

/** Takes an event. It never throws and nobody waits for it. */
export type Log = (event: LogEvent) => void
