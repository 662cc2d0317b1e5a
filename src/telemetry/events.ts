/**
 * All log events in one table: their level, their fields, and how they are counted. A field holds
 * one of a few fixed words or a number, so that a phone number or a message has nowhere to go. No
 * topic, node or kind of danger is among them.
 */

/**
 * What a field may hold: one of these words, a word from a list elsewhere in our code, or a number.
 */
type Field = readonly string[] | 'word' | 'number'
type Fields = Readonly<Record<string, Field>>

type NamesOf<F extends Fields, Wanted extends Field> = {
  [Name in keyof F & string]: F[Name] extends Wanted ? Name : never
}[keyof F & string]

/** Only words may be labels: every distinct number would create a time series of its own. */
type Label<F extends Fields> = NamesOf<F, readonly string[] | 'word'>

type Row<F extends Fields> = {
  readonly level: 'info' | 'warn' | 'error'
  readonly fields: F
  /** Frequent enough that its lines are written in batches, up to a second late. */
  readonly inLots?: true
  /**
   * At most this many lines a minute, for events that strangers can trigger at will. All of them
   * are counted.
   */
  readonly perMinute?: number
  /**
   * Exported as `harborline_<name>_total`. Each event adds one, or the value of the field that
   * `adds` names.
   */
  readonly counter?: {
    readonly name: string
    readonly help: string
    readonly labels?: readonly Label<NoInfer<F>>[]
    readonly adds?: NamesOf<NoInfer<F>, 'number'>
  }
  /** Exported as `harborline_<name>` in seconds, from a field in milliseconds. */
  readonly histogram?: {
    readonly name: string
    readonly help: string
    readonly of: NamesOf<NoInfer<F>, 'number'>
    readonly labels?: readonly Label<NoInfer<F>>[]
    readonly buckets: readonly number[]
  }
}

const row = <const F extends Fields>(row: Row<F>): Row<F> => row

