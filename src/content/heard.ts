/** Whether what people write is heard, and what they are told to write: asked by whoever checks or publishes, not at a start. */
import { against, type Fault } from './fault.ts'
import type { Cache } from './read/cache.ts'
import { withLines } from './read/line-number.ts'
import { readYaml, type Source } from './read/yaml.ts'
import { dangerFaults } from './rules/danger.ts'
import { toldWordFaults } from './rules/told-words.ts'
import { Languages } from './schema/languages.ts'
import { LineText } from './schema/line.ts'
import { DangerText, WordsText } from './schema/words.ts'

/** Those of the project at `root`; one without a rule is of a danger.yaml that can not be read. */
export function heardFaultsAt(root: string, cache: Cache): Fault[] {
  const source: Source = { root, parsed: cache.parsed, faults: [] }
  const languages = readYaml(source, 'content/languages.yaml', Languages) ?? {}
  const texts: Record<string, { line: LineText; words: WordsText }> = {}
  const dangers = Object.keys(languages).flatMap((language) => {
    const line = readYaml(source, `content/${language}/line.yaml`, LineText)
    const words = readYaml(source, `content/${language}/words.yaml`, WordsText)
    const danger = readYaml(source, `content/${language}/danger.yaml`, DangerText)
    if (line && words) texts[language] = { line, words }
    return words && danger ? dangerFaults(language, { words, danger }) : []
  })
  // what is wrong with the other files is told by whoever reads them for more than this
  const unread = source.faults.filter(({ file }) => file.endsWith('/danger.yaml'))
  return withLines(root, [
    ...unread,
    ...against('danger', dangers),
    ...against('told-words', toldWordFaults(texts)),
  ])
}
