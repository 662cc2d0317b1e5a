/** An operator's figures for the diagram: already rounded where they were counted. */
import { z } from 'zod'

const Counts = z.record(z.string(), z.union([z.int().min(0), z.string().regex(/^<\d+$/)]))
export type Counts = z.infer<typeof Counts>

/** By `from>to`, or by the name of a box; undefined where the text is no such JSON. */
export function readCounts(text: string): Counts | undefined {
  try {
    return Counts.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
