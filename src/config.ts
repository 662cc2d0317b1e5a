/** The configuration: the environment, read once, with every fault named at once. */
import { randomBytes } from 'node:crypto'
import { nearest } from './content/nearest.ts'
import { Settings, settings } from './settings.ts'

/** How often the line in production tests itself, unless it is told otherwise. */
const SELF_TEST_MINUTES = 5

/** What the environment says, in the words of the program. */
export type Config = {
  production: boolean
  publicUrl: string
  lineNumber: string
  /** False when it is the fictional one of development. */
  lineNumberSet: boolean
  accountSid: string | undefined
  /** Signs in to the REST API; the auth token does where there is none. */
  apiKey: { sid: string; secret: string } | undefined
  authTokens: readonly [string, ...string[]]
  /** True when the auth token was made up at this start. */
  tokenMadeUp: boolean
  sessionSecrets: readonly [string, ...string[]]
  sessionTtl: number
  redisUrl: string | undefined
  workers: number
  lineName: { written: string; spoken: string }
  /** Where Twilio finds a document for a call asked for by text when this server gives none. */
  callbackFallbackUrl: string | undefined
  optOut: 'provider' | 'line'
  /** Whether Twilio is asked to blank the texts of every turn. */
  retention: 'keep' | 'blank'
  limits: {
    countries: readonly string[]
    textsPerSender: number
    textsPerMinute: number
    callsPerMinute: number
  }
  /** Seconds that a caller has to find a key. */
  keyWait: number
  /** Marks the requests of a drill; without it only a self-test has a mark. */
  drillToken: string | undefined
  /** Minutes between two self-tests; 0: none. */
  selfTestMinutes: number
  alarms: {
    url: string | undefined
    /** `to`: each is sent a mail of its own. */
    mail: { smtpUrl: string; to: readonly [string, ...string[]]; from: string } | undefined
    /** Hours for which the same cause is not told again. */
    quietHours: number
    /** Dollars below which the balance is low. */
    lowBalance: number
  }
  /** Asked every minute while the line answers. */
  heartbeatUrl: string | undefined
  /** Opens the operator's page; without it there is none. */
  operatorToken: string | undefined
  /** Shows the metrics; without it there are none. */
  metricsToken: string | undefined
  /** Where counts are kept, below the program's own folder or absolute, and for how many days; 0: there are none. */
  counts: { folder: string; days: number }
  /** Where the clock hangs by which desks open and close. */
  timeZone: string
  logLevel: string
  /** Seconds for which the process says that it is not ready, before it closes its port. */
  drain: number
  port: number
  host: string
}

/** What production can not do without, and what each is. */
const REQUIRED = {
  PUBLIC_URL: 'the https address where Twilio reaches this server',
  LINE_NUMBER: "the line's own number, such as +15105550100",
  TWILIO_ACCOUNT_SID: 'the account SID from the Twilio console',
  TWILIO_AUTH_TOKEN: 'the auth token from the Twilio console; two with a comma while rotating',
  SESSION_SECRET: 'at least 32 random characters: openssl rand -base64 32',
} as const

/** What .env.example says where only the agency knows; nobody's address, nobody's number. */
const PLACEHOLDERS = {
  PUBLIC_URL: 'https://your-line.example.org',
  LINE_NUMBER: '+12135550142',
} as const

/** A wrong or missing setting. The message names each variable and its remedy, and holds no value. */
export class ConfigError extends Error {
  readonly faults: readonly string[]

  constructor(faults: readonly string[]) {
    super(`the environment is not right:\n${faults.map((fault) => `- ${fault}`).join('\n')}`)
    this.name = 'ConfigError'
    this.faults = faults
  }
}

/** Reads the environment. In development what is missing gets a safe default. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // a variable that is set to nothing is not set
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

/** What only a trial may do without, or with. */
function refusedInProduction(set: Readonly<Record<string, string | undefined>>): string[] {
  const faults: string[] = []
  for (const [name, meaning] of Object.entries(REQUIRED))
    if (!set[name]) faults.push(`${name} is missing. Set it to ${meaning}`)
  for (const [name, placeholder] of Object.entries(PLACEHOLDERS))
    if (set[name] === placeholder)
      faults.push(`${name} is still what .env.example says. Set it to your own`)
  if (set.PUBLIC_URL?.startsWith('http:'))
    faults.push('PUBLIC_URL is not https. Twilio signs what it sends, but does not hide it')
  // packages print what they send and get: keys, values, requests with numbers in them
  for (const name of ['DEBUG', 'NODE_DEBUG'])
    if (set[name]) faults.push(`${name} is set. Unset it: it prints what people send`)
  return faults
}

/** Settings that are right by themselves, and not beside each other. */
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
    // 555-0100 is set aside for fiction; it can not be dialled
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

/** In development nobody wants counts unasked. */
function countsOf(
  { COUNTS_FOLDER: folder, COUNTS_DAYS: days }: Settings,
  production: boolean,
): Config['counts'] {
  return { folder: folder ?? 'counts', days: days ?? (production || folder ? 400 : 0) }
}

/** Settings that are set under a name which is none, while the one that was meant is not set. */
function misspelt(set: Record<string, unknown>): string[] {
  return Object.keys(set).flatMap((name) => {
    // a short name of somebody else's is near to some name of ours by chance
    const meant =
      name.length < 8 || settings.includes(name) ? undefined : nearest(name, settings, 2)
    if (!meant || set[meant]) return []
    return [`${name} is no setting: did you mean ${meant}? Correct the name, or unset it`]
  })
}
