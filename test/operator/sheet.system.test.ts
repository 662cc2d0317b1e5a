/** The sheet: everything is on it, it comes back as it went out, and nothing wrong gets in. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse as parseCsv } from 'csv-parse/sync'
import { stringify } from 'csv-stringify/sync'
import fc from 'fast-check'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { FaultsError } from '../../src/content/fault.ts'
import { readParts, reviewState, translationState } from '../../src/content/review.ts'
import { type Cells, columns, readCsv, writeCsv } from '../../src/operator/sheet/csv.ts'
import { importSheet } from '../../src/operator/sheet/import.ts'
import { readable, textsOf } from '../../src/operator/sheet/rows.ts'
import { writeSheet } from '../../src/operator/sheet/sheet.ts'
import { cache } from '../content/copied.ts'
import { keepFewQuestions } from '../few-questions.ts'
import { content, NAME, ROOT } from '../line.ts'
import { walk } from '../walk.ts'

const TODAY = '2026-12-10'
const names = { lineName: NAME.written, lineNameSpoken: NAME.spoken }
const EN = 'content/en/topics/signs.yaml'
const ES = 'content/es/topics/signs.yaml'

const root = mkdtempSync(join(tmpdir(), 'sheet-'))
for (const folder of ['content', 'flows'])
  cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
// a sheet has none of them, and each reading of the parts hashes them all
keepFewQuestions(root)
afterAll(() => rmSync(root, { recursive: true }))
const content_ = () =>
  readdirSync(join(root, 'content'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  )
const read = (file: string) => readFileSync(join(root, 'content', file), 'utf8')
const before = new Map(content_().map((file) => [file, read(file)]))
/** Which files of the copy are no longer as they were. */
const changed = () =>
  content_()
    .filter((file) => read(file) !== before.get(file))
    .map((file) => `content/${file}`)
afterEach(() => {
  for (const [file, text] of before)
    if (read(file) !== text) writeFileSync(join(root, 'content', file), text)
})

function make(language?: string) {
  const sheet = { content: content(), parts: readParts(root, cache), names, today: TODAY }
  const [page = '', csv = ''] = writeSheet(sheet, join(root, 'sheet'), language)
  return { page: readFileSync(page, 'utf8'), csv: readFileSync(csv, 'utf8') }
}

/** The rows of a sheet as a spreadsheet holds them, and the sheet as it saves them again. */
type Grid = string[][]
const open = (csv: string): Grid => parseCsv(csv.replace('\ufeff', ''))
const save = (grid: Grid) => `\ufeff${stringify(grid, { record_delimiter: '\r\n' })}`
const at = (column: (typeof columns)[number]) => columns.indexOf(column)

function rowOf(grid: Grid, part: string, key: string): string[] {
  const row = grid.find((cells) => cells[at('part')] === part && cells[at('key')] === key)
  if (!row) throw new Error(`no row ${part} ${key}`)
  return row
}

function set(grid: Grid, part: string, key: string, cells: Partial<Cells>) {
  const row = rowOf(grid, part, key)
  for (const [column, text] of Object.entries(cells)) row[at(column as keyof Cells)] = text
}

function bring(csv: string | Uint8Array, dryRun = false): string[] {
  const file = join(root, 'sheet', 'back.csv')
  writeFileSync(file, csv)
  return importSheet(root, file, { names, today: TODAY, cache, dryRun })
}

function faults(csv: string | Uint8Array) {
  try {
    bring(csv)
  } catch (error) {
    if (error instanceof FaultsError) return error.faults
    throw error
  }
  return []
}

const part = (id: string) => readParts(root, cache).find((each) => each.id === id)

const shipped = make()

