/** The diagram as SVG, for a page with its own style or for a standalone file. */
import type { Diagram } from './diagram.ts'
import type { Annotations } from './labels.ts'
import { placed } from './layout.ts'

type Props = { diagram: Diagram; told?: Annotations | undefined; style?: string | undefined }

export function Picture({ diagram, told, style }: Props) {
  const { width, height, boxes, arms } = placed(diagram, told)
  const { medium } = diagram
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      class="flow"
      data-flow={medium}
      role="img"
      aria-label={`The flow of ${medium === 'text' ? 'a text conversation' : 'a call'}`}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
    >
      {style ? <style>{style}</style> : ''}
      {arms.map(({ from, to, kind, labels, points, text, x, y }) => (
        <g key={`${from} ${to}`} class={`edge ${kind}`} data-edge={`${from} ${to}`}>
          <title>{`${from} → ${to}${labels.length > 0 ? `: ${labels.join(', ')}` : ''}`}</title>
          <path d={curve(points)} />
          <path class="head" d={head(points)} />
          {text ? (
            <text x={round(x)} y={round(y + 3.5)}>
              {text}
            </text>
          ) : (
            ''
          )}
        </g>
      ))}
      {boxes.map(({ name, type, title, x, y, width: wide, height: high }) => (
        <g key={name} class={`node ${type}`} data-node={name}>
          <rect
            x={round(x - wide / 2)}
            y={round(y - high / 2)}
            width={round(wide)}
            height={high}
            rx="6"
          />
          <text x={round(x)} y={round(y + 4)}>
            {title}
          </text>
        </g>
      ))}
    </svg>
  )
}

type Point = { x: number; y: number }

/** A curve through the layout's points, horizontal at each of them so that labels lie on it. */
function curve([first, ...rest]: readonly Point[]): string {
  if (!first) return ''
  let [path, before] = [`M${round(first.x)} ${round(first.y)}`, first]
  for (const point of rest) {
    const half = round((before.x + point.x) / 2)
    path += `C${half} ${round(before.y)} ${half} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
    before = point
  }
  return path
}

/** The arrowhead. */
function head(points: readonly Point[]): string {
  const [before, end] = points.slice(-2)
  if (!before || !end) return ''
  const back = end.x < before.x ? 6 : -6
  const [x, y] = [round(end.x), round(end.y)]
  return `M${x} ${y}l${back} -3v6Z`
}

const round = (value: number) => Math.round(value * 10) / 10
