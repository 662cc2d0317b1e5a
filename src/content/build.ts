/** The last step of `npm run build`: parses, checks and learns what a start would otherwise have to. */
import { learn } from '../understanding/learn.ts'
import { corpusOf } from './compile/corpus.ts'
import { compileFlows } from './load.ts'
import { writeCache } from './read/cache.ts'
import { readFiles } from './read/files.ts'
import { readQuestions } from './read/questions.ts'
import { textsBelow } from './read/texts.ts'
import { parseYaml, type Source } from './read/yaml.ts'
import { fileFaults } from './rules/all.ts'
import { phraseFaults } from './rules/phrases.ts'

const ROOT = new URL('../..', import.meta.url).pathname

const parsed = new Map(
  Array.from(textsBelow(ROOT).values()).flatMap((text): [string, unknown][] => {
    const read = parseYaml(text)
    // what can not be parsed is told at the start, with its file
    return 'data' in read ? [[text, read.data]] : []
  }),
)
const source: Source = { root: ROOT, parsed: (text) => parsed.get(text), faults: [] }
const { files, names } = readFiles(source)
const questions = readQuestions(source, names)
if (!files || !questions) writeCache(ROOT, { parsed })
else {
  const corpus = corpusOf(files, questions)
  const faults = [
    ...source.faults,
    ...fileFaults(files, compileFlows(files)),
    ...phraseFaults(files, questions),
  ]
  // faults are told at the start too, all at once
  const sound = faults.length === 0 ? files : undefined
  writeCache(ROOT, { parsed, corpus, learnt: learn(corpus), files: sound })
}
