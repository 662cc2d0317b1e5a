/** The rules in docs/simulator.md: each says who says so, or that nobody does, and its test exists. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ROOT } from '../line.ts'

const read = (file: string) => readFileSync(ROOT + file, 'utf8')

const [, rules = ''] = read('docs/simulator.md').split('## The rules')
const rows = rules
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (rule|---) /.test(line))
  .map((line) => line.split('|').map((cell) => cell.trim()))

test('every rule has a page or is unproven or ours, and most have a test', () => {
  expect(rows.length).toBeGreaterThan(60)
  for (const [, rule, page] of rows)
    expect(page, rule).toMatch(
      /^\(?(usage|voice|messaging|api)\/|unproven|same|the values|not played|ours/,
    )
  expect(rows.filter(([, , , test]) => test).length).toBeGreaterThan(rows.length * 0.7)
})

/** `voice: a Redirect leads on ...` names a file here, and what a name of a test in it holds. */
const named = rows.flatMap(([, rule = '', , cell = '']) =>
  cell
    .split(';')
    .map((each) => each.trim())
    .filter((each) => each && each !== 'same')
    .map((each) => [rule, ...each.split(/: (.*?)\s*\.*$/)] as const),
)

test.each(named)('%s: %s, %s', (_rule, file, name) => {
  expect(name).toBeTruthy()
  expect(read(`test/virtual-twilio/${file}.test.ts`)).toContain(name)
})
