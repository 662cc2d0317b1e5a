/** The way to what people come for is short, and the documents say how long it is. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { describePaths, PERSON, pathsOf } from '../../src/operator/paths.ts'
import { content, ROOT } from '../line.ts'

const paths = pathsOf(content())
const pathTo = (to: string) => paths.find((path) => path.to === to)

test('a person is one key away from the main menu, and one more where the caller is told first', () => {
  expect(pathTo(PERSON)).toMatchObject({ text: 2, textMenu: '0', voice: 2, voiceMenu: '0 1' })
})

test.each(['shelter', 'worried', 'records', 'report'])(
  '%s is at most three texts or keys from the main menu',
  (to) => {
    const { textMenu, voiceMenu } = pathTo(to) ?? { textMenu: '', voiceMenu: '' }
    for (const keys of [textMenu, voiceMenu]) expect(keys).toMatch(/^\d( \d){0,2}$/)
  },
)

test('who asks for it in words first has the answer after saying that it is safe, or at once', () => {
  const asked = paths.filter(({ need }) => need)
  expect(asked.map((path) => [path.to, path.asked])).toEqual([
    [PERSON, 1],
    ['shelter', 2],
    ['records', 2],
    ['report', 2],
    // danger passes the gate
    ['worried', 1],
  ])
})

test('every topic is reached by keys, in at most three from the main menu', () => {
  const topics = content().topics.map(({ id }) => id)
  expect(new Set(paths.map(({ to }) => to))).toEqual(new Set([PERSON, ...topics]))
  for (const { to, textMenu } of paths) expect(textMenu, to).toMatch(/^\d( \d){0,2}$/)
})

test('docs/content.md shows what the command measures', () => {
  expect(readFileSync(`${ROOT}docs/content.md`, 'utf8')).toContain(describePaths(paths))
})
