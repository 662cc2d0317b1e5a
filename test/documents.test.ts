/** The documents: that what they point to is there, and says what they say. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { ROOT } from './line.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md'],
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
]

/** The anchor that a heading gets: lower case, blanks as hyphens, no other marks. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, '')
    .replaceAll(' ', '-')
const anchorsOf = (file: string) =>
  Array.from(read(file).matchAll(/^#+ (.+)$/gm), ([, heading = '']) => anchorOf(heading))

test.each(documents)('every link in %s leads somewhere', (file) => {
  const links = Array.from(read(file).matchAll(/\]\((?!https?:)([^)\s]*)\)/g), ([, to = '']) => to)
  for (const link of links) {
    const [path = '', anchor] = link.split('#')
    const target = path ? join(dirname(file), path) : file
    expect(existsSync(join(ROOT, target)), link).toBe(true)
    if (anchor) expect(anchorsOf(target), link).toContain(anchor)
  }
})

test.each(documents)('every test and command that %s names is there', (file) => {
  const text = read(file)
  for (const [name] of text.matchAll(/\btest\/[\w/.-]+\.test\.ts/g))
    expect(existsSync(join(ROOT, name)), name).toBe(true)
  const { scripts } = JSON.parse(read('package.json'))
  for (const [, name = ''] of text.matchAll(/npm run (?:--silent )?([\w:-]+)/g))
    expect(Object.keys(scripts)).toContain(name)
})

test('every page of the decisions is listed, is short, and names tests that are there', () => {
  const pages = documents.filter((file) => /decisions\/(?!README)/.test(file))
  expect(pages.length).toBeGreaterThan(10)
  const list = read('docs/decisions/README.md')
  for (const page of pages) {
    const text = read(page)
    expect(list).toContain(`](${page.replace('docs/decisions/', '')})`)
    expect(text.match(/^## .+$/gm), page).toEqual([
      '## What it was about',
      '## Decision',
      '## If it is undone',
      '## What tells',
    ])
    expect(text.split('\n').length, page).toBeLessThan(45)
    const tests = Array.from(text.matchAll(/^- `(test\/\S+)`: (.+)$/gm))
    expect(tests.length, page).toBeGreaterThan(0)
    for (const [, test = '', title = ''] of tests)
      expect(read(test).replaceAll("\\'", "'"), page).toContain(title)
  }
})

test('every page of docs/ is found from the README', () => {
  const found = read('README.md')
  for (const file of readdirSync(join(ROOT, 'docs')).filter((name) => name.endsWith('.md')))
    expect(found, file).toContain(`(docs/${file})`)
  for (const file of ['CONTRIBUTING.md', 'CHANGELOG.md', 'docs/decisions/README.md'])
    expect(found).toContain(`(${file})`)
})
