/** docs/legal-demand.md against the real sinks: every record, log event, request and file of the line. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { events } from '../src/telemetry/events.ts'
import { channels } from '../src/twilio/channels.ts'
import { ROOT } from './line.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const page = read('docs/legal-demand.md')
/** The first cells of the table under a heading, without their marks. */
const cells = (heading: string) =>
  Array.from(
    (page.split(`## ${heading}\n`)[1]?.split('\n## ')[0] ?? '').matchAll(/^\| `([^`]+)`/gm),
    ([, cell = '']) => cell,
  ).toSorted()

const sources = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => ({ file, text: read(join('src', file)) }))

test('every kind of record is named, and none that there is not', () => {
  const own = sources
    .filter(({ text }) => text.includes('RecordDefinition<'))
    .flatMap(({ text }) =>
      Array.from(text.matchAll(/^ {2}name: '([\w ]+)'/gm), ([, name = '']) => name),
    )
  const calls = sources.flatMap(({ text }) =>
    Array.from(text.matchAll(/\.open\('(\w+)'/g), ([, name = '']) => name),
  )
  const all = [...new Set([...own, ...calls, ...channels.map(({ name }) => name)])]
  expect(all.length).toBeGreaterThan(4)
  expect(cells('Our records')).toEqual(all.toSorted())
})

test('every request to Twilio is named, with what it leaves', () => {
  const rest = read('src/twilio/rest.ts')
  const requests = Array.from(
    rest.matchAll(/twilio\(\)\s*\.(\w+)(?:\([^()]*\))?\s*\.(\w+)\(/g),
    ([, what, does]) => `${what}.${does}`,
  )
  expect(requests.length).toBeGreaterThan(4)
  expect(cells('What we ask of Twilio')).toEqual([...new Set(requests)].toSorted())
})

test('nobody else of the program asks Twilio, but for the commands of an operator', () => {
  const askers = sources
    .filter(({ text }) => /clientOf\(|require\('twilio'\)/.test(text))
    .map(({ file }) => file)
  expect(askers.toSorted()).toEqual([
    'twilio/account/account.ts',
    'twilio/client.ts',
    'twilio/rest.ts',
  ])
})

test('every event of the log is one that operators are told of', () => {
  const operating = read('docs/operating.md')
  for (const event of Object.keys(events)) expect(operating, event).toContain(`\`${event}\``)
})

/** What operators ask for, to be told by: addresses of their own, and nothing of anybody in what they get. */
const TELLS = ['server/watch/notify.ts', 'server/watch/watching.ts']

/** Counts by day of what happened, of nobody: src/counts/counts.ts has each of them. */
const COUNTS = 'counts/'

test('the server writes no file but its counts, and opens no connection but to Redis, Twilio and whom its operator names', () => {
  const server = sources.filter(
    ({ file }) => !/^(operator|commands|formats|simulator|cli\.ts|content\/)/.test(file),
  )
  expect(server.length).toBeGreaterThan(60)
  for (const { file, text } of server) {
    if (!file.startsWith(COUNTS))
      expect(text, file).not.toMatch(/writeFile|appendFile|createWriteStream|mkdir|openSync\(/)
    expect(text, file).not.toMatch(/\bfetch\(\s*['"`]http|https?\.request\(/)
    if (!TELLS.includes(file)) expect(text, file).not.toMatch(/nodemailer|\bawait fetch\(/)
  }
})
