/** The port: what can not be had is said, who drips is cut, and closing it loses nobody. */
import { once } from 'node:events'
import { connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { messageOf, PERSON, signedForm } from '../line.ts'
import { PRODUCTION, refusedStart, startServer } from '../server.ts'

/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 60_000 })
const SOON = { timeout: 15_000 }

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

async function started(environment: Record<string, string>) {
  const server = await startServer({ ...PRODUCTION, ...environment })
  const { child, url } = server
  afterwards.push(() => child.kill('SIGKILL'))
  const path = '/sms'
  const signed = (body: string) =>
    signedForm(
      path,
      { MessageSid: `SM${body}`, From: PERSON, Body: body },
      { url: PRODUCTION.PUBLIC_URL + path },
    )
  return {
    ...server,
    gone: once(child, 'exit'),
    ready: async () => (await fetch(`${url}/readyz`)).status,
    text: async (body: string) => messageOf(await (await fetch(url + path, signed(body))).text()),
  }
}

test('a port that is taken and an address that is not ours are a sentence, and the end', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  afterwards.push(() => taken.close())
  const address = taken.address()
  const port = typeof address === 'object' ? address?.port : 0
  for (const [settings, sentence] of [
    [{ PORT: `${port}` }, `PORT ${port} is taken`],
    [{ PORT: '0', HOST: '192.0.2.1' }, 'HOST is no address of this machine'],
    [{ PORT: '0', HOST: 'nowhere.invalid' }, 'HOST is no address of this machine'],
  ] as const) {
    const { code, output } = await refusedStart({ ...PRODUCTION, ...settings })
    expect(code).toBe(1)
    expect(output).toContain(sentence)
    expect(output).not.toMatch(/ {4}at |"event":"crashed"/)
  }
})

test('for DRAIN_S after SIGTERM it is not ready and answers all the same, then it ends', async () => {
  const { child, ready, text, gone } = await started({ DRAIN_S: '2' })
  expect(await ready()).toBe(200)
  const told = performance.now()
  child.kill('SIGTERM')
  await expect.poll(ready, SOON).toBe(503)
  for (const body of ['hi', '1', 'signs']) expect(await text(body)).toMatch(/\w/)
  expect(await gone).toEqual([0, null])
  expect(performance.now() - told).toBeGreaterThan(2_000)
})

test('while it drains, kept connections are asked to close', async () => {
  const { child, port, ready } = await started({ DRAIN_S: '1' })
  const kept = connect(port, '127.0.0.1')
  let heard = ''
  kept.setEncoding('utf8').on('data', (text: string) => {
    heard += text
  })
  const ask = 'GET /healthz HTTP/1.1\r\nhost: line\r\n\r\n'
  kept.write(ask)
  await expect.poll(() => heard, SOON).toContain('ok')
  expect(heard).toMatch(/^connection: keep-alive/im)
  child.kill('SIGTERM')
  await expect.poll(ready, SOON).toBe(503)
  heard = ''
  kept.write(ask)
  await once(kept, 'close')
  expect(heard).toMatch(/^connection: close/im)
  expect(heard).toContain('ok')
})

test('SIGTERM that comes twice at once is once; said again later it is obeyed at once', async () => {
  const twice = await started({ DRAIN_S: '1' })
  twice.child.kill('SIGTERM')
  await sleep(100)
  twice.child.kill('SIGTERM')
  expect(await twice.gone).toEqual([0, null])

  const insisted = await started({ DRAIN_S: '60' })
  insisted.child.kill('SIGTERM')
  await sleep(1_200)
  insisted.child.kill('SIGTERM')
  expect(await insisted.gone).toEqual([1, null])
})

test('SIGHUP and SIGUSR2 end nothing in production, and are told of', async () => {
  const { child, text, output } = await started({})
  child.kill('SIGHUP')
  child.kill('SIGUSR2')
  await expect.poll(output, SOON).toContain('"event":"reloaded"')
  await expect.poll(output, SOON).toContain('"event":"reload_ignored","signal":"SIGUSR2"')
  expect(await text('hi')).toContain('Safe to text now?')
})

test('where somebody tries the line the end of their terminal ends it in good order', async () => {
  const { child, output } = await startServer()
  afterwards.push(() => child.kill('SIGKILL'))
  const gone = once(child, 'exit')
  child.kill('SIGHUP')
  expect(await gone).toEqual([0, null])
  expect(output()).toContain('"event":"stopping"')
})

test('headers that drip are cut when the configuration says so', async () => {
  const { port } = await started({})
  const drip = connect(port, '127.0.0.1')
  const began = performance.now()
  drip.write('POST /sms HTTP/1.1\r\nhost: line\r\n')
  drip.resume().on('error', () => {})
  const dripping = setInterval(() => drip.write('x: y\r\n'), 500)
  await once(drip, 'close')
  clearInterval(dripping)
  expect(performance.now() - began).toBeLessThan(9_000)
})
