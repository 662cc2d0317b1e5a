/** The configuration: reads the environment once, and reports every fault at once. */
import { randomBytes } from 'node:crypto'
import { nearest } from './content/nearest.ts'
import { refusedInProduction } from './production.ts'
import { Settings, settings } from './settings.ts'

/** The default interval between self-tests in production. */
const SELF_TEST_MINUTES = 5

/** The environment in the program's own terms. */
export type Config = {
  production: boolean
  publicUrl: string
  lineNumber: string
  /** False if it is the fictional number used in development. */
  lineNumberSet: boolean
  accountSid: string | undefined
  /** Authenticates to the REST API; without it the auth token does. */
  apiKey: { sid: string; secret: string } | undefined
  authTokens: readonly [string, ...string[]]
  /** True if the auth token was generated at this start. */
  tokenMadeUp: boolean
  sessionSecrets: readonly [string, ...string[]]
  sessionTtl: number
  redisUrl: string | undefined
  workers: number
  lineName: { written: string; spoken: string }
  /** Where Twilio gets the document for a call requested by text if this server fails. */
  callbackFallbackUrl: string | undefined
  optOut: 'provider' | 'line'
  /** Whether every turn's texts are blanked at Twilio. */
  retention: 'keep' | 'blank'
  limits: {
    countries: readonly string[]
    textsPerSender: number
    textsPerMinute: number
    callsPerMinute: number
  }
  /** Seconds that a caller has to press a key. */
  keyWait: number
  /** Marks requests as a drill's; without it only self-tests are marked. */
  drillToken: string | undefined
  /** Minutes between self-tests; 0 for none. */
  selfTestMinutes: number
  alarms: {
    url: string | undefined
    /** Each address in `to` gets a mail of its own. */
    mail: { smtpUrl: string; to: readonly [string, ...string[]]; from: string } | undefined
    /** Hours before the same alarm is repeated. */
    quietHours: number
    /** A balance below this many dollars is low. */
    lowBalance: number
  }
  /** Requested every minute while the line answers. */
  heartbeatUrl: string | undefined
  /** Gives access to the operator's dashboard; without it there is none. */
  operatorToken: string | undefined
  /** Gives access to the metrics; without it there are none. */
  metricsToken: string | undefined
  /**
   * The folder of counts, absolute or relative to the program's folder, and how many days they are
   * kept; 0 for no counts.
   */
  counts: { folder: string; days: number }
  /** The time zone of the desks' hours. */
  timeZone: string
  logLevel: string
  /** Seconds during which the process reports that it is not ready before closing its port. */
  drain: number
  port: number
  host: string
}

/**
 * A wrong or missing setting. The message names each variable and its remedy, and contains no
 * values.
 */
export class ConfigError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`the environment is not right:\n${faults.map((fault) => `- ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Reads the environment. In development, missing settings get safe defaults. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // an empty variable counts as unset
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value))
  const { data, error } = Settings.safeParse(set)
  const production = set.NODE_ENV === 'production'
  const faults = [
    ...(error?.issues ?? []).map(
      ({ path, message }) => `${path.join('.')} ${message}. See .env.example`,
    ),
    ...(production ? refusedInProduction(set) : []),
    ...misspelt(set),
    ...(data ? togetherFaults(data) : []),
  ]
  if (!data || faults.length > 0) throw new ConfigError(faults)
  return configOf(data, production)
}

/** Settings that are valid individually but not together. */
function togetherFaults(data: Settings): string[] {
  const faults: string[] = []
  if (data.WEB_CONCURRENCY > 1 && !data.REDIS_URL)
    faults.push(
      'WEB_CONCURRENCY is above 1 without REDIS_URL. Each worker would know only half of a conversation: set REDIS_URL, or one worker',
    )
  if (!data.TWILIO_API_KEY !== !data.TWILIO_API_SECRET)
    faults.push('TWILIO_API_KEY and TWILIO_API_SECRET go together. Set both, or neither')
  if (!data.ALARM_MAIL_TO !== !data.SMTP_URL)
    faults.push('ALARM_MAIL_TO and SMTP_URL go together. Set both, or neither')
  return faults
}

function configOf(data: Settings, production: boolean): Config {
  const { PORT: port } = data
  return {
    production,
    publicUrl: data.PUBLIC_URL ?? `http://127.0.0.1:${port}`,
    // 555-0100 is reserved for fiction and cannot be dialled
    lineNumber: data.LINE_NUMBER ?? '+15105550100',
    lineNumberSet: data.LINE_NUMBER !== undefined,
    accountSid: data.TWILIO_ACCOUNT_SID,
    apiKey:
      data.TWILIO_API_KEY && data.TWILIO_API_SECRET
        ? { sid: data.TWILIO_API_KEY, secret: data.TWILIO_API_SECRET }
        : undefined,
    authTokens: data.TWILIO_AUTH_TOKEN ?? [randomBytes(16).toString('hex')],
    tokenMadeUp: !data.TWILIO_AUTH_TOKEN,
    sessionSecrets: data.SESSION_SECRET ?? [randomBytes(32).toString('base64')],
    sessionTtl: data.SESSION_TTL_S,
    redisUrl: data.REDIS_URL,
    workers: data.WEB_CONCURRENCY,
    lineName: { written: data.LINE_NAME, spoken: data.LINE_NAME_SPOKEN },
    callbackFallbackUrl: data.CALLBACK_FALLBACK_URL,
    optOut: data.OPT_OUT,
    retention: data.MESSAGE_RETENTION,
    limits: {
      countries: data.ALLOWED_COUNTRIES,
      textsPerSender: data.TEXTS_PER_SENDER,
      textsPerMinute: data.TEXTS_PER_MINUTE,
      callsPerMinute: data.CALLS_PER_MINUTE,
    },
    keyWait: data.KEY_WAIT_S,
    drillToken: data.DRILL_TOKEN,
    selfTestMinutes: data.SELF_TEST_MINUTES ?? (production ? SELF_TEST_MINUTES : 0),
    alarms: alarmsOf(data),
    heartbeatUrl: data.HEARTBEAT_URL,
    operatorToken: data.OPERATOR_TOKEN,
    metricsToken: data.METRICS_TOKEN,
    counts: countsOf(data, production),
    timeZone: data.TIME_ZONE,
    logLevel: data.LOG_LEVEL,
    drain: data.DRAIN_S ?? (production ? 3 : 0),
    port,
    host: data.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
  }
}

function alarmsOf(data: Settings): Config['alarms'] {
  const { SMTP_URL: smtpUrl, ALARM_MAIL_TO: to } = data
  return {
    url: data.ALARM_URL,
    mail: smtpUrl && to ? { smtpUrl, to, from: data.ALARM_MAIL_FROM ?? to[0] } : undefined,
    quietHours: data.ALARM_QUIET_HOURS,
    lowBalance: data.ALARM_BALANCE,
  }
}

/** In development nothing is counted unless a folder is set. */
function countsOf(
  { COUNTS_FOLDER: folder, COUNTS_DAYS: days }: Settings,
  production: boolean,
): Config['counts'] {
  return { folder: folder ?? 'counts', days: days ?? (production || folder ? 400 : 0) }
}

/** Misspelt settings, if the setting they resemble is unset. */
function misspelt(set: Record<string, unknown>): string[] {
  return Object.keys(set).flatMap((name) => {
    // an unrelated short name may resemble one of ours by chance
    const meant =
      name.length < 8 || settings.includes(name) ? undefined : nearest(name, settings, 2)
    if (!meant || set[meant]) return []
    return [`${name} is no setting: did you mean ${meant}? Correct the name, or unset it`]
  })
}
