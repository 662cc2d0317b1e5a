/** The settings: every environment variable, its valid values, and the message if it is wrong. */
import { z } from 'zod'
import { segmentsOf } from './content/gsm7.ts'
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

/** A Twilio SID where a secret is expected. */
const isSid = (value: string) => /^[A-Z]{2}[0-9a-f]{32}$/.test(value)
const IS_SID = 'is the SID of something, and no secret: the secret stands beside it in the console'

/** A two-letter country code. */
const isCountry = (code: string) =>
  /^[A-Z]{2}$/.test(code) && new Intl.DisplayNames('en', { type: 'region' }).of(code) !== code

/** A Redis URL; its parser names the faults. */
const redisUrl = z.string().check(({ value, issues }) => {
  try {
    readRedisUrl(value)
  } catch (error) {
    if (!(error instanceof RedisUrlFault)) throw error
    issues.push({ code: 'custom', message: error.message, input: value })
  }
})

/**
 * Mail addresses. An invalid one is identified by its position, since no message may contain a
 * value.
 */
const mailAddresses = list
  .transform((all) => [...new Set(all)] as typeof all)
  .check(({ value, issues }) => {
    for (const [at, address] of value.entries())
      if (!z.email().safeParse(address).success)
        issues.push({
          code: 'custom',
          message: `${value.length > 1 ? `has no address at place ${at + 1}` : 'is no address'}. ${MAIL_ADDRESSES}`,
          input: address,
        })
  })
const MAIL_ADDRESSES =
  'Write addresses alone, such as help@agency.example.org, and a comma between two'

/** A URL that something is sent to. */
const web = z
  .url({ protocol: /^https?$/, error: 'is not an address such as https://example.org/…' })
  .refine(
    (url) => !/^[^/]*\/\/[^/?#]*@/.test(url),
    'has a user or password before an @, which is not sent. Take an address with a key in its path',
  )

const neutral = z
  .string()
  .trim()
  .min(2, 'is too short')
  .max(40, 'is longer than 40 characters')
  .refine((name) => !namesSubject(name), 'gives the subject away; choose a neutral name')

export const Settings = z.object({
  NODE_ENV: z
    .enum(
      ['production', 'development', 'test'],
      'is none of production, development, test: a line for people is production, in small letters',
    )
    .optional(),
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
  TWILIO_AUTH_TOKEN: list.refine((all) => !all.some(isSid), IS_SID).optional(),
  TWILIO_API_KEY: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/, 'is not an API key SID: SK and 32 hexadecimal digits')
    .optional(),
  TWILIO_API_SECRET: z
    .string()
    .refine((secret) => !isSid(secret), IS_SID)
    .optional(),
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
  ALARM_MAIL_TO: mailAddresses.optional(),
  ALARM_MAIL_FROM: z.email('is not an address such as line@agency.example.org').optional(),
  SMTP_URL: z
    .url({
      protocol: /^smtps?$/,
      hostname: /./,
      error:
        'is not an address such as smtps://user:password@mail.example.org. In a password write @ / # ? % as %40 %2F %23 %3F %25',
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
export type Settings = z.infer<typeof Settings>

/** The names of all settings. */
export const settings = Object.keys(Settings.shape)
