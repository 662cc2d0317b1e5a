/**
 * The last step of `npm run build`: parses, checks, proves and learns whatever a start would
 * otherwise have to. For a published version: node dist/build.js <its content> <where to store the
 * cache>.
 */

import { fileURLToPath } from 'node:url'
import { corpusOf } from './content/compile/corpus.ts'
import { compileDialogue, compileFlows } from './content/dialogue.ts'
import { learnOnce } from './content/learnt.ts'
import { learnUnlessBefore } from './content/learnt-before.ts'
import { buildCache, emptyCache, writeCache } from './content/read/cache.ts'
import { readFiles } from './content/read/files.ts'
import { readQuestions } from './content/read/questions.ts'
import { parseYaml, type Source } from './content/read/yaml.ts'
import { textsBelow } from './content/read/yaml-texts.ts'
import { fileFaults } from './content/rules/all.ts'
import { phraseFaults } from './content/rules/phrases.ts'
import { spokenRoot } from './content/versions.ts'
import { prove } from './proof/prove.ts'

const PROJECT = fileURLToPath(new URL('..', import.meta.url))
const [ROOT = PROJECT, KEPT = PROJECT] = process.argv.slice(2)
/** A placeholder: rules that depend on the real name are checked at every start. */
const NAME = { written: 'Info Line', spoken: 'Information Line' }

// the line may be another user than the one who publishes; no secret is in it
if (KEPT !== PROJECT) process.umask(0o022)
const texts = textsBelow(ROOT)
// most files of a version are the same as in the build
const known = KEPT === PROJECT ? emptyCache : buildCache(PROJECT)
const parsed = new Map(
  Array.from(texts.values()).flatMap((text): [string, unknown][] => {
    const data = known.parsed(text)
    if (data !== undefined) return [[text, data]]
    const read = parseYaml(text)
    // files that cannot be parsed are reported at start
    return 'data' in read ? [[text, read.data]] : []
  }),
)
const source: Source = { root: ROOT, parsed: (text) => parsed.get(text), faults: [] }
const { files, names } = readFiles(source)
const questions = readQuestions(source, names)
if (!files || !questions) writeCache(KEPT, { parsed, texts })
else {
  const corpus = corpusOf(files, questions)
  const faults = [
    ...source.faults,
    ...fileFaults(files, compileFlows(files)),
    ...phraseFaults(files, questions),
  ]
  // faults and broken properties are reported at start too, all at once
  const sound = faults.length === 0 && prove(compileDialogue(files, NAME)).findings.length === 0
  const checked = sound ? files : undefined
  // most versions ask nothing that the build has not learned
  const learnt = known.learnt(corpus) ?? learnUnlessBefore(PROJECT, corpus)
  writeCache(KEPT, { parsed, corpus, learnt, files: checked, texts })
}
if (KEPT === PROJECT) learnPublished()

/** Learns the published version, which a start would otherwise have to do every time. */
function learnPublished(): void {
  try {
    learnOnce(PROJECT, spokenRoot(PROJECT))
  } catch {
    console.warn('warning: versions/ can not be written, so that a start takes up to a minute more')
  }
}
