/** How one adds a command with an effect (YAML, and one line of code), and a metric (one row). Done here on a copy of the project. */
import { execFile } from 'node:child_process'
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, expect, test } from 'vitest'
import { keepFewQuestions } from './few-questions.ts'
import { ROOT } from './line.ts'

const copy = mkdtempSync(join(tmpdir(), 'adding-'))
afterAll(() => rmSync(copy, { recursive: true }))
for (const part of ['src', 'flows', 'content', 'package.json', 'tsconfig.json', 'test/line.ts'])
  cpSync(join(ROOT, part), join(copy, part), { recursive: true })
symlinkSync(join(ROOT, 'node_modules'), join(copy, 'node_modules'))
keepFewQuestions(copy)

function insert(file: string, after: string, line: string): void {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  expect(text, `${file} has no line ${after}`).toContain(after)
  writeFileSync(path, text.replace(after, `${after}\n${line}`))
}

/** Runs a program of the copy, and gives what it prints as JSON. */
async function run(program: string): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', '--input-type=module', '--eval', program],
    { cwd: copy },
  )
  return JSON.parse(stdout)
}

test('a word that leaves at once and has everything erased', async () => {
  insert(
    'src/flow/event.ts',
    'export const events = {',
    '  panic: { command: true, protective: true },',
  )
  insert('flows/text.yaml', 'on:', '  panic: { to: away, do: [erase] }')
  appendFileSync(join(copy, 'content/en/words.yaml'), '\npanic: [PANIC NOW]\n')
  appendFileSync(join(copy, 'content/es/words.yaml'), '\npanic: [PANICO YA]\n')
  const result = await run(`
    import { lineOnTwilio, PERSON } from './test/line.ts'
    const { twilio } = lineOnTwilio()
    twilio.number(PERSON, { behaviour: 'ask' })
    for (const text of ['call', 'ring']) await twilio.text(PERSON, text)
    await twilio.advance(2_000)
    const leg = twilio.legs().find(({ direction }) => direction === 'outbound-api')
    const before = leg.status
    const [answer] = await twilio.text(PERSON, 'panic now!')
    await twilio.advance(1_000)
    await twilio.settled()
    const asked = twilio.trace.filter((entry) => JSON.stringify(entry).includes('Messages')).length
    console.log(JSON.stringify({ before, answer, over: leg.over, erased: asked > 0 }))
  `)
  expect(result).toEqual({
    before: 'ringing',
    answer: 'Thank you. This is an automated info line. It only answers when it is texted.',
    over: true,
    erased: true,
  })
})

test('an event that is written and counted', async () => {
  insert(
    'src/telemetry/events.ts',
    'export const events = {',
    "  page_turned: row({ level: 'info', fields: { way: ['on', 'back'] }, counter: { name: 'pages', help: 'Pages turned', labels: ['way'] } }),",
  )
  const result = await run(`
    import { createLog } from './src/telemetry/log.ts'
    import { createMetrics } from './src/telemetry/metrics.ts'
    const { count, page } = createMetrics()
    const { log, close } = createLog({ level: 'info', count })
    log({ event: 'page_turned', way: 'back' })
    if (!(await page()).includes('harborline_pages_total{way="back"} 1')) process.exit(1)
    await close(5_000)
  `)
  expect(result).toMatchObject({ level: 30, event: 'page_turned', way: 'back' })
})
