/** FLOIP containers of other tools: menus and topics come over, the nets stay, and the rest is told. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { transition } from '../../src/flow/transition.ts'
import { importFloip, writeDraft } from '../../src/operator/formats/import.ts'
import { ROOT } from '../line.ts'
import { projectIn, withDraft } from './project.ts'

const project = projectIn(ROOT)
const imported = (name: string) =>
  importFloip(ROOT, project, join(ROOT, 'test/formats/foreign', `${name}.json`))

/** What the report asks for: sources, and an option that leads there. */
function finished({ files }: ReturnType<typeof imported>, menu: string) {
  const laid = withDraft(files)
  expect(() => laid.load()).toThrow('name at least one source')
  const source = '{ name: County, year: 2026, title: Help near you }'
  laid.edit('content/topics.yaml', 'sources: []', `sources: [${source}]`)
  laid.edit('flows/line.yaml', '4: community-partners', `4: community-partners, 5: ${menu}`)
  return laid.load()
}

test('a flow for texts and calls comes over as menus and topics in both, in the languages offered here', () => {
  const draft = imported('clinic')
  const { flows, wording } = finished(draft, 'main-menu')
  expect(flows.text.nodes['main-menu']).toEqual({
    type: 'menu',
    options: { 1: { to: 'free-clinics' }, 2: { to: 'free-clinics' } },
    back: 'home',
  })
  expect(flows.voice.nodes['main-menu']).toEqual(flows.text.nodes['main-menu'])
  expect(flows.text.nodes['free-clinics']).toEqual({ type: 'message', back: 'main-menu' })
  expect(wording.text.es?.menus.get('main-menu')).toBe(
    'Bienvenido a la linea de salud.\n¿Qué necesita?\n1 Clinicas\n2 Clinicas',
  )
  expect(wording.text.en?.pages.get('free-clinics/0')).toContain('In danger call 911.')
  expect(wording.voice.en?.pages.get('free-clinics/0')).toContain('9 1 1')
  expect(wording.text.es?.pages.get('free-clinics/1')).toContain('Abren a las nueve.')
  for (const told of [
    /the language hmn-f is not offered here/,
    /recordings and pictures are left out/,
    /expressions such as @contact stay/,
    /Your age \(MobilePrimitives.NumericResponse\): nothing is kept of what people write/,
    /Call the nurse \(com_example.DialOut\): this kind of block is not known here, and nothing leads to it/,
    /no menu leads to 'main-menu'/,
  ])
    expect(draft.report.join('\n')).toMatch(told)
})

test('whoever asks for a person in an imported menu gets one, as everywhere', () => {
  const { flows } = finished(imported('clinic'), 'main-menu')
  const at = (node: string) => ({ node, language: 'en', misses: 0, page: 0 })
  for (const node of ['main-menu', 'free-clinics']) {
    const key = { type: 'key', key: '0' } as const
    expect(transition(flows.voice, at(node), key).session?.node).toBe('person')
    expect(transition(flows.text, at(node), key).replies).toEqual([{ type: 'say', text: 'person' }])
    const danger = { type: 'event', event: 'crisis.danger' } as const
    expect(transition(flows.text, at(node), danger).replies).toEqual([
      { type: 'say', text: 'crisis.danger' },
    ])
  }
})

test('a flow for texts alone, of an older version, says what it could not bring', () => {
  const draft = imported('near-you')
  const { flows, wording } = finished(draft, 'menu-one')
  expect(flows.text.nodes['menu-one']).toMatchObject({
    options: { 1: { to: 'rent-help-two' }, 2: { to: 'food-today' } },
  })
  expect(wording.text.en?.menus.get('menu-one')).toMatch(/^Reply 1 rent, 2 food/)
  expect(draft.report).toEqual(
    expect.arrayContaining([
      'the file says version 1.0.0-rc3; it was read as 1.0.0-rc4',
      'there is no flow for calls in the file: they get the menus and words of texts',
      "Menu_1: 'Buses' is left out: the keys of a menu are 1 to 5",
      "Menu_1: 'Pets' is left out: the keys of a menu are 1 to 5",
      "Help near you: not translated to 'es': the words of en-1 stand there",
      'who (Core.Case): its conditions are not known here: its default exit is followed',
      'rent: goes on in the other flow, and does not come back from it',
    ]),
  )
})

test('a draft is written beside the line, and over nothing that is there', () => {
  const draft = imported('clinic')
  const folder = join(withDraft([]).root, 'draft')
  const said = writeDraft(draft, folder).join('\n')
  for (const { file, text } of draft.files) {
    expect(readFileSync(join(folder, file), 'utf8')).toBe(text)
    expect(said).toContain(join(folder, file))
  }
  for (const line of draft.report) expect(said).toContain(`- ${line}`)
  expect(() => writeDraft(draft, folder)).toThrow('holds something already')
  expect(() => writeDraft(draft, ROOT)).toThrow('holds something already')
})
