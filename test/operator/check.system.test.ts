/** `harborline check`: one report of everything, for people and for programs. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { afterAll, afterEach, expect, test } from 'vitest'
import { loadContent } from '../../src/content/load.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import { exitCode, gather, type Notice } from '../../src/operator/check/gather.ts'
import { asGitHub, asJson, asSarif } from '../../src/operator/check/machine-formats.ts'
import { inWords, showsColours } from '../../src/operator/check/text-report.ts'
import { proofFaults } from '../../src/proof/faults.ts'
import { parseScript } from '../../src/simulator/drill/script.ts'
import { NAME, ROOT } from '../line.ts'

const names = { lineName: NAME.written, lineNameSpoken: NAME.spoken }
const root = mkdtempSync(join(tmpdir(), 'check-'))
for (const folder of ['content', 'flows'])
  cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
// what was learnt and parsed is kept under the hash of what it was made from
symlinkSync(join(ROOT, 'dist'), join(root, 'dist'))
afterAll(() => rmSync(root, { recursive: true }))

const changed = new Set<string>()
afterEach(() => {
  for (const file of changed) cpSync(join(ROOT, file), join(root, file))
  changed.clear()
  rmSync(join(root, 'content/fr'), { recursive: true, force: true })
})

function edit(file: string, from: string | RegExp, to: string) {
  changed.add(file)
  const before = readFileSync(join(root, file), 'utf8')
  const after = before.replace(from, to)
  if (after === before) throw new Error(`nothing to edit in ${file}`)
  writeFileSync(join(root, file), after)
}

const report = (today = '2026-11-26') => gather({ root, today, ...names })
const shipped = report()

test('what is shipped has no error, and docs/content.md explains every warning and note of it', () => {
  expect(exitCode(shipped, false)).toBe(0)
  const explained = readFileSync(join(ROOT, 'docs/content.md'), 'utf8')
  for (const { severity, rule } of shipped.notices) {
    expect(severity).not.toBe('error')
    expect(explained).toContain(`| \`${rule}\` |`)
  }
  expect(inWords(shipped, false)).toMatch(
    /\d+ properties held against \d+ states and \d+ steps\n31 topics in en and es: no faults, \d+ warnings, \d+ notes$/,
  )
})

test('strictly, a warning is one too many', () => {
  expect(exitCode(shipped, true)).toBe(1)
})

const LINE = 'content/en/line.yaml'
const SIGNS = 'content/en/topics/signs.yaml'
type Row = [what: string, make: () => void, found: Partial<Notice>]
/** What can not be read, what is refused, and what is told of what could be loaded. */
const unread: Row[] = [
  [
    'a file that can not be read',
    () => edit(SIGNS, /^title:/m, '\ttitle:'),
    { group: 'files', severity: 'error', file: SIGNS },
  ],
  [
    'texts of danger that can not be read',
    () => edit('content/es/danger.yaml', '  danger:', '  dangr:'),
    { group: 'files', severity: 'error', file: 'content/es/danger.yaml', key: 'crisis.dangr' },
  ],
]
const refused: Row[] = [
  [
    'a promise',
    () => edit(SIGNS, 'No one sign proves it.', 'We guarantee it.'),
    { group: 'words', rule: 'promising-words', severity: 'error', key: 'text.0' },
  ],
  [
    'a text that is too long',
    () => edit(LINE, 'welcome: If', `welcome: ${'Very '.repeat(70)} if`),
    { group: 'length', rule: 'length', severity: 'error', file: LINE },
  ],
  [
    'a letter that is dear',
    () => edit(LINE, 'no-more: That', 'no-more: ☂ That'),
    { group: 'length', rule: 'alphabet', severity: 'error' },
  ],
]
const loaded: Row[] = [
  [
    'a phrase of danger that was taken out',
    () => edit('content/es/words.yaml', '    - "temo (por|que) (mi vida|me)"\n', ''),
    {
      group: 'files',
      rule: 'danger',
      severity: 'error',
      file: 'content/es/words.yaml',
      key: 'crisis.danger',
      // where it stands there moves with each text before it
      problem: expect.stringMatching(
        /^no phrase finds 'temo por mi vida', which danger\.yaml has as crisis\.danger\.\d+$/,
      ),
    },
  ],
  [
    'a figure that is another in the translation',
    () => edit('content/es/topics/survivor-services.yaml', 'hasta $10,000', 'hasta $100,000'),
    {
      group: 'translations',
      rule: 'figures',
      severity: 'warning',
      file: 'content/es/topics/survivor-services.yaml',
      key: 'text.1',
      problem: 'it has 100000, other than content/en/topics/survivor-services.yaml',
    },
  ],
  [
    'a text that is hard to read',
    () =>
      edit(
        SIGNS,
        /^text:\n {2}- >-\n(?: {4}.*\n)+/m,
        'text:\n  - "Every person who works at the agency in the county has a responsibility to identify an individual and to refer them to an available and appropriate community organization."\n',
      ),
    { group: 'length', rule: 'reading', severity: 'warning', file: SIGNS, key: 'text.0' },
  ],
  [
    'a word that carriers filter',
    () => edit(LINE, 'Safe to text now?', 'Free to text now?'),
    { group: 'words', rule: 'carrier-words', severity: 'warning', key: 'text.menus.gate' },
  ],
  [
    'a link that hides where it leads',
    () =>
      edit(
        'content/en/topics/hotels.yaml',
        /^text:\n {2}- >-\n/m,
        'text:\n  - >-\n    bit.ly/2x\n',
      ),
    {
      ...{ group: 'words', rule: 'carrier-words', severity: 'warning', key: 'text.0' },
      ...{ file: 'content/en/topics/hotels.yaml' },
    },
  ],
  [
    'a folder of a language that nobody is offered',
    () => {
      mkdirSync(join(root, 'content/fr'), { recursive: true })
      writeFileSync(join(root, 'content/fr/line.yaml'), '')
    },
    { group: 'translations', rule: 'unoffered', severity: 'warning', file: 'content/fr' },
  ],
  [
    'a digit that is wrong',
    () => edit('content/phones.yaml', '1-888-373-7888', '1-888-373-7889'),
    { group: 'numbers', rule: 'known-numbers', severity: 'error', key: 'hotline.number' },
  ],
  [
    'a number that nobody has phoned',
    // as they are shipped
    () => {},
    { group: 'numbers', rule: 'unserved-numbers', key: 'victim_compensation.verifiedByCall' },
  ],
  [
    'a translation that is older than its original',
    () => edit('content/en/smalltalk.yaml', 'We charge nothing.', 'We charge no money.'),
    { group: 'translations', rule: 'translation', file: 'content/es/smalltalk.yaml' },
  ],
]

