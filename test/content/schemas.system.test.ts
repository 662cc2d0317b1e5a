/** The JSON Schemas for editors: that they say of a file what the loader says of it. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Ajv, type ValidateFunction } from 'ajv'
import { afterAll, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { jsonSchemaOf, type Kind, kindOf, kinds } from '../../src/content/file-kinds.ts'
import { readYaml } from '../../src/content/read/yaml.ts'
import { ROOT } from '../line.ts'
import { copiedContent } from './copied.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const shipped = ['content', 'flows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => join(folder, file)),
)

// a day and an address have a pattern beside their format
const ajv = new Ajv({ validateFormats: false, allowUnionTypes: true })
const checks = new Map<string, ValidateFunction>()
function accepts({ name }: Kind, data: unknown): boolean {
  const check = checks.get(name) ?? ajv.compile(JSON.parse(read(`schemas/${name}.json`)))
  checks.set(name, check)
  return check(data)
}

test('schemas/ is what the shapes of today give', () => {
  const written = readdirSync(join(ROOT, 'schemas'))
  expect(written.toSorted(), 'write them anew with npm run schemas').toEqual(
    kinds.map(({ name }) => `${name}.json`).toSorted(),
  )
  for (const kind of kinds)
    expect(JSON.parse(read(`schemas/${kind.name}.json`)), `npm run schemas: ${kind.name}`).toEqual(
      jsonSchemaOf(kind),
    )
})

test('every YAML file names its schema in its first line, and keeps to it', () => {
  expect(shipped.length).toBeGreaterThan(100)
  for (const file of shipped) {
    const kind = kindOf(file)
    if (!kind) throw new Error(`${file} is of no kind: add it to src/content/file-kinds.ts`)
    const up = '../'.repeat(file.split('/').length - 1)
    const [first] = read(file).split(/\r?\n/)
    expect(first, file).toBe(`# yaml-language-server: $schema=${up}schemas/${kind.name}.json`)
    expect(accepts(kind, parse(read(file))), file).toBe(true)
  }
})

test('VS Code knows the schema of a file that is new, too', () => {
  const settings = JSON.parse(read('.vscode/settings.json'))
  expect(settings['yaml.schemas']).toEqual(
    Object.fromEntries(kinds.map(({ name, files }) => [`./schemas/${name}.json`, files])),
  )
  expect(JSON.parse(read('.vscode/extensions.json')).recommendations).toContain(
    'redhat.vscode-yaml',
  )
})

/** Every key of a schema, however deep, with what editors say of it. */
function* keysIn(schema: unknown, at: string): Generator<{ key: string; said: unknown }> {
  if (typeof schema !== 'object' || schema === null) return
  for (const [name, inner] of Object.entries(schema)) {
    if (name === 'properties')
      for (const [key, own] of Object.entries(inner as Record<string, object>))
        yield { key: `${at}.${key}`, said: 'description' in own ? own.description : undefined }
    yield* keysIn(inner, at)
  }
}

test.each(kinds.map(({ name }) => name))('editors explain every key of %s', (name) => {
  const keys = Array.from(keysIn(JSON.parse(read(`schemas/${name}.json`)), name))
  expect(keys.length).toBeGreaterThan(0)
  expect(keys.filter(({ said }) => typeof said !== 'string').map(({ key }) => key)).toEqual([])
})

type Spoilt = { how: string; data: unknown }

/** Of lists and long maps a few entries are enough; but of the months there must be twelve. */
function shortened(data: unknown): unknown {
  if (Array.isArray(data)) return data.length === 12 ? data : data.slice(0, 2).map(shortened)
  if (typeof data !== 'object' || data === null) return data
  const entries = Object.entries(data).slice(0, 40)
  return Object.fromEntries(entries.map(([key, value]) => [key, shortened(value)]))
}

