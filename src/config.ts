/** The configuration: the environment, read once, with every fault named at once. */
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { segmentsOf } from './content/gsm7.ts'
import { nearest } from './content/nearest.ts'
import { namesSubject } from './content/neutral.ts'
import { isTimeZone, TIME_ZONE } from './phones/wall-clock.ts'
import { RedisUrlFault, readRedisUrl } from './store/redis-url.ts'

const list = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((item) => item.trim())
      .filter(Boolean),
  )
  .refine((items) => items.length > 0, 'is empty; set at least one value')
  .transform((items) => items as [string, ...string[]])

const whole = (min: number, max: number) =>
  z.coerce
    .number('is not a number')
    .int('is not a whole number')
    .min(min, `is below ${min}`)
    .max(max, `is above ${max}`)

/** Two capital letters that stand for a country. */
const isCountry = (code: string) =>
  /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames('en', { type: 'region' }).of(code) !== code

/** An address of Redis, whose faults are named where it is read. */
const redisUrl = z.string().check(({ value, issues }) => {
  try {
    readRedisUrl(value)
  } catch (error) {
    if (!(error instanceof RedisUrlFault)) throw error
    issues.push({ code: 'custom', message: error.message, input: value })
  }
})

/** An address that something is sent to. */
const web = z.url({
  protocol: /^https?$/,
  error: 'is not an address such as https://example.org/…',
})

const neutral = z
  .string()
  .trim()
  .min(2, 'is too short')
  .max(40, 'is longer than 40 characters')
  .refine((name) => !namesSubject(name), 'gives the subject away; choose a neutral name')

