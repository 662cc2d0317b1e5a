/** FLOIP containers: what we write keeps to the specification, comes back as it was, and may be edited elsewhere. */
import { describe, expect, test } from 'vitest'
import { transition } from '../../src/flow/transition.ts'
import { ownExchange } from '../../src/formats/floip/read.ts'
import {
  type Block,
  Container,
  type FloipFlow,
  SELECT_ONE,
  TRANSFER,
} from '../../src/formats/floip/shape.ts'
import { containerOf, floipText } from '../../src/formats/floip/write.ts'
import { importFloip } from '../../src/operator/formats/import.ts'
import { ROOT } from '../line.ts'
import { projectIn, withDraft, written } from './project.ts'

const project = projectIn(ROOT)
const text = floipText(project.exchange)
const container = Container.parse(JSON.parse(text))
const [byText, byCall] = container.flows as [FloipFlow, FloipFlow]

const blockOf = ({ blocks }: FloipFlow, name: string): Block => {
  const found = blocks.find((block) => block.name === name)
  if (!found) throw new Error(`no block ${name}`)
  return found
}
/** Whatever the order of blocks and resources is. */
const inOrder = ({ flows, ...rest }: Container) => ({
  ...rest,
  flows: flows.map(({ blocks, resources, ...flow }) => ({
    ...flow,
    blocks: new Map(blocks.map((block) => [block.uuid, block])),
    resources: new Map(resources.map((resource) => [resource.uuid, resource])),
  })),
})
const importing = (changed: Container) => importFloip(ROOT, project, written(changed))

describe('the file that is written', () => {
  test.each([
    ['texts', byText, 'TEXT'],
    ['calls', byCall, 'IVR'],
  ])('holds the flow for %s, and every exit leads to a block', (_what, flow, mode) => {
    expect(flow.supported_modes).toEqual([mode])
    const ids = flow.blocks.map(({ uuid }) => uuid)
    expect(new Set(ids).size).toBe(ids.length)
    expect(new Set(flow.blocks.map(({ name }) => name)).size).toBe(ids.length)
    const exits = flow.blocks.flatMap((block) => block.exits)
    expect(new Set(exits.map(({ uuid }) => uuid)).size).toBe(exits.length)
    for (const { destination_block } of exits)
      if (destination_block) expect(ids).toContain(destination_block)
    expect(ids).toContain(flow.first_block_id)
    expect(ids).toContain(flow.exit_block_id)
  })

  test.each([byText, byCall])(
    'asks nothing without a way to a person, one for each choice, and one for all else',
    (flow) => {
      const questions = flow.blocks.filter(({ type }) => type === SELECT_ONE)
      expect(questions.length).toBeGreaterThan(100)
      for (const { exits, config } of questions) {
        const names = exits.map(({ name }) => name)
        const choices = (config.choices as { name: string }[]).map(({ name }) => name)
        expect(names).toEqual([...choices, 'default'])
        expect(names).toContain('person')
        expect(exits.filter((exit) => exit.default)).toHaveLength(1)
        for (const exit of exits) expect(exit.destination_block, exit.name).toBeDefined()
      }
    },
  )

  test.each([byText, byCall])('has words in every language for whatever is said', (flow) => {
    const values = new Map(flow.resources.map((resource) => [resource.uuid, resource.values]))
    const spoken = flow.languages.map(({ id }) => id)
    for (const { config, name } of flow.blocks)
      if (typeof config.prompt === 'string')
        expect(
          values.get(config.prompt)?.map(({ language_id }) => language_id),
          name,
        ).toEqual(spoken)
  })

  test('connects with a person by a block of our own, whatever comes of it', () => {
    const transfers = byCall.blocks.filter(({ type }) => type === TRANSFER)
    expect(transfers.length).toBeGreaterThan(1)
    for (const { exits } of transfers) {
      expect(exits.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['answered', 'busy', 'no_answer', 'failed']),
      )
      for (const { destination_block } of exits) expect(destination_block).toBeDefined()
    }
  })

  test('leads where the engine leads', () => {
    const { voice } = project.exchange.flows
    const flow = { ...withDraft([]).load().flows.voice, ...voice }
    const labels = new Map(byCall.blocks.map(({ uuid, label }) => [uuid, label]))
    const menus = Object.entries(voice.nodes).filter(([, { type }]) => type === 'menu')
    let arms = 0
    for (const [node] of menus)
      for (const { name, destination_block } of blockOf(byCall, node.replaceAll('-', '_')).exits) {
        const key = /^option_(\d)$/.exec(name)?.[1] ?? { back: '8', menu: '9', person: '0' }[name]
        if (!key) continue
        const session = { node, language: 'en', misses: 0, page: 0 }
        const next = transition(flow, session, { type: 'key', key }).session?.node
        expect(labels.get(destination_block ?? '')?.split(',')[0], `${node} ${name}`).toBe(next)
        arms++
      }
    expect(arms).toBeGreaterThan(50)
  })
})

