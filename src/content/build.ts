/** The last step of `npm run build`: parses and learns what a start would otherwise have to. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { learn } from '../understanding/learn.ts'
import { corpusOf } from './compile/corpus.ts'
import { writeCache } from './read/cache.ts'
import { readFiles } from './read/files.ts'
import { readQuestions } from './read/questions.ts'
import { parseYaml, type Source } from './read/yaml.ts'

const ROOT = new URL('../..', import.meta.url).pathname

const texts = ['content', 'flows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
)
const parsed = new Map(
  texts.flatMap((text): [string, unknown][] => {
    const read = parseYaml(text)
    // what can not be parsed is told at the start, with its file
    return 'data' in read ? [[text, read.data]] : []
  }),
)
const source: Source = { root: ROOT, parsed: (text) => parsed.get(text), faults: [] }
const { files, names } = readFiles(source)
const questions = readQuestions(source, names)
const corpus = files && questions && corpusOf(files, questions)
writeCache(ROOT, parsed, corpus && { corpus, learnt: learn(corpus) })