const Environment = z.object({
  NODE_ENV: z.string().optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/, error: 'is not an address such as https://line.example.org' })
    .refine((url) => !/[?#]/.test(url), 'has a ? or a #; every address we hand out begins with it')
    .refine(
      (url) => !/\/(sms|voice)\/*$/.test(url),
      'ends with /sms or /voice, which are added to it: leave that off',
    )
    .transform((url) => url.replace(/\/+$/, ''))
    .optional(),
  LINE_NUMBER: z.e164('is not a number such as +15105550100').optional(),
  TWILIO_ACCOUNT_SID: z
    .string()
    .regex(/^AC[0-9a-f]{32}$/, 'is not an account SID: AC and 32 hexadecimal digits')
    .optional(),
  TWILIO_AUTH_TOKEN: list.optional(),
  TWILIO_API_KEY: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/, 'is not an API key SID: SK and 32 hexadecimal digits')
    .optional(),
  TWILIO_API_SECRET: z.string().optional(),
  SESSION_SECRET: list
    .refine((all) => all.every((secret) => secret.length >= 32), 'has a value under 32 characters')
    .optional(),
  SESSION_TTL_S: whole(60, 3600).default(900),
  REDIS_URL: redisUrl.optional(),
  WEB_CONCURRENCY: whole(1, 64).default(1),
  LINE_NAME: neutral
    .refine((name) => segmentsOf(name) === 1, 'does not fit')
    .default('CA Info Line'),
  LINE_NAME_SPOKEN: neutral.default('California Information Line'),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, `is no time zone such as ${TIME_ZONE}`)
    .default(TIME_ZONE),
  CALLBACK_FALLBACK_URL: z
    .url({
      protocol: /^https$/,
      error: 'is not an address such as https://handler.twilio.com/twiml/EH…',
    })
    .optional(),
  OPT_OUT: z.enum(['provider', 'line'], 'is neither provider nor line').default('provider'),
  MESSAGE_RETENTION: z.enum(['keep', 'blank'], 'is neither keep nor blank').default('keep'),
  ALLOWED_COUNTRIES: list
    .refine((all) => all.every(isCountry), 'has a value that is no country such as US')
    .default(['US', 'PR', 'GU', 'VI', 'AS', 'MP']),
  TEXTS_PER_SENDER: whole(0, 1000).default(30),
  TEXTS_PER_MINUTE: whole(0, 1_000_000).default(600),
  CALLS_PER_MINUTE: whole(0, 1_000_000).default(120),
  KEY_WAIT_S: whole(10, 30).default(10),
  DRILL_TOKEN: z.string().min(32, 'has under 32 characters').optional(),
  SELF_TEST_MINUTES: z.coerce
    .number('is not a number')
    .min(0, 'is below 0')
    .max(1440, 'is above 1440')
    .optional(),
  ALARM_URL: web.optional(),
  ALARM_MAIL_TO: z.email('is not an address such as help@agency.example.org').optional(),
  ALARM_MAIL_FROM: z.email('is not an address such as line@agency.example.org').optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      error: 'is not an address such as smtps://user:password@mail.example.org',
    })
    .optional(),
  ALARM_QUIET_HOURS: whole(1, 168).default(6),
  ALARM_BALANCE: whole(0, 100_000).default(20),
  HEARTBEAT_URL: web.optional(),
  OPERATOR_TOKEN: z.string().min(32, 'has under 32 characters').optional(),
  METRICS_TOKEN: z.string().min(16, 'has under 16 characters').optional(),
  COUNTS_DAYS: whole(0, 3650).optional(),
  COUNTS_FOLDER: z.string().optional(),
  LOG_LEVEL: z
    .enum(
      ['debug', 'info', 'warn', 'error', 'silent'],
      'is none of debug, info, warn, error, silent',
    )
    .default('info'),
  DRAIN_S: whole(0, 60).optional(),
  PORT: whole(0, 65535).default(3000),
  HOST: z.string().optional(),
})

/** How often the line in production tests itself, unless it is told otherwise. */
const SELF_TEST_MINUTES = 5

/** The names of all settings. */
export const settings = Object.keys(Environment.shape)

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
    mail: { smtpUrl: string; to: string; from: string } | undefined
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
  const tokens = list.safeParse(set.TWILIO_AUTH_TOKEN).data ?? []
  if (tokens.some((token) => !/^[0-9a-f]{32}$/.test(token)))
    faults.push(
      'TWILIO_AUTH_TOKEN has a value that is no auth token: 32 hexadecimal digits, from the console under Account Info',
    )
  // packages print what they send and get: keys, values, requests with numbers in them
  for (const name of ['DEBUG', 'NODE_DEBUG'])
    if (set[name]) faults.push(`${name} is set. Unset it: it prints what people send`)
  return faults
}

/** Reads the environment. In development what is missing gets a safe default. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  // a variable that is set to nothing is not set
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value))
  const { data, error } = Environment.safeParse(set)
  const production = set.NODE_ENV === 'production'
  const faults = (error?.issues ?? []).map(
    ({ path, message }) => `${path.join('.')} ${message}. See .env.example`,
  )
  if (production) faults.push(...refusedInProduction(set))
  faults.push(...misspelt(set))
  if (data && data.WEB_CONCURRENCY > 1 && !data.REDIS_URL)
    faults.push(
      'WEB_CONCURRENCY is above 1 without REDIS_URL. Each worker would know only half of a conversation: set REDIS_URL, or one worker',
    )
  if (data && !data.TWILIO_API_KEY !== !data.TWILIO_API_SECRET)
    faults.push('TWILIO_API_KEY and TWILIO_API_SECRET go together. Set both, or neither')
  if (data && !data.ALARM_MAIL_TO !== !data.SMTP_URL)
    faults.push('ALARM_MAIL_TO and SMTP_URL go together. Set both, or neither')
  if (!data || faults.length > 0) throw new ConfigError(faults)

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

function alarmsOf(data: z.infer<typeof Environment>): Config['alarms'] {
  const { SMTP_URL: smtpUrl, ALARM_MAIL_TO: to } = data
  return {
    url: data.ALARM_URL,
    mail: smtpUrl && to ? { smtpUrl, to, from: data.ALARM_MAIL_FROM ?? to } : undefined,
    quietHours: data.ALARM_QUIET_HOURS,
    lowBalance: data.ALARM_BALANCE,
  }
}

/** In development nobody wants counts unasked. */
function countsOf(
  { COUNTS_FOLDER: folder, COUNTS_DAYS: days }: z.infer<typeof Environment>,
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
