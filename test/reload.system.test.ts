/** Content that changes while people talk: nobody is lost, nothing wrong is ever spoken, and it is said what happened. */
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { parse } from 'yaml'
import { expectedOf, startCrowd } from './faults/crowd.ts'
import { createPerson, type Deliver } from './faults/person.ts'
import { messageOf, nextOf, ROOT, signedForm } from './line.ts'
import { copiedProject } from './project.ts'
import { startRedis } from './redis.ts'
import { PRODUCTION, startServer } from './server.ts'

/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 300_000 })
const SOON = { timeout: 120_000, interval: 100 }
const WITHOUT_LIMITS = { TEXTS_PER_SENDER: '0', TEXTS_PER_MINUTE: '0', CALLS_PER_MINUTE: '0' }

type Ends = (() => unknown)[]
/** What ends after a test, and after all of them. */
const [afterwards, atLast]: [Ends, Ends] = [[], []]
const inTurn = async (ends: Ends) => {
  for (const end of ends.splice(0).reverse()) await end()
}
afterEach(() => inTurn(afterwards))
afterAll(() => inTurn(atLast))

type Ready = { ready: boolean; content: { version: string } }

async function started(workers = 1, several: Record<string, string> = {}, ends = afterwards) {
  const project = copiedProject()
  ends.push(project.remove)
  if (workers > 1) {
    const redis = await startRedis()
    ends.push(() => redis.stop())
    Object.assign(several, { REDIS_URL: redis.url, WEB_CONCURRENCY: `${workers}` })
  }
  const { root } = project
  const server = await startServer({ ...PRODUCTION, ...WITHOUT_LIMITS, ...several }, { root })
  const { child, url, output } = server
  ends.push(async () => {
    if ((await server.stop()) === null) child.kill('SIGKILL')
  })
  await vi.waitFor(() => expect(output().match(/"event":"started"/g)).toHaveLength(workers), SOON)
  const ready = async () => (await (await fetch(`${url}/readyz`)).json()) as Ready
  await vi.waitFor(async () => expect((await ready()).ready).toBe(true), SOON)
  const deliver: Deliver = async (request) => {
    const { pathname, search } = new URL(request.url)
    const body = request.method === 'GET' ? null : await request.text()
    return fetch(url + pathname + search, {
      method: request.method,
      headers: request.headers,
      body,
    })
  }
  const post = async (path: string, form: Record<string, string>) => {
    const signed = signedForm(path, form, { url: PRODUCTION.PUBLIC_URL + path })
    return (await fetch(url + path, signed)).text()
  }
  return {
    ...server,
    project,
    deliver,
    post,
    version: async (): Promise<string> => (await ready()).content.version,
    /** Tells it to read content again, and waits until it has said `event` once more. */
    async reload(event: 'reloaded' | 'reload_refused') {
      const said = () => output().match(new RegExp(`"event":"${event}"`, 'g'))?.length ?? 0
      const before = said()
      child.kill('SIGHUP')
      await expect.poll(said, SOON).toBe(before + 1)
    },
    workers: () =>
      readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8')
        .trim()
        .split(' ')
        .map(Number),
  }
}

const NEW = 'Nobody sign proves it alone.'

type Line = Awaited<ReturnType<typeof started>>

describe('two workers', () => {
  let line: Line
  beforeAll(async () => {
    line = await started(2, {}, atLast)
  })

  test('under load content is exchanged and nobody notices but by its words', async () => {
    const expected = await expectedOf(line.deliver)
    const crowd = startCrowd({ deliver: line.deliver, expected, people: 6, think: 500 })
    afterwards.push(() => crowd.stop())
    const before = await line.version()
    await sleep(1_000)
    // a topic that nobody in the crowd reads
    line.project.edit('content/en/topics/hotels.yaml', /^title: .*$/m, 'title: Hotels, too')
    await line.reload('reloaded')
    await sleep(1_000)
    await crowd.stop()
    const brought = crowd.answers.filter(({ cookie }) => cookie === 'brought')
    expect(brought.length).toBeGreaterThan(30)
    expect(brought.filter(({ verdict }) => verdict !== 'right')).toEqual([])
    expect(crowd.twice().doubled).toBe(0)
    expect(await line.version()).not.toBe(before)
    // whichever worker is asked
    const versions = await Promise.all(Array.from({ length: 10 }, line.version))
    expect(new Set(versions).size).toBe(1)
    const person = createPerson({ number: 900_000, deliver: line.deliver })
    for (const step of ['hi', '1', '5']) await person('text', step)
    expect((await person('text', '2')).words).toContain('Hotels, too')
  })

  test('a change with a fault is refused with file, line and remedy, and a worker that dies comes back with the old words', async () => {
    const good = await line.version()
    const file = `${line.project.root}content/en/topics/signs.yaml`
    const sound = readFileSync(file, 'utf8')
    writeFileSync(file, sound.replace('title: Warning signs', 'title: [Warning signs'))
    await line.reload('reload_refused')
    expect(line.output()).toMatch(
      /1 fault, so the line goes on with what it said before:\n- content\/en\/topics\/signs\.yaml:\d+: .+/,
    )
    expect(line.output()).toContain('"event":"reload_refused","faults":1')
    const [victim = 0] = line.workers()
    process.kill(victim, 'SIGKILL')
    await expect.poll(() => line.output().match(/"event":"started"/g)?.length, SOON).toBe(3)
    const versions = await Promise.all(Array.from({ length: 10 }, line.version))
    expect(new Set(versions)).toEqual(new Set([good]))
    const person = createPerson({ number: 900_003, deliver: line.deliver })
    expect((await person('text', 'hi')).words).toContain('Safe to text now?')
    // put right, and told again: it is spoken
    writeFileSync(file, sound.replace('title: Warning signs', 'title: Signs to know'))
    await line.reload('reloaded')
    expect(await line.version()).not.toBe(good)
  })
})

