/** The settings, in the three places that name them: the program, .env.example and docker-compose.yml. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { ConfigError, readConfig } from '../src/config.ts'
import { isInside } from '../src/production.ts'
import { settings } from '../src/settings.ts'
import { ROOT } from './line.ts'

const example = Array.from(
  readFileSync(join(ROOT, '.env.example'), 'utf8').matchAll(/^#?([A-Z_]+)=/gm),
  ([, name = '']) => name,
)
const { line } = parse(readFileSync(join(ROOT, 'docker-compose.yml'), 'utf8')).services

test('.env.example shows every setting that the program reads, and no other', () => {
  expect(example.length).toBeGreaterThan(20)
  expect(example.toSorted()).toEqual([...settings].toSorted())
})

test('every setting of .env reaches the container, but for those that the container decides', () => {
  expect(line.env_file).toBe('.env')
  expect(Object.keys(line.environment).toSorted()).toEqual([
    'COUNTS_FOLDER',
    'HOST',
    'PORT',
    'REDIS_URL',
  ])
})

const SID = 'AC0123456789abcdef0123456789abcdef'
const refused: [name: string, value: string, says: string][] = [
  ['NODE_ENV', 'prod', 'NODE_ENV is none of production'],
  ['NODE_ENV', 'Production', 'NODE_ENV is none of production'],
  ['TWILIO_AUTH_TOKEN', SID, 'TWILIO_AUTH_TOKEN is the SID of something, and no secret'],
  ['TWILIO_API_SECRET', SID, 'TWILIO_API_SECRET is the SID of something, and no secret'],
  ['TIME_ZONE', 'EST', 'TIME_ZONE is no time zone such as America/Los_Angeles'],
  ['TIME_ZONE', 'PST', 'TIME_ZONE is no time zone such as America/Los_Angeles'],
  ['ALARM_URL', 'https://me:secret@hooks.example.org/x', 'ALARM_URL has a user or password'],
  ['HEARTBEAT_URL', 'https://key@beat.example.org', 'HEARTBEAT_URL has a user or password'],
  ['SMTP_URL', 'smtps://', 'SMTP_URL is not an address such as'],
  ['SMTP_URL', 'smtps://me:a#b@mail.example.org', 'write @ / # ? % as %40 %2F %23 %3F %25'],
]
test.each([
  ...['localhost', '10.1.2.3', '192.168.0.9', 'line', 'line.local', '[::1]'].map(
    (host) => [host, true] as const,
  ),
  ...['line.example.org', 'local.example.org', '11.0.0.1'].map((host) => [host, false] as const),
])('that only its own network can reach https://%s is %j', (host, inside) => {
  expect(isInside(`https://${host}:8443/line`)).toBe(inside)
})

test('addresses of mail are separated by commas, and one that is none is told by its place alone', () => {
  const read = (to: string) =>
    readConfig({ SMTP_URL: 'smtps://mail.example.org', ALARM_MAIL_TO: to }).alarms.mail
  expect(read('a@agency.org, b@agency.org')).toMatchObject({
    to: ['a@agency.org', 'b@agency.org'],
    from: 'a@agency.org',
  })
  const wrong: [string, string][] = [
    ['a@agency.org; b@agency.org', 'ALARM_MAIL_TO is no address. Write addresses alone'],
    ['a@agency.org, Bea <b@agency.org>', 'ALARM_MAIL_TO has no address at place 2'],
    ['a@agency, b@agency.org', 'ALARM_MAIL_TO has no address at place 1'],
    [' , ', 'ALARM_MAIL_TO is empty'],
  ]
  for (const [to, says] of wrong) {
    expect(() => read(to), to).toThrow(says)
    expect(() => read(to), to).not.toThrow(/@agency\.org|Bea/)
  }
})

test.each(refused)(
  '%s=%s is refused, and starts no line that is only a trial',
  (name, value, says) => {
    const TWILIO_API_KEY = SID.replace('AC', 'SK')
    const read = () => readConfig({ TWILIO_API_KEY, TWILIO_API_SECRET: 'x', [name]: value })
    expect(read).toThrow(ConfigError)
    expect(read).toThrow(says)
  },
)
