/** The diagram: that it shows what the engine does, all of it and nothing else, and can be read. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Content } from '../../src/content/load.ts'
import type { Cell, MonthOfCounts } from '../../src/counts/read.ts'
import { readCounts } from '../../src/diagram/counts.ts'
import { ANYWHERE, type Diagram, diagramOf, START } from '../../src/diagram/diagram.ts'
import { svgFile } from '../../src/diagram/file.tsx'
import { placed } from '../../src/diagram/layout.ts'
import { dot, mermaid } from '../../src/diagram/text.ts'
import type { Flow } from '../../src/flow/flow.ts'
import type { Input } from '../../src/flow/input.ts'
import { optionsOf } from '../../src/flow/languages.ts'
import { transition } from '../../src/flow/transition.ts'
import { asJson } from '../../src/operator/report/report.ts'
import { ROOT, content as shippedContent } from '../line.ts'

const content = shippedContent()
const media = ['text', 'voice'] as const
const diagrams = media.map((medium) => [medium, diagramOf(content, medium, 'en')] as const)

const at = (node: string, misses = 0) => ({ node, language: 'en', misses, page: 0 })

/** What a label stands for. */
function inputFor(label: string, medium: 'text' | 'voice'): { input: Input; misses?: number } {
  if (/^\d$/.test(label)) return { input: { type: 'key', key: label } }
  if (label === 'missed 3 times')
    return { input: { type: medium === 'text' ? 'unknown' : 'silence' }, misses: 2 }
  const outcomes = ['answered', 'short', 'busy', 'no answer', 'failed', 'canceled', 'returned']
  if (outcomes.includes(label))
    return { input: { type: 'transfer_ended', outcome: label.replace(' ', '_') } as Input }
  return { input: { type: 'event', event: label } as Input }
}

/** The box that a turn leads to: a node, or the sentence that was said there. */
function reached(flow: Flow, node: string, label: string): string | undefined {
  const { input, misses } = inputFor(label, flow.name as 'text' | 'voice')
  const { session, replies } = transition(flow, at(node, misses), input)
  const [first] = replies
  const said = first?.type === 'say' ? first.text : undefined
  if (session?.node === node) return said === undefined ? undefined : `“${said}”`
  return session?.node ?? said
}

/** The arms of a node, and those from anywhere. */
const armsAt = ({ arms }: Diagram, node: string) =>
  arms.filter(({ from }) => from === node || from === ANYWHERE)

