/** The three projects: a test's name says what it needs, and the quick ones need nothing. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './line.ts'

const files = readdirSync(join(ROOT, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.[mc]?[jt]sx?$/.test(file) && !file.includes('node_modules'))
  .map((file) => join('test', file))
const tests = files.filter((file) => file.endsWith('.test.ts'))

const endingOf = (file: string) => /\.(\w+)\.test\.ts$/.exec(file)?.[1] ?? 'unit'
const inProject = (name: string) => tests.filter((file) => endingOf(file) === name)

/** What no unit test may use. */
const HEAVY: Readonly<Record<string, RegExp>> = {
  'another process': /from 'node:(child_process|cluster)'/,
  'a socket': /from '(node:(net|http|https|http2)|@hono\/node-server)'/,
  Redis: /^import (?!type)[^;']*?'ioredis'/m,
  'a browser': /from 'playwright-core'/,
  'the built program': /'dist\//,
  'a copy of content, which is read and checked anew': /\bcpSync\(/,
  // it takes seconds; content is loaded with what the cache knows
  learning:
    /^import (?!type)[^;']*?\blearn\b[^;']*?'[./]+\/src\/|loadContent\((?!(.|\n){0,60}\bcache\b)/m,
}

/** What a test and all files of test/ that it imports use of that. */
function needsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return []
  seen.add(file)
  const source = readFileSync(join(ROOT, file), 'utf8')
  const own = Object.keys(HEAVY).filter((what) => HEAVY[what]?.test(source))
  const others = Array.from(source.matchAll(/^import (?!type)[^;']*?'(\.[^']+)'/gm), ([, name]) =>
    join(dirname(file), name ?? ''),
  ).filter((each) => each.startsWith('test/'))
  return [...own, ...others.flatMap((each) => needsOf(each, seen))]
}

test('every test file is in exactly one project', () => {
  expect(tests.length).toBeGreaterThan(40)
  const projects = ['unit', 'system', 'browser', 'long']
  for (const file of tests) expect(projects, `${file} ends otherwise`).toContain(endingOf(file))
  const strays = files.filter((file) => /[.-](test|spec)\./.test(file) && !tests.includes(file))
  expect(strays, 'these end in a way that vitest does not look for').toEqual([])
  const elsewhere = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  expect(elsewhere.filter((file) => /\.(test|spec)\./.test(file))).toEqual([])
})

test('no unit test starts a process, opens a socket, learns, or needs Redis, a browser or a build', () => {
  for (const file of inProject('unit').filter((each) => each !== 'test/projects.test.ts'))
    expect(needsOf(file), `name it ${file.replace('.test.ts', '.system.test.ts')}`).toEqual([])
})

test('whatever is no unit test has a reason', () => {
  for (const file of [...inProject('system'), ...inProject('browser')])
    expect(needsOf(file), `name it ${file.replace(/\.\w+\.test/, '.test')}`).not.toEqual([])
  for (const file of inProject('browser')) expect(needsOf(file)).toContain('a browser')
  for (const file of inProject('system')) expect(needsOf(file)).not.toContain('a browser')
})