test.each([
  ['what can not be read', unread],
  ['what is refused', refused],
  ['what may go on', loaded],
] as const)('%s is told, each where it is', (_which, rows) => {
  for (const [, make] of rows) make()
  const { notices } = report()
  for (const [what, , found] of rows) {
    const own = notices.find(
      ({ rule, file }) => rule === found.rule && (!found.file || file === found.file),
    )
    expect(own, what).toMatchObject(found)
    expect(own?.remedy).not.toBe('')
    if (found.key) expect(own?.line, what).toBeGreaterThan(0)
  }
})

test('what will be too old on a day is told', () => {
  const { notices } = report('2028-01-01')
  const old = notices.filter(({ rule }) => rule === 'age')
  expect(old.length).toBeGreaterThan(50)
  expect(old[0]).toMatchObject({ severity: 'error', file: 'content/phones.yaml' })
  expect(old.every(({ line }) => line)).toBe(true)
  expect(exitCode({ ...shipped, notices }, false)).toBe(1)
})

test('a conversation that breaks a property is shown as a drill', () => {
  edit('flows/text.yaml', 'exit: { to: away }', 'exit: { to: home }')
  const broken = report()
  const { replay, ...told } = broken.notices.find(({ group }) => group === 'conversations') ?? {}
  expect(told).toMatchObject({
    ...{ rule: 'proof.exit-works-everywhere', severity: 'error' },
    ...{ file: 'flows/text.yaml', key: 'on.exit', shown: '  exit: { to: home }' },
  })
  expect(parseScript(`${replay?.name}.txt`, replay?.script ?? '').lines).toHaveLength(3)
  expect(inWords(broken, false)).toContain(
    `the shortest conversation that shows it:\n             # exit works everywhere: on.exit`,
  )
})

