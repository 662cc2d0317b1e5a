/** Whatever a FLOIP container of another tool looks like, the draft of it holds together, and the nets stay. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { kindOf } from '../../src/content/file-kinds.ts'
import type { Move } from '../../src/flow/flow.ts'
import { transition } from '../../src/flow/transition.ts'
import { draftOf } from '../../src/formats/draft.ts'
import { foreignExchange } from '../../src/formats/floip/foreign.ts'
import { Container, VERSION } from '../../src/formats/floip/shape.ts'
import { content, ROOT } from '../line.ts'
import { walk } from '../walk.ts'
import { projectIn } from './project.ts'

const { files, exchange: base } = projectIn(ROOT)
const shipped = content().flows

const idOf = (number: number) => `7d2e9a10-1111-4222-8333-${String(number).padStart(12, '0')}`
/** A few of them, so that blocks lead to one another, in circles, and to what is not there. */
const id = fc.integer({ min: 0, max: 12 }).map(idOf)
const name = fc.stringMatching(/^[a-zA-Z]\w{0,8}$/)
const words = fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' })

const exit = fc.record(
  { uuid: id, name: words, destination_block: id, test: words, default: fc.boolean() },
  { requiredKeys: ['uuid', 'name'] },
)
const test_expression = fc.oneof(
  words,
  fc.integer({ min: 0, max: 12 }).map((key) => `block.response = '${key}'`),
)
const choice = fc.record(
  {
    name: words,
    prompt: id,
    ivr_test: fc.record({ test_expression }),
    text_tests: fc.array(fc.record({ test_expression }), { maxLength: 2 }),
  },
  { requiredKeys: ['name', 'prompt'] },
)
const config = fc.record(
  {
    prompt: id,
    question_prompt: id,
    choices: fc.array(choice, { minLength: 1, maxLength: 7 }),
    flow_id: id,
    set_contact_property: fc.constantFrom(
      [{ property_key: 'language', property_value: 'spa' }],
      [{ property_key: 'age', property_value: '17' }],
    ),
  },
  { requiredKeys: ['prompt', 'choices'] },
)
const type = fc.constantFrom(
  'MobilePrimitives.Message',
  'MobilePrimitives.Message',
  'MobilePrimitives.SelectOneResponse',
  'MobilePrimitives.SelectOneResponse',
  'MobilePrimitives.OpenResponse',
  'Core.Case',
  'Core.RunFlow',
  'Core.SetContactProperty',
  'org.example.Anything',
)
const block = fc.record(
  { uuid: id, name, label: words, type, config, exits: fc.array(exit, { maxLength: 5 }) },
  { requiredKeys: ['uuid', 'name', 'type', 'config', 'exits'] },
)
const resource = fc.record({
  uuid: id,
  values: fc.array(
    fc.record({
      language_id: fc.constantFrom('eng', 'spa', 'xyz'),
      content_type: fc.constantFrom('TEXT', 'AUDIO'),
      modes: fc.subarray(['TEXT', 'IVR'] as const),
      value: words,
    }),
    { maxLength: 3 },
  ),
})
const flow = fc.record({
  uuid: id,
  name: fc.string({ minLength: 3, maxLength: 12 }),
  last_modified: fc.constant('2026-01-01 00:00:00.000000'),
  interaction_timeout: fc.constant(60),
  supported_modes: fc.subarray(['TEXT', 'IVR'] as const, { minLength: 1 }),
  languages: fc.subarray(
    [
      { id: 'eng', iso_639_3: 'eng' },
      { id: 'spa', iso_639_3: 'spa' },
      { id: 'xyz', iso_639_3: 'xyz' },
    ],
    { minLength: 1 },
  ),
  blocks: fc.array(block, { minLength: 1, maxLength: 10 }),
  first_block_id: id,
  resources: fc.array(resource, { maxLength: 8 }),
})
const anything = fc
  .array(flow, { maxLength: 2 })
  .map((flows) =>
    Container.parse({ specification_version: VERSION, uuid: idOf(1), name: 'x', flows }),
  )

test('whatever comes, every way of the draft leads somewhere, and 0 to a person', {
  tags: ['walk'],
}, () => {
  let found = 0
  const asMany = walk('foreign containers', 400)
  fc.assert(
    fc.property(anything, (container) => {
      const { exchange } = foreignExchange(container, base)
      for (const medium of ['text', 'voice'] as const) {
        const { nodes, on, lost } = exchange.flows[medium]
        expect(nodes).toMatchObject(base.flows[medium].nodes)
        expect({ on, lost }).toEqual({ on: base.flows[medium].on, lost: base.flows[medium].lost })
        const known = Object.keys(nodes)
        for (const node of known.filter((each) => !(each in base.flows[medium].nodes))) {
          const own = nodes[node]
          found++
          expect(node).toMatch(/^[a-z][a-z-]*$/)
          const moves: Move[] = own?.type === 'menu' ? Object.values(own.options) : []
          const back = own && 'back' in own && own.back ? [own.back] : []
          for (const to of [...moves.map((move) => move.to), ...back]) expect(known).toContain(to)
          const session = { node, language: 'en', misses: 0, page: 0 }
          const pages = { ...shipped[medium].pages, [node]: 1 }
          const asked = transition({ ...shipped[medium], nodes, pages }, session, {
            type: 'key',
            key: '0',
          })
          if (medium === 'voice') expect(asked.session?.node).toBe('person')
          else expect(asked.replies).toEqual([{ type: 'say', text: 'person' }])
        }
      }
    }),
    asMany,
  )
  // else nothing was tried
  expect(found).toBeGreaterThan(asMany.numRuns)
})

test('whatever comes, the files of the draft can be read, but for what is to be filled in', {
  tags: ['walk'],
}, () => {
  const open = /^(sources|title|text|voice|spoken|keywords|themes|menus)$/
  fc.assert(
    fc.property(anything, (container) => {
      const { exchange } = foreignExchange(container, base)
      const { files: written } = draftOf({ root: ROOT, files, before: base, after: exchange })
      for (const { file, text } of written) {
        const read = kindOf(file)?.shape.safeParse(parse(text))
        for (const { path } of read?.error?.issues ?? [])
          expect(
            path.some((key) => open.test(String(key))),
            `${file}: ${path.join('.')}`,
          ).toBe(true)
      }
    }),
    walk('drafts', 40),
  )
})
