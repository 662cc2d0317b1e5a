/** The flow as a picture: nodes as boxes in columns, as far from the start as their column says. */
import type { Flow, Node } from '../../flow/flow.ts'
import { optionsOf } from '../../flow/languages.ts'

type Edge = { to: string; label: string }
type Box = {
  name: string
  type: Node['type']
  x: number
  width: number
  row: number
  children: Branch[]
}
type Branch = { edge: Edge; box: Box }

/** Of a letter of the fixed-width names, and what stands around them. */
const LETTER = 7.3
const PADDING = 10
const HEIGHT = 24
const GAP_X = 46
const GAP_Y = 8
const MARGIN = 10

export function FlowPicture({ flow }: { flow: Flow }) {
  const { trees, width, rows } = layout(flow)
  const height = rows * (HEIGHT + GAP_Y) - GAP_Y + 2 * MARGIN
  const boxes = trees.flatMap(all)
  return (
    <svg
      class="flow"
      data-flow={flow.name}
      role="img"
      aria-label={`The flow of ${flow.name === 'text' ? 'a text conversation' : 'a call'}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      {boxes.flatMap((box) =>
        box.children.map(({ edge, box: child }) => (
          <g class="edge" data-edge={`${box.name} ${child.name}`}>
            <path d={curve(box, child)} />
            <text x={child.x - 6} y={y(child) + HEIGHT / 2 - 3}>
              {edge.label}
            </text>
          </g>
        )),
      )}
      {boxes.map((box) => (
        <g class={`node ${box.type}`} data-node={box.name}>
          <rect x={box.x} y={y(box)} width={box.width} height={HEIGHT} rx="6" />
          <text x={box.x + PADDING} y={y(box) + HEIGHT / 2 + 4}>
            {box.name}
          </text>
        </g>
      ))}
    </svg>
  )
}

/**
 * A forest: the start and what its keys lead to, then each node that a word or a 0 leads to from
 * anywhere. A node stands where it is first reached; ways back are not drawn.
 */
function layout(flow: Flow) {
  const anywhere = Object.values(flow.on).flatMap((action) => ('to' in action ? [action.to] : []))
  const names = [flow.start, ...anywhere, ...Object.keys(flow.nodes)]
  const seen = new Set<string>()
  const trees: Box[] = []
  const columns: Box[][] = []
  let rows = 0
  for (const name of names) {
    const tree = seen.has(name) ? undefined : grow(name)
    if (!tree) continue
    trees.push(tree)
    place(tree, 0)
  }
  return { trees, width: widen() + MARGIN, rows }

  /** Level by level, so that a node stands as near to the root as it is reached. */
  function grow(root: string): Box | undefined {
    const tree = box(root)
    const level = tree ? [tree] : []
    for (const parent of level) {
      for (const edge of edges(flow, flow.nodes[parent.name])) {
        const child = seen.has(edge.to) ? undefined : box(edge.to)
        if (!child) continue
        parent.children.push({ edge, box: child })
        level.push(child)
      }
    }
    return tree
  }

  function box(name: string): Box | undefined {
    const type = flow.nodes[name]?.type
    if (!type) return undefined
    seen.add(name)
    return { name, type, x: 0, width: 0, row: 0, children: [] }
  }

  /** Leaves take a row each; a box stands in the middle of what it leads to. */
  function place(tree: Box, column: number): void {
    columns[column] = [...(columns[column] ?? []), tree]
    for (const { box: child } of tree.children) place(child, column + 1)
    const [first, last] = [tree.children[0]?.box.row, tree.children.at(-1)?.box.row]
    tree.row = first !== undefined && last !== undefined ? (first + last) / 2 : rows++
  }

  /** A column is as wide as its longest name; gives where the last one ends. */
  function widen(): number {
    let x = MARGIN
    for (const boxes of columns) {
      const width = Math.max(...boxes.map(({ name }) => name.length)) * LETTER + 2 * PADDING
      for (const box of boxes) Object.assign(box, { x, width })
      x += width + GAP_X
    }
    return x - GAP_X
  }
}

function edges(flow: Flow, node: Node | undefined): Edge[] {
  if (!node) return []
  const on = Object.entries(node.on ?? {}).flatMap(([event, action]) =>
    action && 'to' in action ? [{ to: action.to, label: event === 'person' ? '0' : event }] : [],
  )
  switch (node.type) {
    case 'menu':
      return [
        ...Object.entries(optionsOf(flow, node, flow.languages[0])).map(([key, { to }]) => ({
          to,
          label: key,
        })),
        ...on,
      ]
    case 'transfer':
      return [...Object.values(node.ended).map((to) => ({ to, label: '' })), ...on]
    default:
      return on
  }
}

function all(box: Box): Box[] {
  return [box, ...box.children.flatMap(({ box: child }) => all(child))]
}

function curve(from: Box, to: Box): string {
  const [x1, y1] = [from.x + from.width, y(from) + HEIGHT / 2]
  const [x2, y2] = [to.x, y(to) + HEIGHT / 2]
  const bend = x1 + GAP_X / 2
  return `M${x1} ${y1}C${bend} ${y1} ${bend} ${y2} ${x2} ${y2}`
}

const y = ({ row }: Box) => MARGIN + row * (HEIGHT + GAP_Y)
