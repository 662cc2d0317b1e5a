/** The leak hunt: what ten thousand people sent is searched for in everything that the line leaves behind. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { ROOT } from '../line.ts'
import { type RedisServer, startRedis } from '../redis.ts'
import { times } from '../walk.ts'
import { formsOf, hunt } from './hunt.ts'

/** More would need more memory than what they are searched for in. */
const CONVERSATIONS = Math.min(times(300), 100_000)
/** As many of them as soak.ts plays behind Twilio. */
const ON_TWILIO = 120
const TSX_TSCONFIG_PATH = join(ROOT, 'tsconfig.json')
const TSX = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href

test('the hunt finds what is there, in every form', () => {
  const secrets = ['4155550123', 'zebra-quartz-Maria']
  for (const secret of secrets)
    for (const [at, written] of [
      secret,
      Buffer.from(secret).toString('hex'),
      ...['', 'a', 'ab'].map((before) => Buffer.from(`${before}${secret}!`).toString('base64')),
    ].entries())
      expect(hunt(formsOf(secret), `${'x'.repeat(at)}${written}yy`), written).not.toEqual([])
  expect(hunt(secrets.flatMap(formsOf), '4155550124 zebra-quartz-Mario')).toEqual([])
})

test('nothing of thousands of conversations is in output, metrics, counts, pages, Redis, files, addresses or cookies, whatever breaks', {
  tags: ['walk'],
}, async () => {
  const redis = await startRedis()
  const cwd = mkdtempSync(join(tmpdir(), 'harborline-cwd-'))
  try {
    const { output, used, metrics, given, report, pages } = await soak(redis, cwd)
    const { keys, values } = await dump(redis)
    const files = filesIn(cwd)
    const needles = used.flatMap(formsOf)
    // enough was going on for the silence to mean something
    expect(used.length).toBeGreaterThan(CONVERSATIONS * 4)
    // of those who are played on Twilio some have forgotten all that there was
    expect(keys.length).toBeGreaterThan((CONVERSATIONS - ON_TWILIO) * 0.9)
    expect(output.match(/"event":"turn"/g)?.length).toBeGreaterThan(CONVERSATIONS * 4)
    for (const event of ['guarded', 'rest_trouble', 'store_trouble', 'transfer'])
      expect(output).toContain(`"event":"${event}"`)
    expect(metrics).toContain('harborline_turns_total')
    expect(files).toMatch(
      /counts\/\d{4}-\d{2}-\d{2}\.[0-9a-f]{12}\.json\n\{.*"danger":\{"total":\d{2,}/,
    )
    expect(report).toMatch(/^Danger +[\d,]{2,}/m)
    for (const part of [
      'Told of danger',
      '<figure',
      'month,count,by,key,value',
      '"tables"',
      'Log in',
    ])
      expect(pages).toContain(part)

    // of what Twilio keeps, enough is there to be searched
    expect(given.match(/^c=[\w-]{60,};/gm)?.length).toBeGreaterThan(CONVERSATIONS)
    expect(given.match(/[?&]c=[\w-]{60,}|&amp;c=[\w-]{60,}/g)?.length).toBeGreaterThan(
      CONVERSATIONS / 2,
    )
    const hay = { output, metrics, report, pages, keys: keys.join('\n'), values, files, given }
    for (const [where, text] of Object.entries(hay)) expect(hunt(needles, text), where).toEqual([])
    const names = keys.map((key) => key.replace(/^h1:/, ''))
    expect(hunt(names, output + metrics + report + pages + files)).toEqual([])
    for (const key of keys) expect(key).toMatch(/^h1:[\w-]{22}$/)
    // planted, it would have been found
    const [some = ''] = used.slice(-1)
    expect(hunt(needles, `${output}${some}`)).not.toEqual([])
  } finally {
    rmSync(cwd, { recursive: true })
    await redis.stop()
  }
})

async function soak(redis: RedisServer, cwd: string) {
  const program = join(ROOT, 'test/leak/soak.ts')
  const child = spawn(
    process.execPath,
    ['--import', TSX, program, redis.url, String(CONVERSATIONS)],
    // away from the project, tsx would not know how JSX is meant
    { cwd, env: { ...process.env, TSX_TSCONFIG_PATH }, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
  )
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  let told:
    | { used: string[]; metrics: string; given: string; report: string; pages: string }
    | undefined
  child.on('message', (message: { ask?: 'pause' | 'resume' } & NonNullable<typeof told>) => {
    if (message.ask) {
      redis[message.ask]()
      child.send('done')
    } else told = message
  })
  const [code] = await once(child, 'close')
  if (code !== 0 || !told) throw new Error(`the soak ended with ${code}: ${output.slice(-2000)}`)
  return { output, ...told }
}

/** Everything in Redis, as bytes; base64 and hex of a needle are among its forms. */
async function dump(redis: RedisServer) {
  const raw = redis.client()
  const keys = await raw.keys('*')
  let values = ''
  for (let at = 0; at < keys.length; at += 500) {
    const lot = keys.slice(at, at + 500)
    for (const value of await raw.mgetBuffer(...lot)) values += `${value?.toString('latin1')}\n`
    for (const ttl of await Promise.all(lot.map((key) => raw.pttl(key))))
      expect(ttl).toBeGreaterThan(0)
  }
  const aside = await raw.call('SLOWLOG', 'GET', '-1')
  return { keys, values: values + JSON.stringify(aside) }
}

function filesIn(folder: string): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .map((path) => `${path}\n${statSync(path).isFile() ? readFileSync(path, 'latin1') : ''}`)
    .join('\n')
}