test('a start refuses what breaks a property, unless the build has proved it', () => {
  const start = () => loadContent(root, { name: NAME, cache: buildCache(root), prove: proofFaults })
  expect(start).not.toThrow()
  edit('flows/text.yaml', 'exit: { to: away }', 'exit: { to: home }')
  expect(start).toThrow(/flows\/text\.yaml:\d+: on\.exit: 'exit' leaves the conversation open/)
})

const spoilt: Notice = {
  ...{ severity: 'warning', group: 'words', rule: 'carrier-words' },
  ...{ file: LINE, line: 12, shown: '  welcome: 100% free', key: 'text.says.welcome' },
  ...{ problem: "'free',\nis dear", remedy: 'Leave it out' },
}

test('GitHub gets one annotation a notice, in its own writing', () => {
  expect(asGitHub({ notices: [spoilt], looked: undefined })).toBe(
    "::warning file=content/en/line.yaml,line=12,title=carrier-words::text.says.welcome: 'free',%0Ais dear. Leave it out",
  )
})

test('JSON says whether it may be published', () => {
  expect(JSON.parse(asJson(shipped))).toMatchObject({
    sound: true,
    counts: { error: 0 },
    looked: { topics: 31, languages: ['en', 'es'] },
  })
})

test('SARIF has a rule for each result, and where it is', () => {
  const sarif = JSON.parse(asSarif({ ...shipped, notices: [...shipped.notices, spoilt] }, '1.2.3'))
  const valid = new Ajv({ strict: false }).compile(sarifShape)
  expect(valid(sarif), JSON.stringify(valid.errors)).toBe(true)
  const [{ results, tool }] = sarif.runs
  expect(results).toHaveLength(shipped.notices.length + 1)
  for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId)
  expect(results.at(-1)).toMatchObject({
    ruleId: 'carrier-words',
    level: 'warning',
    locations: [
      { physicalLocation: { artifactLocation: { uri: LINE }, region: { startLine: 12 } } },
    ],
  })
})

test('colours are for a terminal whose owner has not asked for none', () => {
  expect(showsColours({ isTTY: true }, {})).toBe(true)
  expect(showsColours({ isTTY: true }, { NO_COLOR: '1' })).toBe(false)
  expect(showsColours({}, {})).toBe(false)
  expect(inWords(shipped, true)).toContain('\u001b[')
  expect(inWords(shipped, false)).not.toContain('\u001b[')
})

/** What SARIF 2.1.0 asks of these parts of it. */
const text = { type: 'object', required: ['text'], properties: { text: { type: 'string' } } }
const sarifShape = {
  type: 'object',
  required: ['$schema', 'version', 'runs'],
  properties: {
    version: { const: '2.1.0' },
    runs: {
      type: 'array',
      items: {
        type: 'object',
        required: ['tool', 'results'],
        properties: {
          tool: {
            type: 'object',
            required: ['driver'],
            properties: {
              driver: {
                type: 'object',
                required: ['name', 'version', 'rules'],
                properties: {
                  rules: {
                    type: 'array',
                    uniqueItems: true,
                    items: { required: ['id'], properties: { shortDescription: text } },
                  },
                },
              },
            },
          },
          results: {
            type: 'array',
            items: {
              required: ['message', 'ruleId', 'level', 'locations'],
              properties: {
                message: text,
                level: { enum: ['none', 'note', 'warning', 'error'] },
                locations: { type: 'array', minItems: 1 },
              },
            },
          },
        },
      },
    },
  },
}
