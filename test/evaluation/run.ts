/** `npm run evaluate`: the figures, the candidates compared, and the confusion of topics. */

import { fileURLToPath } from 'node:url'
import { corpusOf } from '../../src/content/compile/corpus.ts'
import { loadContent } from '../../src/content/load.ts'
import { buildCache } from '../../src/content/read/cache.ts'
import { readFiles } from '../../src/content/read/files.ts'
import { readQuestions } from '../../src/content/read/questions.ts'
import { understand } from '../../src/understanding/understand.ts'
import { candidates } from './candidates.ts'
import { figuresOf, groupOf, isOthers, isRight, type Result, resultsOf } from './figures.ts'
import { blind, blindTexts, held, texts } from './texts.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const cache = buildCache(root)
const source = { root, parsed: cache.parsed, faults: [] }
const { files, names } = readFiles(source)
const asked = readQuestions(source, names)
if (!files || !asked) throw new Error('the content has faults: harborline check')
const started = performance.now()
const name = { written: 'CA Info Line', spoken: 'California Information Line' }
const content = loadContent(root, { name, cache })
const { lexicon } = content
const load = performance.now() - started

const rows = [...texts(), ...blindTexts()]
const results = resultsOf(content, rows)
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

const slices: [name: string, is: (result: Result) => boolean][] = [
  ['tune', ({ half, file }) => half === 'tune' && file !== 'answers.tsv'],
  ['held', ({ half }) => half === 'held'],
  ['held, en', ({ half, language }) => half === 'held' && language === 'en'],
  ['held, es', ({ half, language }) => half === 'held' && language === 'es'],
  ['held, mixed', ({ half, language }) => half === 'held' && language === 'mix'],
  ['held, misspelt', ({ half, misspelt }) => half === 'held' && misspelt],
  ...['texts.tsv', 'own.tsv', 'answers.tsv', ...held, ...blind].map(
    (name): [string, (result: Result) => boolean] => [name, ({ file }) => file === name],
  ),
]
console.log(
  '| texts | n | top-1 | within the choices | crisis recall | of others | false alarms | unrelated answered | talk and commands | answers | automatic |',
)
console.log('|---|---|---|---|---|---|---|---|---|---|---|')
for (const [name, is] of slices) {
  const slice = results.filter(is)
  const { top1, offered, recall, falseAlarms, answered, others, answers, automatic } =
    figuresOf(slice)
  const ofOthers = figuresOf(slice.filter(isOthers)).recall
  const cells = [top1, offered, recall, ofOthers, falseAlarms, answered, others, answers, automatic]
  console.log(`| ${[name, slice.length, ...cells.map(percent)].join(' | ')} |`)
}

console.log('\n| ranking | held top-1 | held top-3 | µs a text |\n|---|---|---|---|')
const questions = results.filter((result) => result.half === 'held' && groupOf(result) === 'topic')
const ids = new Set(names.topics)
for (const { name, rank } of candidates(corpusOf(files, asked), ids, lexicon)) {
  const begun = performance.now()
  const ranked = questions.map(({ text }) => rank(text))
  const each = ((performance.now() - begun) * 1000) / questions.length
  const within = (most: number) =>
    percent(
      ranked.filter((ids, at) => ids.slice(0, most).includes(questions[at]?.right ?? '')).length /
        questions.length,
    )
  console.log(`| ${name} | ${within(1)} | ${within(3)} | ${each.toFixed(0)} |`)
}

console.log('\nConfusion of topics (all texts), by what is right and what came:\n')
console.log('| right | texts | right at once | otherwise |\n|---|---|---|---|')
for (const { id } of files.topics) {
  const own = results.filter(({ right }) => right === id)
  const wrong = own.filter((result) => !isRight(result)).map(({ got }) => got)
  console.log(`| ${id} | ${own.length} | ${own.length - wrong.length} | ${wrong.join(', ')} |`)
}

const begun = performance.now()
for (const { text } of rows) understand(lexicon, text)
const each = (performance.now() - begun) / rows.length
console.log(
  `\nLoaded in ${load.toFixed(0)} ms; ${each.toFixed(3)} ms a text over ${rows.length} texts.`,
)
