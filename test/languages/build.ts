/**
 * Languages only for tests, added to a copy of the content as CONTRIBUTING.md describes:
 * Vietnamese, with tones over Latin letters, and Chinese, with its own script and no spaces.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse, stringify } from 'yaml'
import type { LineText } from '../../src/content/schema/line.ts'
import type { TopicText } from '../../src/content/schema/topics.ts'
import { keepFewQuestions } from '../few-questions.ts'
import { ROOT } from '../line.ts'

const FIXTURES = `${ROOT}test/languages/`
export type Added = 'vi' | 'zh'

/** A row of topics.yaml. */
type Row = [title: string, spoken: string, keyword: string, asked: string, page: string]
type Table = { more: string; topics: Record<string, Row> }

/** The existing languages' gates, shortened so that more names fit into one segment. */
const GATES: Record<string, string> = {
  en: 'Safe to text? 1 yes, 2 no, 0 person, {languages}. Danger: call or text {emergency}. {line}, automated. STOP HELP. Msg&data rates may apply',
  es: '¿Es seguro escribir? 1 sí 2 no 0 persona {languages}. Peligro: {emergency}. {line}, automática. STOP=no más AYUDA=info. Puede haber cargos',
}

/** A copy of content/ and flows/ with more languages; call `remove` when done. */
export function copyWith(languages: readonly Added[]): { root: string; remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'languages-'))
  for (const folder of ['content', 'flows'])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
  keepFewQuestions(root)
  for (const language of languages) addLanguage(root, language)
  if (languages.length > 0)
    for (const [language, gate] of Object.entries(GATES))
      edit<LineText>(root, `content/${language}/line.yaml`, (line) => {
        line.text.menus.gate = gate
      })
  return { root, remove: () => rmSync(root, { recursive: true }) }
}

/** Adds only its entry in content/languages.yaml, as an operator would first. */
export function announce(root: string, language: Added): void {
  edit<Record<string, unknown>>(root, 'content/languages.yaml', (all) => {
    all[language] = parse(readFileSync(`${FIXTURES}${language}/language.yaml`, 'utf8'))
  })
}

function addLanguage(root: string, language: Added): void {
  announce(root, language)
  const folder = join(root, 'content', language)
  for (const part of ['topics', 'questions/line'])
    mkdirSync(join(folder, part), { recursive: true })
  for (const file of ['line', 'words', 'danger', 'answers', 'smalltalk'])
    cpSync(`${FIXTURES}${language}/${file}.yaml`, join(folder, `${file}.yaml`))
  const table = parse(readFileSync(`${FIXTURES}${language}/topics.yaml`, 'utf8')) as Table
  for (const [id, row] of Object.entries(table.topics))
    addTopic(root, language, id, row, table.more)
  const lists = { words: {}, talk: {}, commands: {}, unrelated: [] }
  const crisis = { self_harm: [], minor: [], danger: [], other_self_harm: [], other_danger: [] }
  for (const [name, list] of Object.entries({ ...lists, crisis }))
    write(join(folder, `questions/line/${name}.yaml`), { reviewedBy: null, [name]: list })
}

/** Adds a topic with as many pages as in the first language. */
function addTopic(root: string, language: string, id: string, row: Row, more: string): void {
  const [title, spoken, keyword, asked, page] = row
  const first = parse(readFileSync(join(root, `content/en/topics/${id}.yaml`), 'utf8')) as TopicText
  const pages = (many: number) => [page, ...Array.from({ length: many - 1 }, () => more)]
  write(join(root, `content/${language}/topics/${id}.yaml`), {
    reviewedBy: null,
    title,
    spoken,
    keywords: [keyword],
    examples: [],
    text: pages(first.text.length),
    voice: pages(first.voice.length),
  })
  write(join(root, `content/${language}/questions/${id}.yaml`), {
    reviewedBy: null,
    asked: [asked],
  })
}

function edit<Data>(root: string, file: string, how: (data: Data) => void): void {
  const path = join(root, file)
  const data = parse(readFileSync(path, 'utf8')) as Data
  how(data)
  write(path, data)
}

function write(path: string, data: unknown): void {
  writeFileSync(path, stringify(data))
}
