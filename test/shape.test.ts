/** The shape of the code: what a reader can hold in the head. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'
import { ROOT } from './line.ts'

const MOST_LINES = 80
const SRC = join(ROOT, 'src')

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => {
    const text = readFileSync(join(SRC, file), 'utf8')
    return ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true)
  })

type Found = { name: string; lines: number; parameters: number }

function functionsIn(file: ts.SourceFile): Found[] {
  const found: Found[] = []
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const line = (at: number) => file.getLineAndCharacterOfPosition(at).line
      const name = node.name?.getText(file) ?? 'a function without a name'
      found.push({
        name: `${name} in ${file.fileName}`,
        lines: line(node.end) - line(node.getStart(file)) + 1,
        parameters: node.parameters.length,
      })
    }
    ts.forEachChild(node, visit)
  }
  visit(file)
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
