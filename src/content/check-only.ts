/**
 * Rules about whether people and the line understand each other: danger, answers, what texts name,
 * voices. They are applied by `check` and `publish` but not at start, so that a running line is not
 * stopped by them.
 */
import { FlowFile } from '../flow/flow.ts'
import { against, type Fault } from './fault.ts'
import type { Cache } from './read/cache.ts'
import { withLines } from './read/line-number.ts'
import { readYaml, type Source } from './read/yaml.ts'
import { answerFaults } from './rules/answers.ts'
import { dangerFaults } from './rules/danger.ts'
import { namedFaults } from './rules/named.ts'
import { toldWordFaults } from './rules/told-words.ts'
import { voiceFaults } from './rules/voices.ts'
import { AnswersText } from './schema/answers.ts'
import { Interpreters, Languages } from './schema/languages.ts'
import { LineText } from './schema/line.ts'
import { DangerText, WordsText } from './schema/words.ts'

/** The faults of the project at `root`. A fault without a rule is an unreadable danger.yaml. */
export function checkOnlyFaults(root: string, cache: Cache): Fault[] {
  const source: Source = { root, parsed: cache.parsed, faults: [] }
  const languages = readYaml(source, 'content/languages.yaml', Languages) ?? {}
  const texts: Record<string, { line: LineText; words: WordsText }> = {}
  const interpreters = readYaml(source, 'content/interpreters.yaml', Interpreters)?.languages ?? []
  const found = Object.keys(languages).flatMap((language) => {
    const answers = readYaml(source, `content/${language}/answers.yaml`, AnswersText)
    const line = readYaml(source, `content/${language}/line.yaml`, LineText)
    const words = readYaml(source, `content/${language}/words.yaml`, WordsText)
    const danger = readYaml(source, `content/${language}/danger.yaml`, DangerText)
    if (line && words) texts[language] = { line, words }
    return [
      ...against('answers', answers ? answerFaults(language, answers) : []),
      ...against('danger', words && danger ? dangerFaults(language, { words, danger }) : []),
    ]
  })
  const lines = Object.fromEntries(
    Object.entries(texts).map(([language, { line }]) => [language, line] as const),
  )
  const flow = readYaml(source, 'flows/text.yaml', FlowFile)
  // faults of the other files are reported by whoever reads them for other purposes
  const unread = source.faults.filter(({ file }) => file.endsWith('/danger.yaml'))
  return withLines(root, [
    ...unread,
    ...found,
    ...against('told-words', toldWordFaults(texts)),
    ...against('named', namedFaults(lines, flow?.sentences)),
    ...against('voices', voiceFaults(languages, interpreters)),
  ])
}