/** To add an event, add a row here and nothing else. */
export const events = {
  /** The settings in force, so that an operator can see what was decided. */
  started: row({
    level: 'info',
    fields: {
      store: ['memory', 'redis'],
      port: 'number',
      workers: 'number',
      texts_at_provider: ['keep', 'blank'],
      stop_answered_by: ['provider', 'line'],
      /**
       * Without an account the line cannot place calls: every caller who asks for a person is
       * bridged.
       */
      rest: ['account', 'none'],
      /** The content version. */
      content: 'word',
    },
  }),
  stopping: row({ level: 'info', fields: {} }),
  /** Content was reloaded and is in use from now on. */
  reloaded: row({
    level: 'info',
    fields: { content: 'word', ms: 'number' },
    counter: { name: 'reloaded', help: 'Times that content was read again' },
  }),
  /**
   * The reloaded content has faults, which are reported in full; the previous content stays in use.
   */
  reload_refused: row({
    level: 'error',
    fields: { faults: 'number' },
    counter: { name: 'reload_refused', help: 'Times that content with faults was not taken' },
  }),
  /** The content could not be read or used; the previous content stays in use. */
  reload_failed: row({ level: 'error', fields: { kind: 'word' } }),
  /** A signal with no meaning here. */
  reload_ignored: row({ level: 'warn', fields: { signal: ['SIGUSR2'] } }),
  turn: row({
    level: 'info',
    inLots: true,
    fields: {
      channel: 'word',
      /** `missed`: the input was not understood. */
      outcome: ['answered', 'missed', 'replayed', 'stateless', 'raced', 'limited', 'silenced'],
      /** The kind of the last reply, never its content. */
      answer: ['sentence', 'menu', 'page', 'choices', 'transfer', 'end', 'nothing'],
      language: 'word',
      /**
       * Where the conversation was found: in the store, carried by the provider while the store is
       * down, or nowhere.
       */
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
      // a turn should take less than the first; the guard ends it at 2.5 s
      buckets: [0.001, 0.005, 0.025, 0.1, 0.5, 2.5],
    },
  }),
  /** A turn of a drill or self-test, or what became of its request: nobody's conversation. */
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
  /** The outcome of a synthetic text and call through PUBLIC_URL. */
  self_test: row({
    level: 'info',
    fields: { outcome: ['passed', 'unreachable', 'unmarked', 'token', 'flow'], ms: 'number' },
    counter: { name: 'self_tests', help: 'Self-tests', labels: ['outcome'] },
  }),
  /** An operator was notified, or could not be; only they see what it was about. */
  alarm: row({
    level: 'warn',
    fields: { outcome: ['told', 'untold', 'given_up'] },
    counter: { name: 'alarms', help: 'Alarms that were told, or not', labels: ['outcome'] },
  }),
  /** The periodic checks failed to run. */
  round_failed: row({ level: 'warn', fields: {} }),
  /** Not signed by Twilio. */
  refused: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { reason: ['signature', 'size'] },
    counter: { name: 'refused', help: 'Requests that Twilio did not sign', labels: ['reason'] },
  }),
  /** Aborted, or too slow, before its signature could be checked. */
  unread: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { reason: ['error', 'timeout'], kind: 'word' },
    counter: { name: 'unread', help: 'Requests that did not come to an end', labels: ['reason'] },
  }),
  /** Signed, but from a number whose webhook is set to GET: answered with the safe document. */
  webhook_by_get: row({
    level: 'warn',
    perMinute: 60,
    fields: {},
    counter: { name: 'webhook_by_get', help: 'Signed requests by GET instead of POST' },
  }),
  /** Not answered: from a country that is not served, or over a limit of the whole line. */
  limited: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { scope: ['country', 'texts', 'calls'] },
    counter: { name: 'limited', help: 'Texts and calls over a limit', labels: ['scope'] },
  }),
  /** Answered with a safe document. */
  guarded: row({
    level: 'error',
    fields: { reason: ['error', 'timeout'], kind: 'word' },
    counter: { name: 'guarded', help: 'Answers by a safe document', labels: ['reason'] },
  }),
  /**
   * Recordings that Twilio could not fetch, so that the synthetic voice is used instead. Logged
   * when their number changes.
   */
  recordings: row({
    level: 'warn',
    fields: { unreachable: 'number' },
    counter: { name: 'recordings_changed', help: 'Times that other recordings could be had' },
  }),
  /** One per failed connection and per failed turn. */
  store_trouble: row({
    level: 'warn',
    inLots: true,
    perMinute: 60,
    fields: { code: 'word' },
    counter: { name: 'store_trouble', help: 'Failures of the store' },
  }),
  /** Counts could not be written or folded; they are kept in memory and retried. */
  counts_trouble: row({
    level: 'warn',
    perMinute: 1,
    fields: { kind: 'word' },
    counter: { name: 'counts_trouble', help: 'Failures to write the counts' },
  }),
  /**
   * A login attempt at the operator's page. `slowed`: rejected unchecked, after too many wrong
   * tokens.
   */
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
  /** The operator's page could not be rendered. */
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
      /** The index of the ladder's rung that was reached, from 0. */
      rung: 'number',
    },
    counter: { name: 'transfers', help: 'Callers out of a queue', labels: ['result', 'next'] },
  }),
  /** The process ends because of an uncaught error. */
  crashed: row({
    level: 'error',
    fields: { kind: 'word' },
    counter: { name: 'crashed', help: 'Processes that ended by an error' },
  }),
  /** A worker ended unasked. `how`: its signal, or `code` and its exit code. */
  worker_ended: row({
    level: 'error',
    fields: { how: 'word', lived_s: 'number' },
    counter: { name: 'worker_ended', help: 'Workers that ended by themselves' },
  }),
  /** Workers die too fast to be worth replacing. */
  gave_up: row({ level: 'error', fields: {} }),
  /** Lines missing from the log: it could not be written, or one event had too many of them. */
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

/** Records an event. Never throws, and nobody waits for it. */
export type Log = (event: LogEvent) => void
