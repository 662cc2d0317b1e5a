/** Publishing: what changes is said in words, every process takes it, and what was said before is back in seconds. */
import { spawnSync } from 'node:child_process'
import { appendFileSync, readdirSync } from 'node:fs'
import { afterEach, expect, test, vi } from 'vitest'
import { createPerson, type Deliver } from '../faults/person.ts'
import { copiedProject } from '../project.ts'
import { startRedis } from '../redis.ts'
import { freePort, PRODUCTION, startServer } from '../server.ts'

/** Patience with a busy machine. */
vi.setConfig({ testTimeout: 300_000 })
const SOON = { timeout: 60_000, interval: 100 }

const afterwards: (() => unknown)[] = []
afterEach(async () => {
  for (const end of afterwards.splice(0).reverse()) await end()
})

function projectForTest() {
  const project = copiedProject()
  afterwards.push(project.remove)
  return project
}

/** The command as an operator runs it, beside a line that listens on this port. */
function commandIn(root: string, PORT: string) {
  return (...args: string[]) => {
    const { PATH = '' } = process.env
    const env = { PATH, ENV_FILE: '/dev/null', PORT, LINE_NUMBER: PRODUCTION.LINE_NUMBER }
    const options = { cwd: root, encoding: 'utf8', env } as const
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['dist/cli.js', ...args],
      options,
    )
    return { status, stdout, stderr }
  }
}

test('what a change means for people is said in words: numbers, menus, ways, texts, costs, understanding', async () => {
  const project = projectForTest()
  const run = commandIn(project.root, `${await freePort()}`)
  expect(run('diff').stdout).toContain('nothing changes for people')
  expect(run('publish').stdout).toMatch(
    /^published [a-p]{10}\nno line answers here: it speaks [a-p]{10} from its next start on\n$/,
  )
  project.edit('content/phones.yaml', '888-373-7888', '888-373-7889')
  project.edit('flows/line.yaml', '1: shelter, 2: leaving', '1: leaving, 2: shelter')
  project.edit(
    'content/en/topics/signs.yaml',
    /No one sign proves it\./,
    'Nobody sign proves it alone.',
  )
  project.edit(
    'content/en/topics/signs.yaml',
    /Signs with no context[\s\S]*?REPORT\.\n/,
    'Signs with no context do not mean much. Danger: call or text {emergency}.\n',
  )
  appendFileSync(
    `${project.root}content/en/questions/signs.yaml`,
    '  - how would anybody ever notice that\n',
  )
  project.removeTopic('other-crimes', [
    '3: other-crimes, 4: labor-trafficking, 5: foster-care',
    '3: labor-trafficking, 4: foster-care',
  ])
  // whoever tries the line tries what is being written
  const trial = await startServer({}, { root: project.root })
  afterwards.push(trial.stop)
  const draft = /^([a-p]{10}) {2}content\/ and flows\/ as they are now$/m.exec(
    run('versions').stdout,
  )
  await expect.poll(trial.output, SOON).toContain(`"content":"${draft?.[1]}"`)
  await trial.stop()
  const { stdout, status } = run('diff')
  expect(status).toBe(0)
  for (const line of [
    /^from [a-p]{10} to [a-p]{10}\n\nNumbers\n/,
    '- hotline: number is 1-888-373-7889, and was 1-888-373-7888\n',
    '- now: key 1 is to leaving, and was to shelter\n',
    '- other-crimes: no way leads there any more\n',
    /- shelter: 4 texts \(1 2 from the menu\), .*; before 4 texts \(1 1 from the menu\)/,
    /“No one sign proves it\. Does someone speak …” is now “Nobody sign proves it alone\. Does someone speak …”/,
    /- page signs\/2 \(text, en\): 1 segments, before [23]\n/,
    '- content/en/questions/signs.yaml: 1 lines more or other, 0 less\n',
  ])
    expect(stdout).toMatch(line)
  // what changed everywhere in the same way is said once
  expect(stdout).toMatch(/and \d{2,} more in the same way: “… A person, 24\/7: 1-888-373-7888\.”/)
  expect(JSON.parse(run('diff', '--json').stdout)).toHaveLength(6)
  const wrong = run('diff', 'nowhere')
  expect(wrong.status).toBe(1)
  expect(wrong.stderr).toContain("'nowhere' is no version, and no folder with content/ and flows/")
})

test('two workers take what is published, refuse nothing for a draft, and go back in seconds', async () => {
  const project = projectForTest()
  const { root, edit } = project
  const redis = await startRedis()
  afterwards.push(() => redis.stop())
  const environment = { ...PRODUCTION, REDIS_URL: redis.url, WEB_CONCURRENCY: '2' }
  const start = async () => {
    const server = await startServer(environment, { root })
    afterwards.push(server.stop)
    const ready = async () => (await fetch(`${server.url}/readyz`)).json() as Promise<Ready>
    await expect.poll(async () => (await ready()).ready, SOON).toBe(true)
    return { ...server, version: async () => (await ready()).content.version }
  }
  const line = await start()
  const run = commandIn(root, `${line.port}`)
  const first = /published ([a-p]{10})/.exec(run('publish').stdout)?.[1]
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
  expect(await line.version()).toBe(second)
  expect(readdirSync(`${root}versions`).toSorted()).toEqual(
    [first, second, 'published.jsonl'].toSorted(),
  )

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
  const again = await start()
  expect(await again.version()).toBe(first)
})

type Ready = { ready: boolean; content: { version: string } }
