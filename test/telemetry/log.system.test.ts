/** The log never stops an answer or the end of the process, wherever it is written to. */
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, constants, mkdtempSync, openSync, readSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { messageOf, PERSON, signedForm } from '../line.ts'
import { PRODUCTION, startServer } from '../server.ts'

/** More than a thousand turns on a busy machine. */
vi.setConfig({ testTimeout: 60_000 })

/** It ends when what is under way is answered; the rest is patience with a busy machine. */
const END_MS = 4_000
const METRICS_TOKEN = 'a token for metrics'

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

type Stdout = Parameters<typeof startServer>[1] extends { stdout?: infer Out } | undefined
  ? Out
  : never

async function started(stdout: Stdout) {
  const settings = { ...PRODUCTION, METRICS_TOKEN, CALLS_PER_MINUTE: '0' }
  const server = await startServer(settings, { stdout })
  afterwards.push(() => server.child.kill('SIGKILL'))
  const post = (path: string, params: Record<string, string>) =>
    fetch(server.url + path, signedForm(path, params, { url: PRODUCTION.PUBLIC_URL + path }))
  const metrics = async () => {
    const authorization = `Bearer ${METRICS_TOKEN}`
    return (await fetch(`${server.url}/metrics`, { headers: { authorization } })).text()
  }
  let calls = 0
  return {
    ...server,
    metrics,
    /** Takes so many turns, each of them answered. */
    async turns(count: number) {
      const call = async () => (await post('/voice', { CallSid: `CA${++calls}` })).text()
      for (let left = count; left > 0; left -= 50) {
        const answers = await Promise.all(Array.from({ length: Math.min(50, left) }, call))
        for (const answer of answers) expect(answer).toContain('For English, press 1')
      }
    },
    async text(Body: string) {
      const answer = await post('/sms', { MessageSid: `SM${Body}`, From: PERSON, Body })
      return messageOf(await answer.text())
    },
    /** Its code, or what ended it, and how long that took. */
    async end() {
      const began = performance.now()
      server.child.kill('SIGTERM')
      const late = setTimeout(() => server.child.kill('SIGKILL'), 2 * END_MS)
      const [code, signal] = await once(server.child, 'exit')
      clearTimeout(late)
      return { code: code ?? signal, ms: performance.now() - began }
    },
  }
}

/** A pipe that takes 64 kB and that nobody reads, until somebody does. */
function unreadPipe() {
  const folder = mkdtempSync(join(tmpdir(), 'harborline-pipe-'))
  afterwards.push(() => rmSync(folder, { recursive: true }))
  const path = join(folder, 'pipe')
  execFileSync('mkfifo', [path])
  const { O_RDWR, O_RDONLY, O_NONBLOCK } = constants
  const fd = openSync(path, O_RDWR)
  const reader = openSync(path, O_RDONLY | O_NONBLOCK)
  afterwards.push(() => [fd, reader].map(closeSync))
  return {
    fd,
    read(): string {
      const chunk = Buffer.alloc(1024 * 1024)
      try {
        return chunk.toString('utf8', 0, readSync(reader, chunk))
      } catch {
        return ''
      }
    },
  }
}

test('on a full disk every turn is answered, and the process ends when it is told to', async () => {
  const full = openSync('/dev/full', 'w')
  afterwards.push(() => closeSync(full))
  const line = await started(full)
  expect(await line.text('hi')).toContain('Safe to text now?')
  await line.turns(1_200)
  expect(await line.metrics()).toMatch(/harborline_log_dropped_total\{reason="unwritable"\} [1-9]/)
  const { code, ms } = await line.end()
  expect(code).toBe(0)
  expect(ms).toBeLessThan(END_MS)
})

test('with nobody at the other end of the pipe every turn is answered, and it ends', async () => {
  const line = await started('pipe')
  line.child.stdout?.destroy()
  expect(await line.text('hi')).toContain('Safe to text now?')
  await line.turns(1_200)
  expect(await line.metrics()).toMatch(/harborline_log_dropped_total\{reason="unwritable"\} [1-9]/)
  const { code, ms } = await line.end()
  expect(code).toBe(0)
  expect(ms).toBeLessThan(END_MS)
})

test('in a pipe that nobody reads lines are dropped and told of, and no turn and no end waits', async () => {
  const pipe = unreadPipe()
  const line = await started(pipe.fd)
  expect(await line.text('hi')).toContain('Safe to text now?')
  await line.turns(1_700)
  const counted = /dropped_total\{reason="unwritable"\} (\d+)/.exec(await line.metrics())?.[1]
  expect(Number(counted)).toBeGreaterThan(50)

  let read = ''
  await expect
    .poll(
      () => {
        read += pipe.read()
        return read
      },
      { timeout: 10_000 },
    )
    .toContain('"event":"log_dropped"')
  const lines = read.trim().split('\n')
  for (const line of lines) expect(() => JSON.parse(line)).not.toThrow()
  const told = lines.map((line) => JSON.parse(line)).filter(({ event }) => event === 'log_dropped')
  expect(told).toMatchObject([{ level: 40, reason: 'unwritable', lines: Number(counted) }])

  await line.turns(500)
  const { code, ms } = await line.end()
  // where a write hangs in the kernel, only its own kill ends a process in time
  expect([0, 'SIGKILL']).toContain(code)
  expect(ms).toBeLessThan(END_MS)
})

test('what strangers cause is written sixty times a minute, and counted each time', async () => {
  const line = await started('pipe')
  const forged = () => fetch(`${line.url}/sms`, { method: 'POST', body: 'Body=hi' })
  for (let lot = 0; lot < 10; lot++) await Promise.all(Array.from({ length: 10 }, forged))
  expect(await line.metrics()).toContain('harborline_refused_total{reason="signature"} 100')
  expect((await line.end()).code).toBe(0)
  expect(line.output().match(/"event":"refused"/g)).toHaveLength(60)
})
