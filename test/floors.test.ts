/** The floors: a file imports only from lower ones, and each package stays in its rooms. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './line.ts'

/** The first entry that a path starts with is its floor. */
const floors: [prefix: string, floor: number][] = [
  ['engine/', 1],
  ['content/schema.ts', 1],
  ['content/hours.ts', 1],
  ['content/fault.ts', 1],
  ['stores/store.ts', 1],
  ['log.ts', 1],
  ['pace.ts', 1],
  ['limits.ts', 1],
  ['metrics.ts', 2],
  ['content/', 2],
  ['stores/', 2],
  ['transfer/machine.ts', 2],
  ['transfer/rest.ts', 2],
  ['transfer/ladder.ts', 2],
  ['transfer/wall-clock.ts', 2],
  ['channels/', 3],
  ['config.ts', 3],
  ['conversation.ts', 4],
  ['retention.ts', 4],
  ['transfer/', 4],
  ['guard.ts', 4],
  ['app.ts', 5],
  ['simulator/', 6],
  ['cli.ts', 6],
  ['main.ts', 7],
]

/** Where a package may be imported; everything else may not. */
const rooms: Record<string, RegExp> = {
  hono: /^(channels\/twilio|guard|app|transfer\/|simulator\/)/,
  '@hono/node-server': /^(main|simulator\/)/,
  ioredis: /^stores\/redis\.ts$/,
  twilio: /^(channels|transfer|simulator)\//,
  zod: /^(engine|content|config|conversation|channels|transfer)/,
  yaml: /^content\//,
  pino: /^log\.ts$/,
  commander: /^cli\.ts$/,
  '@rgrove/parse-xml': /^(channels|simulator)\//,
  'libphonenumber-js': /^channels\/country\.ts$/,
  'prom-client': /^metrics\.ts$/,
}

const SRC = join(ROOT, 'src')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
)

function floorOf(file: string): number | undefined {
  return floors.find(([prefix]) => file.startsWith(prefix))?.[1]
}

function imports(file: string): string[] {
  const source = readFileSync(join(SRC, file), 'utf8')
  const found = source.matchAll(/^(?:import|export)\s[^'"]*?from '([^']+)'|import\('([^']+)'\)/gms)
  return Array.from(found, ([, still, late]) => still ?? late ?? '')
}

test('every file stands on a floor', () => {
  expect(files.length).toBeGreaterThan(20)
  expect(files.filter((file) => floorOf(file) === undefined)).toEqual([])
})

test('a file imports only from its own floor and lower ones', () => {
  const upward = files.flatMap((file) =>
    imports(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(SRC, join(SRC, dirname(file), name)))
      .filter((target) => (floorOf(target) ?? 0) > (floorOf(file) ?? 0))
      .map((target) => `${file} -> ${target}`),
  )
  expect(upward).toEqual([])
})

test('the engine has no I/O, no clock and no chance', () => {
  for (const file of files.filter((name) => name.startsWith('engine/'))) {
    expect(imports(file).filter((name) => !name.startsWith('.') && name !== 'zod')).toEqual([])
    expect(readFileSync(join(SRC, file), 'utf8')).not.toMatch(/Date\.|Math\.random|process\./)
  }
})

test('each package is imported only in its rooms', () => {
  const strays = files.flatMap((file) =>
    imports(file)
      .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
      .filter((name) => {
        const [scope = '', rest = ''] = name.split('/')
        const room = rooms[scope.startsWith('@') ? `${scope}/${rest}` : scope]
        return !room?.test(file)
      })
      .map((name) => `${file} imports ${name}`),
  )
  expect(strays).toEqual([])
})

test('the environment is read and a port is opened only in main', () => {
  for (const file of files.filter((name) => name !== 'main.ts'))
    expect(readFileSync(join(SRC, file), 'utf8'), file).not.toMatch(
      /process\.env|createServer|\bserve\(/,
    )
})