describe('what is on it', () => {
  const { page, csv } = shipped
  const grid = open(csv)

  test('every text of every part has a row, beside its original', () => {
    const parts = readable(readParts(root, cache))
    for (const each of parts)
      for (const { key, text } of textsOf(each)) {
        const row = rowOf(grid, each.id, key)
        expect(row[at('text')]).toBe(text)
        const origin = each.original && textsOf(each.original).find((text) => text.key === key)
        expect(row[at('original')]).toBe(origin?.text ?? '')
      }
    const texts = parts.flatMap(textsOf).length
    const topics = parts.filter(({ topic }) => topic).length
    expect(texts).toBeGreaterThan(700)
    // keywords and sources of each topic
    expect(grid).toHaveLength(1 + texts + 2 * topics)
  })

  test('whatever can be said by text or by call is on the page', () => {
    const plain = (text: string) =>
      text.normalize('NFD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ')
    const printed = plain(
      page.replaceAll('&#39;', "'").replaceAll('&quot;', '"').replaceAll('&amp;', '&'),
    )
    const { wording, interpreters } = content()
    let said = 0
    for (const medium of ['text', 'voice'] as const)
      for (const { says, menus, pages, keys } of Object.values(wording[medium])) {
        const last = (name: string) =>
          !pages.has(name.replace(/\d+$/, (n) => String(Number(n) + 1)))
        const own = Array.from(pages).flatMap(([name, words]) =>
          // sources are printed once, in full
          last(name) ? [] : [words.replace(keys.get(name) ?? '', '').trim()],
        )
        const spokenMenus = Array.from(menus.values())
        for (const words of [...says.values(), ...spokenMenus, ...own]) {
          said += 1
          expect(printed.includes(plain(words)), words).toBe(true)
        }
      }
    expect(said).toBeGreaterThan(500)
    for (const { text, spoken } of interpreters) {
      expect(printed).toContain(plain(text))
      if (spoken) expect(printed).toContain(plain(spoken.text))
    }
    for (const { sources } of content().topics)
      for (const { name, year } of sources) expect(printed).toContain(`${plain(name)}, ${year}`)
  })

  test('it runs nothing and asks for nothing', () => {
    expect(page).not.toMatch(/<script|<link|<img|src=|url\(|javascript:|https?:/i)
  })

  test('a spreadsheet shows it in UTF-8, and runs none of it', () => {
    expect(csv.startsWith('\ufeff')).toBe(true)
    expect(csv).toContain('\r\n')
    for (const cells of grid) for (const cell of cells) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })

  test('of one language alone, with its originals', () => {
    const vi = open(make('vi').csv).slice(1)
    expect(new Set(vi.map((row) => row[at('language')]))).toEqual(new Set(['en', 'vi']))
  })
})

test('a round trip without a change touches no byte', () => {
  expect(bring(shipped.csv)).toEqual(['Nothing was changed'])
  expect(changed()).toEqual([])
})

describe('a round trip as spreadsheets save', () => {
  const saved = (change: (csv: string) => string | Uint8Array) => () => change(shipped.csv)
  test.each([
    ['without the mark of UTF-8', saved((csv) => csv.slice(1))],
    ['with semicolons', saved((csv) => `\ufeff${stringify(open(csv), { delimiter: ';' })}`)],
    [
      'as Unicode text',
      saved((csv) =>
        Buffer.from(`\ufeff${stringify(open(csv.slice(1)), { delimiter: '\t' })}`, 'utf16le'),
      ),
    ],
    ['with Unix line ends', saved((csv) => csv.replaceAll('\r\n', '\n'))],
    ['with Windows line ends inside cells', saved((csv) => csv.replace(/(?<!\r)\n/g, '\r\n'))],
    ['with quotes around everything', saved((csv) => stringify(open(csv), { quoted: true }))],
    [
      'with empty rows at the end',
      saved((csv) => `${csv}${','.repeat(columns.length - 1)}\r\n\r\n`),
    ],
    ['with columns moved', saved((csv) => save(open(csv).map((row) => row.toReversed())))],
    [
      'sorted by text',
      saved((csv) => {
        const [head = [], ...rows] = open(csv)
        return save([
          head,
          ...rows.toSorted((a, b) => ((a[at('text')] ?? '') < (b[at('text')] ?? '') ? -1 : 1)),
        ])
      }),
    ],
  ])('%s: nothing changes', (_how, csv) => {
    expect(bring(csv())).toEqual(['Nothing was changed'])
    expect(changed()).toEqual([])
  })
})

test('a corrected text goes into its file, and nothing else of it', () => {
  const grid = open(shipped.csv)
  set(grid, ES, 'voice.0', { text: 'Una sola señal no prueba nada.' })
  set(grid, 'content/es/line.yaml', 'text.says.miss', {
    text: 'Perdón, no entendí. Peligro: {emergency}. {hotline}.',
  })
  expect(bring(save(grid))).toEqual([
    'content/es/line.yaml: text.says.miss: corrected',
    `${ES}: voice.0: corrected`,
    '2 texts corrected, 0 parts signed, in 2 files',
  ])
  expect(changed()).toEqual(['content/es/line.yaml', ES])
  const before = readFileSync(join(ROOT, 'content/es/line.yaml'), 'utf8').split('\n')
  const after = readFileSync(join(root, 'content/es/line.yaml'), 'utf8').split('\n')
  expect(after.filter((line) => !before.includes(line))).toEqual([
    '    miss: "Perdón, no entendí. Peligro: {emergency}. {hotline}."',
  ])
  expect(after).toHaveLength(before.length)
})

test('a signature is for the text as it was corrected, and brought twice it changes nothing', () => {
  const grid = open(shipped.csv)
  set(grid, ES, 'text.0', { text: 'Una señal no prueba nada.' })
  set(grid, ES, 'title', { 'reviewed by': 'José Núñez', date: '12/1/2026' })
  const csv = save(grid)
  expect(bring(csv)).toContain(`${ES}: reviewed by José Núñez on 2026-12-01`)
  expect(part(ES)?.reviewedBy).toMatchObject({ name: 'José Núñez', date: '2026-12-01' })
  expect(part(ES) && reviewState(part(ES) as NonNullable<ReturnType<typeof part>>)).toBe('reviewed')
  expect(bring(csv)).toEqual(['Nothing was changed'])
  // a sheet made now carries the signature, and its round trip changes nothing either
  const again = make().csv
  expect(rowOf(open(again), ES, 'title')[at('reviewed by')]).toBe('José Núñez')
  expect(bring(again)).toEqual(['Nothing was changed'])
})

test('whoever corrects a signed text without signing leaves it unreviewed', () => {
  const signed = open(shipped.csv)
  set(signed, EN, 'title', { 'reviewed by': 'Ana', date: '2026-12-01' })
  bring(save(signed))
  const grid = open(make().csv)
  set(grid, EN, 'text.0', { text: 'No sign proves it.' })
  expect(bring(save(grid))).toContain(
    `${EN}: unreviewed again, since it was corrected and not signed anew`,
  )
  const now = part(EN)
  expect(now && reviewState(now)).toBe('changed')
  // and a sheet does not offer the old signature for the new text
  expect(rowOf(open(make().csv), EN, 'title')[at('reviewed by')]).toBe('')
})

test('who signed a translation beside an original that was corrected since has not seen that one', () => {
  const grid = open(shipped.csv)
  set(grid, EN, 'text.0', { text: 'No sign proves it.' })
  set(grid, ES, 'title', { 'reviewed by': 'Ana', date: '2026-12-01' })
  bring(save(grid))
  const es = part(ES)
  expect(es && [reviewState(es), translationState(es)]).toEqual(['reviewed', 'older'])
})

test('a line of interpreters is corrected and signed alone', () => {
  const grid = open(shipped.csv)
  const vi = 'content/interpreters.yaml#vi'
  set(grid, vi, 'languages.vi.text', {
    text: 'Có thông dịch viên. Gọi {hotline}: Vietnamese. Nguy hiểm: {emergency}.',
    'reviewed by': 'Hoa Trần',
    date: 'Dec 1, 2026',
  })
  expect(bring(save(grid))).toEqual([
    `${vi}: languages.vi.text: corrected`,
    `${vi}: reviewed by Hoa Trần on 2026-12-01`,
    '1 texts corrected, 1 parts signed, in 1 files',
  ])
})

test('with --dry-run nothing is written', () => {
  const grid = open(shipped.csv)
  set(grid, EN, 'title', { 'reviewed by': 'Ana', date: '2026-12-01' })
  expect(bring(save(grid), true)).toEqual([
    `${EN}: reviewed by Ana on 2026-12-01`,
    '0 texts corrected, 1 parts signed, in 1 files',
    'this would be done: nothing was written',
  ])
  expect(changed()).toEqual([])
})

const wrong: [what: string, spoil: (grid: Grid) => void, problem: RegExp, remedy: RegExp][] = [
  [
    'a part that is not there',
    (grid) => set(grid, EN, 'title', { part: 'content/en/topics/sings.yaml' }),
    /there is no 'content\/en\/topics\/sings\.yaml'/,
    /remove the row/,
  ],
  [
    'a part outside of content/',
    (grid) => set(grid, EN, 'title', { part: '../../etc/passwd' }),
    /there is no/,
    /remove the row/,
  ],
  [
    'a text that is not there',
    (grid) => set(grid, EN, 'title', { key: 'titel' }),
    /no text 'titel'/,
    /remove the row/,
  ],
  ['an empty text', (grid) => set(grid, EN, 'title', { text: ' ' }), /is empty/, /Write it/],
  [
    'what a spreadsheet shows for a text that it can not reckon',
    (grid) => set(grid, EN, 'title', { text: '#NAME?' }),
    /made a formula of the text/,
    /format the column as text/,
  ],
  [
    'other keywords',
    (grid) => set(grid, EN, 'keywords', { text: 'SIGN' }),
    /can not be changed here/,
    /signs\.yaml/,
  ],
  [
    'other sources',
    (grid) => set(grid, EN, 'sources', { text: 'None' }),
    /can not be changed here/,
    /topics\.yaml/,
  ],
  [
    'a date alone',
    (grid) => set(grid, EN, 'title', { date: '2026-12-01' }),
    /nobody has signed/,
    /name/,
  ],
  [
    'a name alone',
    (grid) => set(grid, EN, 'title', { 'reviewed by': 'Ana' }),
    /'' is no day/,
    /2026-12-01/,
  ],
  [
    'a day that is none',
    (grid) => set(grid, EN, 'title', { 'reviewed by': 'Ana', date: '31/31/2026' }),
    /is no day/,
    /2026-12-01/,
  ],
  [
    'a day to come',
    (grid) => set(grid, EN, 'title', { 'reviewed by': 'Ana', date: '2027-12-01' }),
    /still to come/,
    /on which it was read/,
  ],
  [
    'another version',
    (grid) => set(grid, EN, 'title', { version: 'aaaaaaaaaa', text: 'Signs' }),
    /changed after this sheet was made/,
    /anew/,
  ],
  [
    'a signature for another version',
    (grid) =>
      set(grid, EN, 'title', { version: 'aaaaaaaaaa', 'reviewed by': 'Ana', date: '2026-12-01' }),
    /changed after this sheet was made/,
    /anew/,
  ],
]

test.each(wrong)(
  '%s is refused, by line and with a remedy, and nothing is written',
  (_what, spoil, problem, remedy) => {
    const grid = open(shipped.csv)
    const row = grid.indexOf(rowOf(grid, EN, 'title'))
    const fixed = ['keywords', 'sources'].map((key) => grid.indexOf(rowOf(grid, EN, key)))
    // something good beside it
    set(grid, ES, 'title', { 'reviewed by': 'Ana', date: '2026-12-01' })
    spoil(grid)
    const [fault, ...others] = faults(save(grid))
    expect(others).toEqual([])
    expect(fault?.problem).toMatch(problem)
    expect(fault?.remedy).toMatch(remedy)
    expect(fault?.file).toBe('back.csv')
    expect([row, ...fixed].map((at) => `row ${at + 1}`)).toContain(fault?.key)
    expect(fault?.line).toBeGreaterThan(row)
    expect(changed()).toEqual([])
  },
)

test('two signatures in one part, and two texts for one key, are refused', () => {
  const grid = open(shipped.csv)
  set(grid, EN, 'title', { 'reviewed by': 'Ana', date: '2026-12-01' })
  set(grid, EN, 'spoken', { 'reviewed by': 'Eva', date: '2026-12-01' })
  expect(faults(save(grid))[0]?.problem).toContain('signed twice')
  const twice = open(shipped.csv)
  twice.push([...rowOf(twice, EN, 'title')])
  set(twice, EN, 'title', { text: 'One' })
  twice.at(-1)?.splice(at('text'), 1, 'Other')
  expect(faults(save(twice))[0]?.problem).toContain('stands in two rows')
})

test('a text that would break a rule is refused with the rule, by the line of the sheet', () => {
  const grid = open(shipped.csv)
  set(grid, EN, 'text.0', { text: 'too long '.repeat(50) })
  set(grid, ES, 'text.1', { text: 'Llame al 1-888-373-7888.' })
  const found = faults(save(grid))
  expect(found.map(({ key }) => key)).toEqual(
    expect.arrayContaining([`${ES}: text.1`, `${EN}: text page 1`]),
  )
  for (const { file, line } of found) {
    expect(file).toBe('back.csv')
    expect(line).toBeGreaterThan(1)
  }
  expect(changed()).toEqual([])
})

test('the line that is named is where the row begins, however many line breaks are above', () => {
  const grid = open(shipped.csv)
  set(grid, EN, 'title', { text: '' })
  const csv = save(grid)
  const [fault] = faults(csv)
  expect(csv.split('\r\n').join('\n').split('\n')[(fault?.line ?? 0) - 1]).toMatch(
    new RegExp(`^${EN},title,`),
  )
})

test.each([
  ['no sheet', 'a,b\n1,2\n', /does not name the columns/],
  [
    'a column that is gone',
    () => save(open(shipped.csv).map((row) => [...row.slice(0, 9), 'x'])),
    /the column 'version' is missing/,
  ],
  ['the letters of old Windows', () => Buffer.from(shipped.csv, 'latin1'), /not in UTF-8/],
  ['a quote that never ends', () => `${shipped.csv}"a`, /it is no CSV/],
])('%s is refused', (_what, csv, problem) => {
  expect(faults(typeof csv === 'string' ? csv : csv())[0]?.problem).toMatch(problem)
  expect(changed()).toEqual([])
})

test('a file that is not there is refused', () => {
  expect(() => importSheet(root, join(root, 'none.csv'), { names, today: TODAY, cache })).toThrow(
    /can not be read/,
  )
})

test('any cell comes back as it was, and none begins like a formula', { tags: ['walk'] }, () => {
  const cell = fc
    .array(fc.constantFrom('=', '+', '-', '@', "'", '"', ',', ';', '\n', 'a', 'ñ', '中', '1'), {
      maxLength: 8,
    })
    .map((marks) => marks.join('').trim())
  const row = fc
    .tuple(...columns.map(() => cell))
    .map(
      (cells) =>
        Object.fromEntries(columns.map((column, place) => [column, cells[place] ?? ''])) as Cells,
    )
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), (rows) => {
      const csv = writeCsv(rows)
      for (const cells of open(csv)) for (const each of cells) expect(each).not.toMatch(/^[=+\-@]/)
      const filled = rows.filter((cells) => Object.values(cells).some((each) => each !== ''))
      expect(readCsv('a.csv', Buffer.from(csv)).map(({ cells }) => cells)).toEqual(filled)
    }),
    walk('cells of a sheet', 400),
  )
})
