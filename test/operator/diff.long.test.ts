/** What a change means for people, in words. Each of its commands takes seconds. */
import { appendFileSync } from 'node:fs'
import { expect, onTestFinished, test } from 'vitest'
import { freePort } from '../free-port.ts'
import { copiedProject } from '../project.ts'
import { startServer } from '../server.ts'
import { commandIn } from './command-in.ts'

const SOON = { timeout: 60_000, interval: 100 }

test('what a change means for people is said in words: numbers, menus, ways, texts, costs, understanding', async () => {
  const project = copiedProject()
  onTestFinished(project.remove)
  const run = commandIn(project.root, `${await freePort()}`)
  expect(run('diff').stderr).toContain('nothing was published yet')
  expect(run('publish').stdout).toMatch(
    /^published [a-p]{10}\nit is the first version: .*\nno line answers here: it speaks [a-p]{10} from its next start on\n$/,
  )
  expect(run('diff').stdout).toContain('nothing changes for people')
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
  onTestFinished(async () => void (await trial.stop()))
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