describe('one process', () => {
  let line: Line
  beforeAll(async () => {
    line = await started(1, {}, atLast)
  })

  test('a page that is being read is read on in its new words, by text and by phone', async () => {
    const person = createPerson({ number: 900_001, deliver: line.deliver })
    const caller = createPerson({ number: 900_002, deliver: line.deliver })
    await person('text', 'signs')
    expect((await person('text', '1')).words).toContain('No one sign proves it.')
    await caller('call', '')
    for (const key of ['1', '4']) await caller('call', key)
    expect((await caller('call', '1')).words).toContain('No one sign proves it.')
    line.project.edit('content/en/topics/signs.yaml', /No one sign proves it\./g, NEW)
    line.project.edit(
      'content/en/topics/signs.yaml',
      'Is it about you? Ask: Can',
      'Is this you? Ask: Can',
    )
    await line.reload('reloaded')
    expect((await caller('call', '*')).words).toContain(NEW)
    expect((await person('text', '7')).words).toContain('Is this you? Ask: Can')
    expect((await person('text', '9')).words).toContain('I need something now')
  })

  test('a topic that is removed while somebody reads it leads to the menu in their language, also when a message comes again', async () => {
    let cookies = 0
    const form = (Body: string, MessageSid = `SM${++cookies}`) => ({
      MessageSid,
      From: '+14155550177',
      To: PRODUCTION.LINE_NUMBER,
      Body,
    })
    const text = async (Body: string, sid?: string) =>
      messageOf(await line.post('/sms', form(Body, sid))) ?? ''
    await text('hola')
    await text('1')
    const menu = await text('9')
    for (const key of ['5', '2']) await text(key)
    expect(await text('3', 'SMagain')).toContain('drogas')
    let next = '/voice'
    const call = async (Digits: string) => {
      const document = await line.post(next, { CallSid: 'CA1', From: '+14155550178', Digits })
      next = nextOf(document)
      return document
    }
    for (const key of ['', '1', '5', '2', '3']) await call(key)

    line.project.removeTopic('other-crimes', [
      '3: other-crimes, 4: labor-trafficking, 5: foster-care',
      '3: labor-trafficking, 4: foster-care',
    ])
    await line.reload('reloaded')
    expect(await text('3', 'SMagain')).toBe(menu)
    expect(await text('7')).toBe(menu)
    expect(await call('7')).toContain('For something you need now, press 1')
  })
})

test('two versions of content side by side, on one Redis: each goes on with what the other said', async () => {
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  const shared = { REDIS_URL: redis.url }
  const [old, next] = await Promise.all([started(1, shared), started(1, shared)])
  next.project.edit('content/en/topics/hotels.yaml', /^title: .*$/m, 'title: Hotels, too')
  next.project.removeTopic('other-crimes', [
    '3: other-crimes, 4: labor-trafficking, 5: foster-care',
    '3: labor-trafficking, 4: foster-care',
  ])
  await next.reload('reloaded')
  expect(await next.version()).not.toBe(await old.version())

  let turn = 0
  const deliver: Deliver = (request) => (turn++ % 2 === 0 ? old : next).deliver(request)
  const expected = await expectedOf(old.deliver)
  const crowd = startCrowd({ deliver, expected, people: 6, think: 500 })
  afterwards.push(() => crowd.stop())
  await expect.poll(() => crowd.answers.length, SOON).toBeGreaterThan(60)
  await crowd.stop()
  const brought = crowd.answers.filter(({ cookie }) => cookie === 'brought')
  expect(brought.filter(({ verdict }) => verdict !== 'right')).toEqual([])
  expect(crowd.twice().doubled).toBe(0)

  // a topic that only one of them has: the other leads to the menu, and the first goes on from there
  const person = createPerson({ number: 900_004, deliver: (request) => way.deliver(request) })
  let way = old
  for (const step of ['hi', '1', '5', '2']) await person('text', step)
  const topic = (await person('text', '3')).words
  way = next
  const menu = (await person('text', '7')).words
  expect(menu).toContain('I need something now')
  way = old
  for (const step of ['5', '2']) await person('text', step)
  expect((await person('text', '3')).words).toBe(topic)
})

test('systemd and Docker tell it so by the commands that are documented', () => {
  const unit = readFileSync(`${ROOT}deploy/harborline.service`, 'utf8')
  expect(unit).toContain('ExecReload=/bin/kill -HUP $MAINPID')
  for (const file of ['docker-compose.yml', 'docker-compose.scale.yml']) {
    const { services } = parse(readFileSync(ROOT + file, 'utf8'))
    expect(services.line.volumes).toEqual(
      expect.arrayContaining(['./content:/app/content:ro', './flows:/app/flows:ro']),
    )
  }
  const guide = readFileSync(`${ROOT}docs/operating.md`, 'utf8')
  for (const command of ['systemctl reload harborline', 'docker compose kill -s HUP line'])
    expect(guide).toContain(command)
})
