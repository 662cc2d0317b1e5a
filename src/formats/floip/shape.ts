/**
 * The schema of a FLOIP container, version 1.0.0-rc4: https://floip.gitbook.io/flow-specification/.
 * As strict as the specification, so that what we write is checked like what we read.
 */
import { z } from 'zod'

export const VERSION = '1.0.0-rc4'

const Id = z.guid('a UUID is wanted here')
/** Data of a tool's own, beyond the specification. */
const Vendor = z.record(z.string(), z.unknown())

const ContactProperty = z.strictObject({
  property_key: z.string().min(1),
  property_value: z.string(),
})

export const Exit = z.strictObject({
  uuid: Id,
  name: z.string(),
  destination_block: Id.optional(),
  semantic_label: z.string().optional(),
  test: z.string().optional(),
  vendor_metadata: Vendor.optional(),
  default: z.boolean().optional(),
})
export type Exit = z.infer<typeof Exit>

const Choice = z.strictObject({
  name: z.string(),
  prompt: Id,
  ivr_test: z.strictObject({ test_expression: z.string() }).optional(),
  text_tests: z
    .array(z.strictObject({ language: z.string().optional(), test_expression: z.string() }))
    .optional(),
})
export type Choice = z.infer<typeof Choice>

const properties = { set_contact_property: z.array(ContactProperty).optional() }

/** The configurations of the block types that we understand. */
export const MessageConfig = z.looseObject({ ...properties, prompt: Id })
export const SelectOneConfig = z.looseObject({
  ...properties,
  prompt: Id.optional(),
  question_prompt: Id.optional(),
  choices: z.array(Choice).min(1),
})

export const MESSAGE = 'MobilePrimitives.Message'
export const SELECT_ONE = 'MobilePrimitives.SelectOneResponse'
export const SET_PROPERTY = 'Core.SetContactProperty'
/** Our own block type, which connects the caller with a person. */
export const TRANSFER = 'org_harborline.Transfer'

export const Block = z
  .strictObject({
    uuid: Id,
    name: z.string().regex(/^[a-zA-Z]\w*$/, 'a name is made of letters, digits and _'),
    label: z.string().optional(),
    semantic_label: z.string().optional(),
    tags: z.array(z.string()).optional(),
    type: z.string(),
    config: z.looseObject(properties),
    exits: z.array(Exit),
    ui_metadata: z.looseObject({}).optional(),
    vendor_metadata: z
      .looseObject({
        floip: z.looseObject({ ui_metadata: z.looseObject({ branching_type: z.string() }) }),
      })
      .optional(),
  })
  .superRefine(({ type, config }, { addIssue }) => {
    const shape = { [MESSAGE]: MessageConfig, [SELECT_ONE]: SelectOneConfig }[type]
    const issues = shape?.safeParse(config).error?.issues ?? []
    for (const { path, message } of issues)
      addIssue({ code: 'custom', path: ['config', ...path], message })
  })
export type Block = z.infer<typeof Block>

const Mode = z.enum(['TEXT', 'SMS', 'USSD', 'IVR', 'RICH_MESSAGING', 'OFFLINE'])
export type Mode = z.infer<typeof Mode>

const Resource = z.strictObject({
  uuid: z.string(),
  values: z.array(
    z.strictObject({
      language_id: z.string(),
      content_type: z.string(),
      mime_type: z.string().optional(),
      modes: z.array(Mode),
      value: z.string().min(1),
    }),
  ),
})
export type Resource = z.infer<typeof Resource>

export const FloipFlow = z.strictObject({
  uuid: Id,
  name: z.string().min(3),
  label: z.string().optional(),
  last_modified: z.string(),
  interaction_timeout: z.number().min(0),
  supported_modes: z.array(Mode).min(1),
  languages: z
    .array(
      z.strictObject({
        id: z.string(),
        iso_639_3: z.string().regex(/^[a-z]{3}$/),
        bcp_47: z.string().optional(),
        label: z.string().optional(),
        variant: z.string().optional(),
      }),
    )
    .min(1),
  blocks: z.array(Block).min(1),
  first_block_id: Id,
  exit_block_id: Id.optional(),
  resources: z.array(Resource),
  vendor_metadata: Vendor.optional(),
})
export type FloipFlow = z.infer<typeof FloipFlow>

export const Container = z.strictObject({
  specification_version: z.string(),
  uuid: Id,
  name: z.string(),
  description: z.string().optional(),
  vendor_metadata: Vendor.optional(),
  flows: z.array(FloipFlow),
})
export type Container = z.infer<typeof Container>
