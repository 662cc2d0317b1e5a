/** Every command of README and docs, run as it stands there, in a folder of its own and before no real account. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveAccount } from './account/server.ts'
import { newAccount } from './account/state.ts'
import { commandsOf, pages } from './documented.ts'
import { ROOT } from './line.ts'
import { PRODUCTION, startServer } from './server.ts'

/** What is not run here, and why; each has to be the reason of something. */
const ELSEWHERE: [RegExp, string][] = [
  [/^docker(-| )compose /, 'needs docker; test/deploy.system.test.ts has the files accepted'],
  [
    /^(apt-get|useradd|systemctl|install -D|cp deploy\/|git (clone|diff|fetch|merge|rev-parse)|cp \.env|echo (COUNTS_FOLDER|REDIS_URL)|cat deploy\/redis|rm -f \/var)|&& (chown|chmod|cd)/,
    'changes a server, as root',
  ],
  [/^(chown|chmod|cd) /, 'changes a server, as root'],
  [/<pid>/, 'needs a process: test/main.system.test.ts tells one to read again'],
  [/^npm ci$/, 'asks the registry; each run of CI begins with it'],
  [/^npm run build$/, 'test/build.ts runs it before this file'],
  [/^npm start$/, 'builds and goes on for ever: test/start.long.test.ts'],
  [/^npm run dev$/, 'goes on for ever: test/dev.browser.test.ts'],
  [
    /^npm run (typecheck|lint|format|schemas)$/,
    'npm test runs it, or what it does, before this file',
  ],
  [/^(npm test|npm run test:|npx vitest|npm exec .*npm test)/, 'runs tests, of which this is one'],
  [/^npm run (faults|bench|evaluate)\b/, 'takes a quarter of an hour, and more'],
  [
    /^npm run harborline -- setup( --undo.*)?$/,
    'asks somebody at a terminal: test/operator/dialogue.system.test.ts',
  ],
  [
    /^npm run harborline -- (publish|rollback|versions)\b/,
    'waits for a line that runs from here: test/operator/publish.system.test.ts',
  ],
  [
    /^npm run harborline -- (report|alarm)\b/,
    'needs counts, and somebody to tell: test/operator/report.test.ts and alarm.system.test.ts',
  ],
  [/^npm run harborline -- check$/, 'test/cli.system.test.ts finds no fault by it'],
  [
    /^npm run harborline -- drill\b/,
    'plays everybody, for ten seconds: test/operator/drill.test.ts',
  ],
]