describe.each(diagrams)('%s', (medium, diagram) => {
  const flow = content.flows[medium]

  test('every arm is a step that the engine takes', () => {
    let steps = 0
    for (const { from, to, labels } of diagram.arms) {
      if (from === START) continue
      const origins = from === ANYWHERE ? [flow.home] : [from]
      for (const node of origins)
        for (const label of labels) {
          if (from === ANYWHERE && to === node) continue
          expect(reached(flow, node, label), `${from} ${label}`).toBe(to)
          steps++
        }
    }
    expect(steps).toBeGreaterThan(60)
  })

  test('every key of every menu, 0 of every node, and every end of a transfer is drawn', () => {
    const drawn = (node: string, label: string) => {
      const to = reached(flow, node, label)
      const arm = armsAt(diagram, node).find(
        (each) => each.to === to && each.labels.includes(label),
      )
      expect(to === undefined || to === node || arm !== undefined, `${node} ${label}`).toBe(true)
    }
    for (const [name, node] of Object.entries(flow.nodes)) {
      if (node.type === 'end' || node.type === 'away') continue
      if (node.type === 'menu')
        for (const key of Object.keys(optionsOf(flow, node, 'en'))) drawn(name, key)
      if (node.type === 'transfer')
        for (const outcome of ['answered', 'busy', 'no answer', 'failed', 'returned'])
          drawn(name, outcome)
      drawn(name, '0')
    }
  })

  test('a flow that leads elsewhere has another picture', () => {
    const now = flow.nodes.now
    if (now?.type !== 'menu') throw new Error('no such menu')
    const nodes = {
      ...flow.nodes,
      now: { ...now, options: { ...now.options, 1: { to: 'signs' } } },
    }
    const changed: Content = {
      ...content,
      flows: { ...content.flows, [medium]: { ...flow, nodes } },
    }
    const { arms } = diagramOf(changed, medium, 'en')
    const ones = (all: Diagram['arms']) =>
      all.filter(({ from, labels }) => from === 'now' && labels.includes('1')).map(({ to }) => to)
    expect(ones(arms)).toEqual(['signs'])
    expect(ones(diagram.arms)).toEqual(['shelter'])
  })

  test('no box lies over another, and all lie inside', () => {
    const { boxes, arms, width, height } = placed(diagram)
    expect(boxes.length).toBeGreaterThan(40)
    for (const box of boxes) {
      expect(box.x - box.width / 2).toBeGreaterThanOrEqual(0)
      expect(box.x + box.width / 2).toBeLessThanOrEqual(width)
      expect(box.y + box.height / 2).toBeLessThanOrEqual(height)
      for (const other of boxes)
        if (other !== box) {
          const apart =
            Math.abs(box.x - other.x) >= (box.width + other.width) / 2 ||
            Math.abs(box.y - other.y) >= (box.height + other.height) / 2
          expect(apart, `${box.name} ${other.name}`).toBe(true)
        }
    }
    for (const { points } of arms) expect(points.length).toBeGreaterThan(1)
  })

  test('the first option of the menu stands above the last', () => {
    const { boxes } = placed(diagram)
    const yOf = (name: string) => boxes.find((box) => box.name === name)?.y ?? 0
    expect(yOf('now')).toBeLessThan(yOf('facts'))
  })

  test('Mermaid and DOT name every box, and every arm leads between two of them', () => {
    const drawn = mermaid(diagram)
    const ids = new Set(Array.from(drawn.matchAll(/^ {2}(n\d+)\W/gm), ([, id]) => id))
    const arrows = Array.from(drawn.matchAll(/^ {2}(n\d+) -->(?:\|"[^"]*"\|)? (n\d+)$/gm))
    expect(arrows).toHaveLength(diagram.arms.length)
    for (const [, from, to] of arrows) expect([ids.has(from), ids.has(to)]).toEqual([true, true])
    const lines = dot(diagram).split('\n')
    expect(lines.filter((line) => / -> "/.test(line))).toHaveLength(diagram.arms.length)
    for (const { name } of diagram.boxes)
      expect(lines.filter((line) => line.startsWith(`  "${name}" [label=`))).toHaveLength(1)
  })

  test('the picture of docs/ is the flow of today', () => {
    const file = readFileSync(join(ROOT, 'docs/pictures', `${medium}.svg`), 'utf8')
    const anew = `npm run harborline -- diagram --channel ${medium} --out docs/pictures/${medium}.svg`
    // not the files themselves: nobody could read what differs
    expect(file === svgFile(diagram), `write it anew: ${anew}`).toBe(true)
  })
})

test("an operator's figures stand on the arms and in the boxes, rounded as they are", () => {
  const [[, diagram] = []] = diagrams
  if (!diagram) throw new Error('no diagram')
  const counts = readCounts('{ "home>now": 125, "home>someone": "<5", "signs": 40 }', diagram)
  const told = { counts: counts ?? {}, titles: { signs: 'Warning signs' } }
  const svg = svgFile(diagram, told)
  for (const text of ['1 (125)', '2 (&lt;5)', 'Warning signs: 40']) expect(svg).toContain(text)
  expect(mermaid(diagram, told)).toContain('|"1 (125)"|')
  expect(dot(diagram, told)).toContain('[label="2 (<5)"]')
})

test.each(['', '[1]', '{ "home>now": -1 }', '{ "home>now": "many" }', '{ "home>now": 1.5 }'])(
  'figures that are none are refused: %s',
  (text) => {
    const [[, diagram] = []] = diagrams
    expect(diagram && readCounts(text, diagram)).toBeUndefined()
  },
)

test('a report of a month is drawn where its figures belong', () => {
  const cells = (all: Record<string, Cell['value']>): Cell[] =>
    Object.entries(all).map(([key, value]) => ({ key, value }))
  const month: MonthOfCounts = {
    month: '2026-11',
    over: true,
    tables: [
      { count: 'topics', by: 'of', cells: cells({ signs: 40, hotels: '<5' }) },
      { count: 'topics', by: 'language', cells: cells({ en: 30, es: 10 }) },
      { count: 'conversations', by: 'channel', cells: cells({ sms: 120, voice: 35 }) },
      { count: 'asked_for_person', by: 'channel', cells: cells({ sms: 15, voice: 20 }) },
      { count: 'danger', by: 'of', cells: cells({ danger: 10, minor: '<5' }) },
    ],
  }
  const [[, text] = [], [, voice] = []] = diagrams
  expect(text && readCounts(asJson(month), text)).toEqual({
    signs: 40,
    hotels: '<5',
    '(start)>gate': 120,
    '(anywhere)>“person”': 15,
    '(anywhere)>“crisis.danger”': 10,
    '(anywhere)>“crisis.minor”': '<5',
  })
  expect(voice && readCounts(asJson(month), voice)).toEqual({
    signs: 40,
    hotels: '<5',
    '(start)>language': 35,
    '(anywhere)>person': 20,
  })
})
