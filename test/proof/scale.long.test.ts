/** How the proof grows: with topics times languages, and no faster. */
import { expect, test } from 'vitest'
import { compileDialogue } from '../../src/content/dialogue.ts'
import { prove } from '../../src/proof/prove.ts'
import { NAME } from '../line.ts'
import { altered, type OpenFiles } from './altered.ts'

/** Menus have five keys: four topics, and the next menu. */
const TOPICS_A_MENU = 4

/** So many topics, each a copy of one of ours, in so many languages, each a copy of English. */
function grown(topics: number, languages: number) {
  return altered((files) => {
    const { en } = files.texts
    const [english] = Object.values(files.languages)
    if (!en || !english) throw new Error('there is no English')
    const ids = Array.from({ length: topics }, (_, at) => `topic-${letters(at)}`)
    const { nodes } = files.flows.line
    const first = files.topics[0]
    const shipped = Object.keys(en.topics)
    for (const [at, id] of ids.entries()) {
      if (first) files.topics.push({ ...first, id })
      const menu = `more-${letters(Math.floor(at / TOPICS_A_MENU))}`
      nodes[id] = { type: 'message', back: menu }
      const own = en.topics[shipped[at % shipped.length] ?? '']
      if (own) en.topics[id] = { ...own, title: id, keywords: [id] }
    }
    addMenus(files, ids)
    files.texts.es = en
    for (let at = 1; at < languages - 1; at++) {
      const language = `x${letters(at)}`.slice(0, 3)
      files.languages[language] = { ...english, name: language, told: language }
      files.texts[language] = en
    }
  })
}

/** The last key of each menu is the next one; the first of them hangs below a menu of ours. */
function addMenus({ flows, texts }: OpenFiles, ids: readonly string[]): void {
  const { nodes } = flows.line
  const count = Math.ceil(ids.length / TOPICS_A_MENU)
  for (let at = 0; at < count; at++) {
    const name = `more-${letters(at)}`
    const own = ids.slice(at * TOPICS_A_MENU, (at + 1) * TOPICS_A_MENU)
    const next = at + 1 < count ? [`more-${letters(at + 1)}`] : []
    const back = at === 0 ? 'life' : `more-${letters(at - 1)}`
    const options = Object.fromEntries([...own, ...next].map((to, key) => [key + 1, { to }]))
    nodes[name] = { type: 'menu', back, options }
    for (const { line } of Object.values(texts))
      for (const medium of ['text', 'voice'] as const) line[medium].menus[name] = '{options} 8 9 0'
  }
  const { life } = nodes
  if (life?.type === 'menu') life.options[4] = { to: 'more-a' }
}

/** A number in letters: a, b, ... z, ba. */
function letters(number: number): string {
  return number
    .toString(26)
    .replace(/./g, (digit) => String.fromCharCode(97 + Number.parseInt(digit, 26)))
}

const sizes = [
  [31, 2],
  [125, 5],
  [500, 10],
] as const

test('the proof takes so many steps for each topic and language, however many there are', () => {
  const each = sizes.map(([topics, languages]) => {
    const talk = compileDialogue(grown(topics, languages), NAME)
    const before = process.memoryUsage().heapUsed
    const began = process.cpuUsage().user
    const { states, steps } = prove(talk)
    const seconds = (process.cpuUsage().user - began) / 1e6
    const megabytes = (process.memoryUsage().heapUsed - before) / 2 ** 20
    console.info(
      `${topics} topics more, ${languages} languages: ${states} states, ${steps} steps, ${seconds.toFixed(1)} s, ${megabytes.toFixed(0)} MB`,
    )
    return steps / ((topics + 31) * languages)
  })
  for (const steps of each) {
    expect(steps).toBeGreaterThan(0.5 * (each[0] ?? 0))
    expect(steps).toBeLessThan(2 * (each[0] ?? 0))
  }
})
