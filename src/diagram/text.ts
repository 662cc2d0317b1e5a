/** The diagram as text: Mermaid, which many sites render, and Graphviz DOT. */
import type { Box, Diagram } from './diagram.ts'
import { type Annotations, labelOf, titleOf } from './labels.ts'

export function mermaid(diagram: Diagram, told: Annotations = {}): string {
  const ids = new Map(diagram.boxes.map(({ name }, at) => [name, `n${at}`]))
  const shapes: Partial<Record<Box['type'], readonly [string, string]>> = {
    transfer: ['[[', ']]'],
    end: ['([', '])'],
    away: ['([', '])'],
    say: ['>', ']'],
    start: ['((', '))'],
    anywhere: ['{{', '}}'],
  }
  const boxes = diagram.boxes.map(({ name, type }) => {
    const [open, close] = shapes[type] ?? ['[', ']']
    return `  ${ids.get(name)}${open}"${plain(titleOf(name, told))}"${close}`
  })
  const arms = diagram.arms.map((arm) => {
    const text = labelOf(arm, told)
    return `  ${ids.get(arm.from)} -->${text ? `|"${plain(text)}"|` : ''} ${ids.get(arm.to)}`
  })
  return `${['flowchart LR', ...boxes, ...arms].join('\n')}\n`
}

export function dot(diagram: Diagram, told: Annotations = {}): string {
  const shapes: Partial<Record<Box['type'], string>> = {
    transfer: 'shape=box, peripheries=2',
    end: 'shape=oval',
    away: 'shape=oval',
    say: 'shape=note',
    start: 'shape=circle',
    anywhere: 'shape=hexagon',
  }
  const boxes = diagram.boxes.map(
    ({ name, type }) =>
      `  ${quoted(name)} [label=${quoted(titleOf(name, told))}, ${shapes[type] ?? 'shape=box'}]`,
  )
  const arms = diagram.arms.map(
    (arm) => `  ${quoted(arm.from)} -> ${quoted(arm.to)} [label=${quoted(labelOf(arm, told))}]`,
  )
  const head = `digraph ${diagram.medium} {\n  rankdir=LR`
  return `${[head, ...boxes, ...arms].join('\n')}\n}\n`
}

/** Mermaid cannot have quotes inside quotes. */
const plain = (text: string) => text.replaceAll('"', '#quot;')
const quoted = (text: string) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`
