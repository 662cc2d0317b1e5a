/** Lays out boxes and arms from left to right, with dagre. */
import { layout as dagre, Graph } from '@dagrejs/dagre'
import { ANYWHERE, type Arm, type Box, type Diagram, START } from './diagram.ts'
import { type Annotations, labelOf, titleOf } from './labels.ts'

/** Width of one letter: of a box's title, and of an arm's label. */
const LETTER = 7.3
const SMALL_LETTER = 6.4
const PADDING = 10
const HEIGHT = 26
const LINE = 13
const MARGIN = 12

export type PlacedBox = Box & { title: string; x: number; y: number; width: number; height: number }
export type PlacedArm = Arm & {
  points: readonly { x: number; y: number }[]
  /** The text beside it: its labels and its count. */
  text: string
  x: number
  y: number
}
export type Placed = {
  width: number
  height: number
  boxes: readonly PlacedBox[]
  arms: readonly PlacedArm[]
}

export function placed({ boxes, arms }: Diagram, told: Annotations = {}): Placed {
  const textOf = (arm: Arm) => labelOf({ ...arm, labels: shortened(arm.labels) }, told)
  const graph = new Graph({ multigraph: true })
  graph.setGraph({
    rankdir: 'LR',
    nodesep: 7,
    edgesep: 4,
    ranksep: 34,
    marginx: MARGIN,
    marginy: MARGIN,
  })
  for (const { name } of boxes) {
    const title = titleOf(name, told)
    graph.setNode(name, { width: title.length * LETTER + 2 * PADDING, height: HEIGHT })
  }
  const isBack = backward(arms)
  for (const arm of arms) {
    const width = textOf(arm).length * SMALL_LETTER + 8
    const weight = arm.kind === 'option' || arm.kind === 'begin' ? 8 : 1
    const [from, to] = isBack(arm) ? [arm.to, arm.from] : [arm.from, arm.to]
    graph.setEdge(from, to, { width, height: LINE, labelpos: 'c', weight }, arm.kind)
  }
  dagre(graph)
  const { width = 0, height = 0 } = graph.graph()
  const flipped = isUpsideDown(arms, (name) => graph.node(name).y ?? 0)
  const upright = <Point extends { y?: number | undefined }>(point: Point) => ({
    ...point,
    y: flipped ? height - (point.y ?? 0) : (point.y ?? 0),
  })
  return {
    width: Math.ceil(width),
    height: Math.ceil(height),
    boxes: boxes.map((box) => {
      const { x = 0, y, width = 0, height = 0 } = upright(graph.node(box.name))
      return { ...box, title: titleOf(box.name, told), x, y, width, height }
    }),
    arms: arms.map((arm) => {
      const [from, to] = isBack(arm) ? [arm.to, arm.from] : [arm.from, arm.to]
      const { points = [], x = 0, y } = upright(graph.edge(from, to, arm.kind))
      const along = (isBack(arm) ? points.toReversed() : points).map(upright)
      return { ...arm, points: along, text: textOf(arm), x, y }
    }),
  }
}

/** Whether the later options of menus are placed above the earlier ones more often than below. */
function isUpsideDown(arms: readonly Arm[], yOf: (name: string) => number): boolean {
  const options = arms.filter(({ kind }) => kind === 'option')
  let above = 0
  options.forEach(({ from, to }, at) => {
    const next = options[at + 1]
    if (next?.from === from) above += Math.sign(yOf(to) - yOf(next.to))
  })
  return above > 0
}

/**
 * Whether an arm leads back to a box reached earlier. Such arms are laid out reversed, so that they
 * do not push boxes to the right.
 */
function backward(arms: readonly Arm[]): (arm: Arm) => boolean {
  const depths = new Map<string, number>([
    [START, 0],
    [ANYWHERE, 0],
  ])
  for (const [name, depth] of depths)
    for (const { from, to } of arms) if (from === name && !depths.has(to)) depths.set(to, depth + 1)
  const depthOf = (name: string) => depths.get(name) ?? 0
  // a caller who did not want to wait returns to where the transfer began
  const returns = ({ kind, labels }: Arm) => kind === 'ended' && labels.includes('returned')
  return (arm) => depthOf(arm.to) < depthOf(arm.from) + (returns(arm) ? 1 : 0)
}

/** At most three labels: more would push everything apart. */
function shortened(labels: readonly string[]): readonly string[] {
  return labels.length > 3 ? [...labels.slice(0, 2), `and ${labels.length - 2} more`] : labels
}
