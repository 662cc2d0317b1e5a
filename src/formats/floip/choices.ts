/** The choices of another tool's question: the key for each, and where it leads. */
import type { z } from 'zod'
import type { Medium } from '../../content/words.ts'
import { MOST_OPTIONS } from '../../flow/languages.ts'
import type { Block, Choice, SelectOneConfig } from './shape.ts'

export type Chosen = { key: string; choice: Choice; to: string | undefined }

export function choicesOf(
  { label, name, exits }: Block,
  { choices }: z.infer<typeof SelectOneConfig>,
  medium: Medium,
  report: Set<string>,
): Chosen[] {
  const called = label ?? name
  const otherwise = exits.find((exit) => exit.default)
  report.add('what is not understood is asked again, and the third time ends with the number')
  return choices.flatMap((choice, at): Chosen[] => {
    const key = keyOf(choice, medium) ?? String(at + 1)
    if (!/^\d$/.test(key) || Number(key) < 1 || Number(key) > MOST_OPTIONS) {
      report.add(
        `${called}: '${choice.name}' is left out: the keys of a menu are 1 to ${MOST_OPTIONS}`,
      )
      return []
    }
    const exit = exits.find(
      ({ name: exitName, test }) => exitName === choice.name || (test && names(test, choice.name)),
    )
    return [{ key, choice, to: (exit ?? otherwise)?.destination_block }]
  })
}

/** The digit that the choice's test compares with, if any. */
function keyOf({ ivr_test, text_tests = [] }: Choice, medium: Medium): string | undefined {
  const written = text_tests.map(({ test_expression }) => test_expression)
  const tests = medium === 'voice' && ivr_test ? [ivr_test.test_expression] : written
  for (const test of tests) {
    const [, key] = /(?:^|=\s*|\(\s*)['"]?(\d)['"]?\s*(?:$|\)|,)/.exec(test) ?? []
    if (key) return key
  }
  return undefined
}

/** Whether a test compares with a value: `block.value = 'vanilla'`, with or without quotes. */
function names(test: string, value: string): boolean {
  const [, compared] = /=\s*(.+?)\s*\)?$/.exec(test) ?? []
  return compared?.replaceAll(/^['"]|['"]$/g, '') === value
}
