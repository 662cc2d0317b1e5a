/**
 * The data in `vendor_metadata.org_harborline`: everything that the specification has no place for.
 */
import { z } from 'zod'
import { Language } from '../../content/schema/languages.ts'
import { Topic } from '../../content/schema/topics.ts'
import { FlowFile, Move, Node } from '../../flow/flow.ts'
import { Sentence } from '../../flow/sentence.ts'

/** A node, without what its exits and choices express. */
export const BlockNotes = z.union([
  z.strictObject({
    node: z.string(),
    /** A topic's page, from 0. */
    page: z.int().optional(),
    /** The id of the resource with its title. */
    title: z.string().optional(),
    kept: z.record(z.string(), z.unknown()).optional(),
  }),
  z.strictObject({ sentence: z.string(), kept: Sentence }),
  /** A block between an exit and its target. */
  z.strictObject({ between: z.literal(true) }),
])
export type BlockNotes = z.infer<typeof BlockNotes>

export const ExitNotes = Move.omit({ to: true })

export const FlowNotes = z.strictObject({
  medium: z.enum(['text', 'voice']),
  start: z.string(),
  home: z.string(),
  lost: z.string(),
  callback: z.string(),
  on: FlowFile.shape.on.unwrap(),
  /** Nodes without words, which have no block. */
  silent: z.record(z.string(), Node),
})
export type FlowNotes = z.infer<typeof FlowNotes>

export const ContainerNotes = z.strictObject({
  languages: z.record(z.string(), Language),
  topics: z.record(
    z.string(),
    Topic.omit({ id: true }).extend({ keywords: z.record(z.string(), z.array(z.string())) }),
  ),
})

export const KEY = 'org_harborline'

/** Our metadata in part of a file; undefined in what another tool wrote. */
export function notesIn<Shape extends z.ZodType>(
  shape: Shape,
  { vendor_metadata }: { vendor_metadata?: Readonly<Record<string, unknown>> | undefined },
): z.infer<Shape> | undefined {
  return shape.safeParse(vendor_metadata?.[KEY]).data
}
