/** Publishing: every process takes it, and what was said before is back in seconds. */
import { execFileSync } from 'node:child_process'
import { readdirSync, rmSync, statSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { createPerson, type Deliver } from '../faults/person.ts'
import { copiedProject } from '../project.ts'
import { startRedis } from '../redis.ts'
import { PRODUCTION, startServer } from '../server.ts'
import { commandIn } from './command-in.ts'

/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 300_000 })
const SOON = { timeout: 60_000, interval: 100 }

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

test('two workers take what is published, refuse nothing for a draft, and go back in seconds', async () => {
  const project = copiedProject()
  afterwards.push(project.remove)
  const { root, edit } = project
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  const environment = { ...PRODUCTION, REDIS_URL: redis.url }
  const start = async (WEB_CONCURRENCY: string) => {
    const server = await startServer({ ...environment, WEB_CONCURRENCY }, { root })
    afterwards.push(server.stop)
    const ready = async () => (await fetch(`${server.url}/readyz`)).json() as Promise<Ready>
    await expect.poll(async () => (await ready()).ready, SOON).toBe(true)
    return { ...server, version: async () => (await ready()).content.version }
  }
  const line = await start('2')
  const run = commandIn(root, `${line.port}`)
  const nothing = run('diff')
  expect(nothing.stderr).toContain('diff: nothing was published yet, so that there is nothing to')
  expect(nothing.status).toBe(1)
  const begin = run('publish')
  expect(begin.stdout).toContain('it is the first version')
  expect(begin.stderr).toContain('learning how people ask')
  const first = /published ([a-p]{10})/.exec(begin.stdout)?.[1]
  expect(await line.version()).toBe(first)

  const deliver: Deliver = async (request) => {
    const { pathname, search } = new URL(request.url)
    const { method, headers } = request
    return fetch(line.url + pathname + search, { method, headers, body: await request.text() })
  }
  const person = createPerson({ number: 1, deliver })
  await person('text', 'signs')
  expect((await person('text', '1')).words).toContain('No one sign proves it.')
  edit('content/en/topics/signs.yaml', 'Is it about you? Ask: Can', 'Is this you? Ask: Can')
  // what is being written is nobody's yet, not even when the line is told to read again
  line.child.kill('SIGHUP')
  const unpublished = `say something else than version ${first}, which was published: run harborline publish`
  await expect.poll(line.output, SOON).toContain(unpublished)
  expect(await line.version()).toBe(first)
  const published = run('publish')
  const second = /published ([a-p]{10})/.exec(published.stdout)?.[1]
  expect(second).not.toBe(first)
  expect(published.stdout).toContain(`every process of the line here speaks ${second}`)
  // the page goes on in its new words
  expect((await person('text', '7')).words).toContain('Is this you? Ask: Can')

  edit('content/en/topics/signs.yaml', 'title: Warning signs', 'title: [Warning signs')
  const refused = run('publish')
  expect(refused.status).toBe(1)
  expect(refused.stderr).toMatch(/^content\/en\/topics\/signs\.yaml:\d+: /m)
  edit('content/en/words.yaml', '    - "(i am|im) his property"\n', '')
  const lost = run('publish')
  expect(lost.status).toBe(1)
  expect(lost.stderr).toMatch(
    /^content\/en\/words\.yaml:\d+: crisis\.danger: no phrase finds 'I'm his property'/m,
  )
  expect(await line.version()).toBe(second)
  expect(readdirSync(`${root}versions`).toSorted()).toEqual(
    [first, second, 'published.jsonl'].toSorted(),
  )
  // the line may be another user than the one who publishes, whatever mask that one has
  for (const name of readdirSync(`${root}versions`, { recursive: true, encoding: 'utf8' }))
    expect(statSync(`${root}versions/${name}`).mode & 0o044, name).toBe(0o044)

  const begun = performance.now()
  expect(run('rollback').stdout).toContain(`every process of the line here speaks ${first}`)
  const ms = Math.round(performance.now() - begun)
  console.info(`back after ${ms} ms`)
  expect(ms).toBeLessThan(30_000)
  expect((await person('text', '8')).words).not.toBe('')

  const list = run('versions').stdout
  expect(list.match(/^[a-p]{10} {2}from .*\((publish|rollback)\)$/gm)).toHaveLength(3)
  expect(list).toContain(`the line here speaks ${first} since `)
  // a start speaks what was published, whatever is being written
  await line.stop()
  // an upgrade: the build learns from it, and check says whether it keeps the rules of the new program
  const learnt = `${root}versions/${first}/learnt`
  const [program = ''] = readdirSync(learnt)
  rmSync(learnt, { recursive: true })
  execFileSync(process.execPath, ['dist/build.js'], { cwd: root })
  expect(readdirSync(learnt)).toEqual([program])
  // and so does check, where the build could not, as in a container that has another image
  rmSync(learnt, { recursive: true })
  run('check')
  expect(readdirSync(learnt)).toEqual([program])
  edit(`versions/${first}/content/en/topics/signs.yaml`, '{hotline}', '{hotline')
  const upgraded = run('check')
  expect(upgraded.status).toBe(1)
  expect(upgraded.stderr).toContain('What is published breaks rules of this release, and the line')
  expect(upgraded.stderr).toContain('text.1: a brace is left over')
  edit(`versions/${first}/content/en/topics/signs.yaml`, '{hotline', '{hotline}')
  // a start that finds nothing learnt keeps what it learns, and the next one need not
  rmSync(learnt, { recursive: true })
  const again = await start('1')
  expect(await again.version()).toBe(first)
  expect(again.output()).toContain('learning how people ask')
  // what was edited and never published is told at a start too
  expect(again.output()).toContain(`say something else than version ${first}, which was published`)
  expect(readdirSync(learnt)).toEqual([program])
  await again.stop()
  const next = await start('1')
  expect(await next.version()).toBe(first)
  expect(next.output()).not.toContain('learning')
})

type Ready = { ready: boolean; content: { version: string } }
