/** An operator's counts, shown on the diagram; they come already rounded. */
import { z } from 'zod'
import { ANYWHERE, type Arm, type Diagram, START } from './diagram.ts'

const Figure = z.union([z.int().min(0), z.string().regex(/^<\d+$/)])
type Figure = z.infer<typeof Figure>

/** Keyed by `from>to`, or by a box's name. */
const Counts = z.record(z.string(), Figure)
export type Counts = z.infer<typeof Counts>

/** The part of `harborline report --json` that can be drawn. */
const Report = z.object({
  tables: z.array(
    z.object({
      count: z.string(),
      by: z.string(),
      cells: z.array(z.object({ key: z.string(), value: Figure })),
    }),
  ),
})
type Report = z.infer<typeof Report>

/** Reads plain counts or a report's; undefined if the text is neither. */
export function readCounts(text: string, diagram: Diagram): Counts | undefined {
  try {
    const data: unknown = JSON.parse(text)
    const report = Report.safeParse(data).data
    return report ? countsOf(report, diagram) : Counts.safeParse(data).data
  } catch {
    return undefined
  }
}

/** Topics are counted over all channels; counts by channel are taken for this diagram's channel. */
function countsOf({ tables }: Report, diagram: Diagram): Counts {
  const cells = (count: string, by: string) =>
    tables.find((table) => table.count === count && table.by === by)?.cells ?? []
  const here = (count: string): Figure | undefined => {
    const own = cells(count, 'channel').filter(
      ({ key }) => (key === 'voice') === (diagram.medium === 'voice'),
    )
    // rounded figures cannot be added up
    return own.length === 1 ? own[0]?.value : undefined
  }
  const counts: Record<string, Figure> = {}
  const put = (value: Figure | undefined, is: (arm: Arm) => boolean) => {
    const arm = diagram.arms.find(is)
    if (arm && value !== undefined) counts[`${arm.from}>${arm.to}`] = value
  }
  for (const { key, value } of cells('topics', 'of')) counts[key] = value
  put(here('conversations'), ({ from, labels }) => from === START && labels.length === 0)
  put(here('asked_for_person'), ({ from, labels }) => from === ANYWHERE && labels.includes('0'))
  if (diagram.medium === 'text')
    for (const { key, value } of cells('danger', 'of'))
      put(value, ({ labels }) => labels.includes(`crisis.${key}`))
  return counts
}
