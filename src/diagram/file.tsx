/** The diagram as a standalone SVG file, with light and dark colours. */
import type { Diagram } from './diagram.ts'
import type { Annotations } from './labels.ts'
import { Picture } from './picture.tsx'

const STYLE = `
svg { background: var(--paper); --paper: #fff; --ink: #1c2a30; --soft: #55646c; --line: #b3bdc2; --warm: #a8481c; --fill: #f4f6f7 }
@media (prefers-color-scheme: dark) {
  svg { --paper: #10191d; --ink: #e6edf0; --soft: #a5b4bb; --line: #4c5c64; --warm: #f09a6a; --fill: #1b272c }
}
.node rect { fill: var(--fill); stroke: var(--line) }
.node text { fill: var(--ink); font: 12px ui-monospace, monospace; text-anchor: middle }
.node.transfer rect { stroke: var(--warm); stroke-width: 2 }
.node.end rect, .node.away rect, .node.say rect { stroke-dasharray: 4 3 }
.node.start rect, .node.anywhere rect { fill: none; stroke: none }
.node.anywhere text, .node.start text { font-weight: 700 }
.edge path { fill: none; stroke: var(--line); stroke-width: 1.25 }
.edge .head { fill: var(--line); stroke: none }
.edge.person path { stroke: var(--warm) }
.edge.person .head { fill: var(--warm) }
.edge text { fill: var(--soft); font: 10.5px ui-monospace, monospace; text-anchor: middle; paint-order: stroke; stroke: var(--paper); stroke-width: 10px; stroke-linejoin: round }
`

export function svgFile(diagram: Diagram, told?: Annotations): string {
  return `${String(<Picture diagram={diagram} told={told} style={STYLE} />)}\n`
}