/** Each thing that can be done wrong at each place of a file, one at a time. */
function* spoil(data: unknown, put: (data: unknown) => unknown, at: string): Generator<Spoilt> {
  const kinds: unknown[] = ['', 'no Such word!', 7, 7.5, true, null, [], {}, [data], { of: data }]
  for (const value of kinds)
    yield { how: `${at} becomes ${JSON.stringify(value)?.slice(0, 30)}`, data: put(value) }
  if (Array.isArray(data)) {
    const [first] = data
    if (data.length > 0) {
      const rest = data.slice(1)
      yield { how: `${at} loses its first entry`, data: put(rest) }
      yield* spoil(first, (value) => put([value, ...rest]), `${at}.0`)
    }
    return
  }
  if (typeof data !== 'object' || data === null) return
  yield { how: `${at} gets a key more`, data: put({ ...data, 'no-such-key': 'x' }) }
  for (const [key, value] of Object.entries(data)) {
    const { [key]: _, ...rest } = data as Record<string, unknown>
    yield { how: `${at}.${key} is left out`, data: put(rest) }
    yield { how: `${at}.${key} is misspelt`, data: put({ ...rest, [`${key}x`]: value }) }
    yield* spoil(value, (changed) => put({ ...data, [key]: changed }), `${at}.${key}`)
  }
}

/** Takes a long list in even steps. */
function some<Item>(items: readonly Item[], most: number): Item[] {
  const step = Math.max(1, items.length / most)
  return Array.from(
    { length: Math.min(most, items.length) },
    (_, at) => items[Math.floor(at * step)],
  ).flatMap((item) => (item === undefined ? [] : [item]))
}

describe('what editors and the loader say of a spoilt file is the same', () => {
  const root = mkdtempSync(join(tmpdir(), 'schemas-'))
  afterAll(() => rmSync(root, { recursive: true }))

  function loads(file: string, { shape }: Kind, text: string): boolean {
    mkdirSync(join(root, dirname(file)), { recursive: true })
    writeFileSync(join(root, file), text)
    const faults: Parameters<typeof readYaml>[0]['faults'] = []
    readYaml({ root, parsed: () => undefined, faults }, file, shape)
    return faults.length === 0
  }

  test.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (name, kind) => {
    const file = shipped.find((each) => kindOf(each) === kind) ?? 'content/en/audio/recordings.yaml'
    const whole =
      name === 'recordings'
        ? { home: { text: 'abcdefghij', url: 'https://audio.example/home.mp3' } }
        : shortened(parse(read(file)))
    expect(loads(file, kind, stringify(whole))).toBe(true)
    const spoilt = some(Array.from(spoil(whole, (data) => data, name)), 80)
    const refused = spoilt.filter(({ how, data }) => {
      const text = stringify(data)
      const accepted = accepts(kind, parse(text))
      expect(accepted, how).toBe(loads(file, kind, text))
      return !accepted
    })
    // what may be dropped and what may be anything is rightly accepted by both
    expect(refused.length).toBeGreaterThan(15)
  })
})

describe('what only the loader can know', () => {
  const { load, edit, root } = copiedContent()

  test.each([
    ['flows/text.yaml', 'a node that is not there', /^lost: lost$/m, 'lost: lots'],
    ['flows/line.yaml', 'a way back that is not there', 'back: now', 'back: nwo'],
    [
      'flows/voice.yaml',
      'a destination without a phone',
      'destination: hotline',
      'destination: nobody',
    ],
    ['content/topics.yaml', 'a theme that is not there', /theme: \S+/, 'theme: nowhere'],
    ['content/phones.yaml', 'a handoff for a tip line', 'type: survivor_help', 'type: tip'],
    ['content/phones.yaml', 'a handoff for a short code', '1-888-373-7888', "'233733'"],
    [
      'content/phones.yaml',
      'hours that are none',
      'then: bridge }',
      'then: bridge, hours: { mon: 9 to 5 } }',
    ],
    [
      'content/interpreters.yaml',
      'a language that nothing tells apart',
      /^ {4}script: Han\n.*$/m,
      '',
    ],
    ['content/en/line.yaml', 'a text for a menu that is not there', 'call-offer:', 'call-ofer:'],
    ['content/en/line.yaml', 'a phone that is not there', '24/7: {hotline}', '24/7: {hotlin}'],
    ['content/en/topics/signs.yaml', "the provider's own word", 'RED FLAGS', 'STOP'],
    [
      'content/es/topics/signs.yaml',
      'a page too long for a text',
      /^text:$/m,
      `text:\n  - "${'muy '.repeat(100)}"`,
    ],
  ])('%s: %s', (file, _what, from, to) => {
    edit(file, from, to)
    const kind = kindOf(file)
    expect(kind && accepts(kind, parse(readFileSync(join(root, file), 'utf8')))).toBe(true)
    expect(() => load()).toThrow(/fault/)
  })
})