/** Of a command: what it needs to find, how it ends where that is not 0, and what it must say; others end with 0. */
type Needs = { first?: string; code?: number; says: RegExp }
const harborline: Record<string, Needs> = {
  sheet: { says: /sheet\/sheet\.csv/ },
  'sheet --import': {
    first: 'npm run -s harborline -- sheet --out . && mv sheet.csv back.csv',
    says: /./,
  },
  sign: { says: /reviewed by (Ana Ruiz|Hoa Tran) on / },
  paths: { says: /texts/ },
  where: { says: /National Human Trafficking Hotline/ },
  texts: { says: /segments/ },
  recordings: { says: /es\// },
  'recordings --confirm': {
    first: 'mkdir -p content/es/audio/topics && printf ID3 > content/es/audio/topics/signs.1.mp3',
    says: /confirmed: es\/topics\/signs\.1/,
  },
  ask: { says: /danger/ },
  // nothing was published here, which it says on the other output
  diff: { code: 1, says: /^$/ },
  fallback: { says: /fallback\/voice\.xml\nfallback\/sms\.xml\n/ },
  'approval --status': { says: /^Brand: none was sent in\.$/m },
  approval: { says: /approval\/registration\.md/ },
  // nobody answers at PUBLIC_URL here
  doctor: { code: 1, says: /This server/ },
  'setup --dry-run': { says: /Nothing was changed\. The plan is in harborline\.plan\.json/ },
}

const documented = pages.flatMap(commandsOf)
const distinct = [...new Map(documented.map((each) => [each.command, each])).values()]
const isElsewhere = (command: string) => ELSEWHERE.some(([pattern]) => pattern.test(command))
const here = distinct.filter(({ command }) => !isElsewhere(command))

let folder: string
let account: Awaited<ReturnType<typeof serveAccount>>
let line: Awaited<ReturnType<typeof startServer>>
beforeAll(async () => {
  // as people name folders
  folder = mkdtempSync(join(tmpdir(), 'mi línea 100% #1 '))
  for (const name of ['dist', 'content', 'flows', 'drills', 'scripts', 'package.json'])
    cpSync(join(ROOT, name), join(folder, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  account = await serveAccount(newAccount())
  line = await startServer({ TWILIO_AUTH_TOKEN: 'demo', LOG_LEVEL: 'silent' })
})
afterAll(async () => {
  account?.stop()
  await line?.stop()
  rmSync(folder, { recursive: true })
})

/** Runs it as somebody who pastes it would, with the settings of .env in the environment. */
async function run(command: string) {
  const { PATH = '' } = process.env
  const { NODE_ENV: _, HOST: _host, ...settings } = PRODUCTION
  const elsewhere = `--import=${join(ROOT, 'test/account/elsewhere.mjs')}`
  const child = spawn('bash', ['-euc', command], {
    cwd: folder,
    env: {
      ...{ PATH, ...settings, HOME: folder, ENV_FILE: '/dev/null', ACCOUNT_URL: account.url },
      ...(command.includes('harborline') && { NODE_OPTIONS: elsewhere }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const exit = once(child, 'exit')
  const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), exit])
  return { code, stdout, stderr }
}

const { scripts } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
/** What npm would start, which takes longer to say so than the command takes. */
const withoutNpm = (command: string) =>
  command.replaceAll(/npm run (-s )?harborline --/g, scripts.harborline)

const local = (words: string) => words.replaceAll('127.0.0.1:3000', `127.0.0.1:${line.port}`)

/** What stands there, with anything for each `…`. */
const like = (output: string) =>
  new RegExp(
    `^${local(output.trim())
      .split('…')
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
      .join('[\\s\\S]*?')}\\s*$`,
  )

test('whatever README and docs tell people to type is run here, or there is a reason', () => {
  expect(distinct.length).toBeGreaterThan(40)
  for (const [pattern, reason] of ELSEWHERE)
    expect(
      distinct.some(({ command }) => pattern.test(command)),
      reason,
    ).toBe(true)
  for (const name of Object.keys(harborline))
    expect(
      here.some(({ command }) => needsOf(command) === harborline[name]),
      name,
    ).toBe(true)
})

test('npm hands the words on to the command as they are', async () => {
  const came = await run('npm run -s harborline -- where --help')
  expect(came).toEqual(await run(withoutNpm('npm run -s harborline -- where --help')))
  expect(came).toMatchObject({ code: 0, stdout: expect.stringContaining('harborline where') })
})

test.each(here)('$command ($page)', async ({ command, output }) => {
  // what goes into a file may say nothing
  const {
    first,
    code = 0,
    says,
  } = needsOf(command) ?? { says: / --out /.test(command) ? /^/ : /./ }
  if (first) expect(await run(withoutNpm(first))).toMatchObject({ code: 0 })
  const came = await run(withoutNpm(local(command)))
  expect(came, came.stderr).toMatchObject({ code })
  expect(came.stdout).toMatch(says)
  if (output && !command.includes('-- where')) expect(came.stdout).toMatch(like(output))
})

function needsOf(command: string): Needs | undefined {
  const [, name = '', option] = /harborline -- (\w+).*?( --\w+(?:-run)?|$)/.exec(command) ?? []
  return harborline[name + (option ?? '')] ?? harborline[name]
}