describe('there and back', () => {
  test('export, import and export again give the same bytes', () => {
    const back = ownExchange(container)
    expect(back && floipText(back)).toBe(text)
  })

  test('a file that nobody has touched changes no file of the project', () => {
    expect(importing(container)).toEqual({ files: [], report: [] })
  })

  test('what was changed elsewhere is changed here, and nothing else', () => {
    const changed = structuredClone(container)
    const [flow, call] = changed.flows as [FloipFlow, FloipFlow]
    const home = blockOf(flow, 'home')
    const spanish = flow.resources
      .find(({ uuid }) => uuid === home.config.prompt)
      ?.values.find(({ language_id }) => language_id === 'spa')
    if (!spanish) throw new Error('no Spanish menu')
    spanish.value = spanish.value.replace('Responda con', 'Conteste con')
    // 2 and 3 of the menu "now" change places, by text alone
    const now = blockOf(flow, 'now')
    const [, two, three] = now.exits
    if (!two?.destination_block || !three?.destination_block) throw new Error('no such options')
    const [second, third] = [two.destination_block, three.destination_block]
    Object.assign(two, { destination_block: third })
    Object.assign(three, { destination_block: second })
    const page = blockOf(call, 'signs')
    const spokenPage = call.resources.find(({ uuid }) => uuid === page.config.prompt)?.values[0]
    if (!spokenPage) throw new Error('no spoken page')
    spokenPage.value = spokenPage.value.replace(
      'No one sign proves it.',
      'One sign proves nothing.',
    )

    const draft = importing(changed)
    expect(draft.report).toEqual([])
    expect(draft.files.map(({ file }) => file).toSorted()).toEqual([
      'content/en/topics/signs.yaml',
      'content/es/line.yaml',
      'flows/text.yaml',
    ])
    const laid = withDraft(draft.files)
    const content = laid.load()
    expect(content.wording.text.es?.menus.get('home')).toMatch(/^Conteste con un numero:\n1 /)
    expect(content.wording.text.en?.menus.get('home')).toMatch(/^Reply with a number:/)
    expect(content.flows.text.nodes.now).toMatchObject({ options: { 2: { to: 'health' } } })
    expect(content.flows.voice.nodes.now).toMatchObject({ options: { 2: { to: 'leaving' } } })
    // lists of options are made anew, in the new order
    expect(content.wording.text.en?.menus.get('now')).toMatch(/2 Health.*\n3 Leaving/)
    const { flows } = projectIn(laid.root).exchange
    expect(flows.text.nodes).toEqual(ownExchange(changed)?.flows.text.nodes)
    expect(flows.voice.nodes).toEqual(ownExchange(changed)?.flows.voice.nodes)
  })

  test('a line goes over into a project that has another menu and other words', () => {
    const other = withDraft([])
    other.edit('content/en/topics/signs.yaml', 'No one sign proves it.', 'One sign is no proof.')
    other.edit('flows/line.yaml', '5: foster-care }', '5: signs }')
    const { files, report } = importFloip(other.root, projectIn(other.root), written(container))
    expect(report).toEqual([])
    expect(files.map(({ file }) => file).toSorted()).toEqual([
      'content/en/topics/signs.yaml',
      'flows/line.yaml',
    ])
    expect(floipText(projectIn(withDraft(files, other.root).root).exchange)).toBe(text)
  })

  test('a line goes over into a project that lacks a topic, with all that is known of it', () => {
    const other = withDraft([])
    other.without('hotels')
    const { files, report } = importFloip(other.root, projectIn(other.root), written(container))
    expect(report).toEqual([])
    expect(files.map(({ file }) => file)).toEqual(
      expect.arrayContaining(['content/topics.yaml', 'content/es/topics/hotels.yaml']),
    )
    const laid = withDraft(files, other.root)
    expect(() => laid.load()).not.toThrow()
    const there = containerOf(projectIn(laid.root).exchange)
    // what is new stands last in its files
    expect(inOrder(there)).toEqual(inOrder(container))
  })

  test('a file from which a flow was taken out leaves that flow as it is', () => {
    const half = { ...container, flows: [byCall] }
    expect(importing(half)).toEqual({ files: [], report: [] })
  })

  test('a file whose notes were changed into nonsense is refused, with the place', () => {
    const spoilt = structuredClone(container)
    const home = blockOf(spoilt.flows[0] as FloipFlow, 'home')
    const notes = home.vendor_metadata?.org_harborline as { kept: Record<string, unknown> }
    notes.kept.gate = 'maybe'
    expect(() => importing(spoilt)).toThrow(/our notes in it are damaged/)
  })

  test('what another tool has put between is told, not lost in silence', () => {
    const changed = structuredClone(container)
    changed.flows[0]?.blocks.push({
      uuid: '7d2e9a10-1111-4222-8333-000000000999',
      name: 'survey',
      type: 'MobilePrimitives.OpenResponse',
      config: {},
      exits: [],
    })
    expect(importing(changed).report.join()).toMatch(/survey .*is not of ours, and is left out/)
  })
})

test.each<[string, (file: Container) => void, RegExp]>([
  [
    'a question without choices',
    ({ flows }) => {
      blockOf(flows[0] as FloipFlow, 'home').config.choices = []
    },
    /choices/,
  ],
  [
    'a message without words',
    ({ flows }) => {
      blockOf(flows[0] as FloipFlow, 'lost').config = {}
    },
    /prompt/,
  ],
  [
    'a flow without blocks',
    ({ flows }) => {
      ;(flows[0] as FloipFlow).blocks = []
    },
    /blocks/,
  ],
  [
    'an exit with a key that there is not',
    ({ flows }) => {
      Object.assign(blockOf(flows[0] as FloipFlow, 'home').exits[0] ?? {}, { config: {} })
    },
    /config/,
  ],
  [
    'an id that is none',
    (file) => {
      file.uuid = 'container'
    },
    /UUID/,
  ],
])('%s is refused, with its place', (_what, spoil, fault) => {
  const spoilt = containerOf(project.exchange)
  spoil(spoilt)
  expect(() => importing(spoilt)).toThrow(fault)
  expect(Container.safeParse(spoilt).success).toBe(false)
})

test('a file that is no JSON is told as such', () => {
  expect(() => importFloip(ROOT, project, written('flow: yes'))).toThrow('this is no JSON')
})
