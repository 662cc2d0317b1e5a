/** `harborline ask`, run as an operator runs it. */
import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { ROOT } from '../line.ts'
import { texts } from './texts.ts'

function ask(args: string[], input = '') {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'ask', ...args], {
    cwd: ROOT,
    input,
    env: { PATH: process.env.PATH ?? '' },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

test('says in one line what the line would do, and why', () => {
  expect(ask(['he wont let me leave'])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^crisis danger \(en, 1\): .+\n$/),
    stderr: '',
  })
  expect(ask(['SIGNS']).stdout).toBe('topic signs (en, 1): the keyword SIGNS\n')
})

test('says it as JSON, in the language of the text or of the conversation', () => {
  const explanation = (...args: string[]) => JSON.parse(ask([...args, '--json']).stdout)
  expect(explanation('9', '--lang', 'es')).toMatchObject({ kind: 'menu', language: 'es', score: 1 })
  expect(explanation('')).toMatchObject({ kind: 'unknown' })
  const texts = ['cuáles son las señales', 'laws and risk', 'what time does walmart close']
  const { stdout } = ask([], texts.join('\n'))
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([
    { kind: 'topic', topic: 'signs', language: 'es' },
    { kind: 'choices', choices: expect.arrayContaining(['laws']) },
    { kind: 'unknown', score: 0 },
  ])
})

test('answers more than a thousand lines, one JSON a line and nothing else', () => {
  const lines = texts().map(({ text }) => text.replaceAll('\n', ' '))
  expect(lines.length).toBeGreaterThan(1_500)
  const { status, stdout, stderr } = ask([], lines.join('\n'))
  const explanations = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  expect(explanations).toHaveLength(lines.length)
  for (const { kind, language, score } of explanations) {
    expect(kind).toEqual(expect.any(String))
    expect(['en', 'es']).toContain(language)
    expect(score).toBeGreaterThanOrEqual(0)
    expect(score).toBeLessThanOrEqual(1)
  }
})

test('a language that is not offered is refused', () => {
  const { status, stderr } = ask(['hi', '--lang', 'xx'])
  expect(status).toBe(1)
  expect(stderr).toContain('Write one of en, es')
})
