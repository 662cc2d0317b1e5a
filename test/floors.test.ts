/** The floors: a folder imports only from strictly lower ones, and each package stays in its rooms. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './line.ts'

/** The folders of src/, and the files beside them, from the ground up. */
const floors: Readonly<Record<string, number>> = {
  flow: 1,
  phones: 1,
  store: 1,
  telemetry: 1,
  'virtual-twilio': 1,
  understanding: 2,
  alarms: 3,
  counts: 2,
  transfer: 2,
  content: 3,
  'env-file.ts': 4,
  'settings.ts': 4,
  'production.ts': 4,
  'config.ts': 5,
  'environment.ts': 6,
  line: 4,
  formats: 5,
  twilio: 5,
  proof: 5,
  diagram: 6,
  server: 6,
  simulator: 7,
  operator: 8,
  commands: 9,
  'run.ts': 9,
  'build.ts': 10,
  'prepare.ts': 10,
  'cli.ts': 10,
  'main.ts': 10,
}

/** Where a package may be imported; everything else may not. */
const rooms: Readonly<Record<string, readonly string[]>> = {
  hono: [
    'operator/dashboard',
    'operator/sheet/page.tsx',
    'server',
    'simulator',
    'operator/approval/pages.ts',
  ],
  '@hono/node-server': ['server/process/listen.ts', 'server/routes/audio.ts'],
  ioredis: ['store/redis-client.ts', 'store/redis-settings.ts'],
  nodemailer: ['server/watch/notify.ts'],
  twilio: ['twilio', 'virtual-twilio'],
  zod: [
    'counts/files.ts',
    'diagram/counts.ts',
    'flow',
    'formats',
    'store/codec.ts',
    'content',
    'settings.ts',
    'line',
    'operator',
    'phones',
  ],
  yaml: ['content/read', 'formats/drafts.ts'],
  pino: ['telemetry/log.ts'],
  '@dagrejs/dagre': ['diagram/layout.ts'],
  uuid: ['formats/floip/names.ts'],
  'iso-639-3': ['formats/floip/names.ts'],
  commander: ['commands'],
  '@clack/prompts': ['operator/asker.ts'],
  leven: ['content/nearest.ts'],
  '@rgrove/parse-xml': ['twilio', 'virtual-twilio'],
  'libphonenumber-js': ['phones/country.ts'],
  syllable: ['operator/readability.ts'],
  'csv-parse': ['operator/sheet/csv.ts'],
  'csv-stringify': ['operator/sheet/csv.ts', 'operator/report/report.ts'],
  'd3-scale': ['operator/dashboard/charts'],
  'd3-shape': ['operator/dashboard/charts'],
  'prom-client': ['telemetry/metrics.ts', 'telemetry/worker-metrics.ts'],
}

/** Walls that are still being built; what is not needed any more must go from here. */
const unfinished: string[] = []
/** Files that still go round in circles. */
const circling = 0

const SRC = join(ROOT, 'src')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
)

type Import = { from: string; to: string }

const folderOf = (file: string) => file.split('/')[0] ?? ''
const floorOf = (file: string) => floors[folderOf(file)] ?? 0

function importedBy(file: string): string[] {
  const source = readFileSync(join(SRC, file), 'utf8')
  const found = source.matchAll(/^(?:import|export)\s[^'"]*?from '([^']+)'|import\('([^']+)'\)/gms)
  return Array.from(found, ([, still, late]) => still ?? late ?? '')
}

const inside: Import[] = files.flatMap((from) =>
  importedBy(from)
    .filter((name) => name.startsWith('.'))
    .map((name) => ({ from, to: relative(SRC, join(SRC, dirname(from), name)) })),
)

const packages: Import[] = files.flatMap((from) =>
  importedBy(from)
    .filter((name) => !name.startsWith('.') && !name.startsWith('node:'))
    .map((name) => {
      const [scope = '', rest = ''] = name.split('/')
      return { from, to: scope.startsWith('@') ? `${scope}/${rest}` : scope }
    }),
)

const isIn = (file: string) => (room: string) => file === room || file.startsWith(`${room}/`)

test('every folder stands on a floor, and every floor holds one', () => {
  expect(Array.from(new Set(files.map(folderOf))).toSorted()).toEqual(
    Object.keys(floors).toSorted(),
  )
})

test('a folder imports only from strictly lower ones', () => {
  expect(inside.length).toBeGreaterThan(200)
  const upward = inside
    .filter(({ from, to }) => folderOf(from) !== folderOf(to) && floorOf(to) >= floorOf(from))
    .map(({ from, to }) => `${from} -> ${to}`)
  expect(upward.toSorted()).toEqual(unfinished.toSorted())
})

test('no file imports itself on a way through others', () => {
  const next = (file: string) => inside.filter(({ from }) => from === file)
  const done = new Set<string>()
  const circles: string[] = []
  const visit = (file: string, path: readonly string[]): void => {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' -> '))
    else if (!done.has(file)) {
      for (const { to } of next(file)) visit(to, [...path, file])
      done.add(file)
    }
  }
  for (const file of files) visit(file, [])
  expect(circles.length, circles.join('\n')).toBe(circling)
})

test('what is pure has no I/O, no clock and no chance', () => {
  const pure = files.filter((file) => ['flow', 'understanding', 'transfer'].some(isIn(file)))
  expect(pure.length).toBeGreaterThan(15)
  for (const file of pure) {
    const foreign = packages.filter(({ from, to }) => from === file && to !== 'zod')
    expect(foreign).toEqual([])
    expect(readFileSync(join(SRC, file), 'utf8')).not.toMatch(/Date\.|Math\.random|process\./)
  }
})

test('each package is imported only in its rooms, and in each of them', () => {
  const strays = packages.filter(({ from, to }) => !rooms[to]?.some(isIn(from)))
  expect(strays).toEqual([])
  const unused = Object.entries(rooms).flatMap(([name, places]) =>
    places
      .filter((room) => !packages.some(({ from, to }) => to === name && isIn(from)(room)))
      .map((room) => `${name} in ${room}`),
  )
  expect(unused).toEqual([])
})

test("Twilio's words begin and end in twilio/", () => {
  for (const file of files.filter((name) => !isIn(name)('twilio') && !isIn(name)('virtual-twilio')))
    expect(readFileSync(join(SRC, file), 'utf8'), file).not.toMatch(
      /form\.get\(|VoiceResponse|MessagingResponse|'(Digits|CallSid|QueueResult|Body)'/,
    )
})

test('what a turn needs is loaded at start: a late import that fails once fails for ever', () => {
  const late = files.filter(
    (file) =>
      floorOf(file) <= 4 && /(?<!typeof )import\(/.test(readFileSync(join(SRC, file), 'utf8')),
  )
  expect(late).toEqual([])
  expect(readFileSync(join(SRC, 'commands/check.ts'), 'utf8')).toMatch(/(?<!typeof )import\(/)
})

test.each([
  ['the environment is read in one place', /process\.env/, 'environment.ts'],
  ['a port is opened only in one place', /createServer|\bserve\(/, 'server/process/listen.ts'],
])('%s', (_name, act, place) => {
  const places = files.filter((file) => act.test(readFileSync(join(SRC, file), 'utf8')))
  expect(places).toEqual([place])
})
