/** The shape of the code: what a reader can hold in the head. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ESTree, parseSync, Visitor } from 'rolldown/utils'
import { expect, test } from 'vitest'
import { ROOT } from './line.ts'

const MOST_LINES = 80
const SRC = join(ROOT, 'src')

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
)

type Written = ESTree.Function | ESTree.ArrowFunctionExpression
type Found = { at: string; lines: number; parameters: number }

function functionsIn(file: string): Found[] {
  const text = readFileSync(join(SRC, file), 'utf8')
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length
  const found: Found[] = []
  const note = (node: Written) => {
    if (!node.body) return
    const line = lineOf(node.start)
    found.push({
      at: `${file}:${line}`,
      lines: lineOf(node.end) - line + 1,
      parameters: node.params.length,
    })
  }
  const { program, errors } = parseSync(file, text)
  if (errors.length > 0) throw new Error(`${file} can not be read`)
  new Visitor({
    FunctionDeclaration: note,
    FunctionExpression: note,
    ArrowFunctionExpression: note,
  }).visit(program)
  return found
}

const functions = files.flatMap(functionsIn)

test(`no function is longer than ${MOST_LINES} lines`, () => {
  expect(functions.length).toBeGreaterThan(1_000)
  expect(functions.filter(({ lines }) => lines > MOST_LINES)).toEqual([])
})

test('no function takes more than five parameters', () => {
  expect(functions.filter(({ parameters }) => parameters > 5)).toEqual([])
})

test('a test that a comment names is there', () => {
  const named = files.flatMap((file) =>
    (readFileSync(join(SRC, file), 'utf8').match(/\btest\/[\w/.-]+\.test\.ts/g) ?? []).map(
      (path) => ({
        file,
        path,
      }),
    ),
  )
  expect(named.length).toBeGreaterThan(0)
  expect(named.filter(({ path }) => !existsSync(join(ROOT, path)))).toEqual([])
})
