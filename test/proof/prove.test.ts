/** The proof: the shipped conversation keeps every property, and each can be seen to be broken. */
import { expect, test } from 'vitest'
import type { Medium } from '../../src/content/words.ts'
import type { Input } from '../../src/flow/input.ts'
import type { Session } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'
import { replayOf } from '../../src/proof/conversation.ts'
import { properties } from '../../src/proof/properties.ts'
import { exploreFlow, prove } from '../../src/proof/prove.ts'
import type { Engine } from '../../src/proof/space.ts'
import { explore } from '../../src/proof/space.ts'
import { createPlayer } from '../../src/simulator/drill/play.ts'
import { parseScript } from '../../src/simulator/drill/script.ts'
import { content, lineOnTwilio } from '../line.ts'
import { partOf } from '../walk.ts'
import { altered, alteredWithFewTopics, type OpenFiles, shippedFiles, talkOf } from './altered.ts'

const told = (change: (files: OpenFiles) => void, media: readonly Medium[]) =>
  prove(talkOf(alteredWithFewTopics(change)), transition, media).findings.map(
    ({ property, medium, key }) => `${property}: ${medium} ${key}`,
  )

test('the shipped conversation keeps every property', () => {
  const { findings, states, steps } = prove(talkOf(shippedFiles()))
  expect(findings).toEqual([])
  expect(states).toBeGreaterThan(2_000)
  expect(steps).toBeGreaterThan(80_000)
})

test('names that are tried at crossroads lead to every state that they lead to elsewhere', () => {
  const { flow, states } = exploreFlow(content(), 'text')
  const few = new Set(states.map(({ session }) => likeness(session)))
  // as many as show it
  const topics = content()
    .topics.map(({ id }) => id)
    .slice(0, 8)
  const everywhere: Input[] = [
    ...Array.from('0123456789*#', (key): Input => ({ type: 'key', key })),
    { type: 'unknown' },
    ...topics.flatMap((topic): Input[] => [
      { type: 'topic', topic, language: 'es' },
      { type: 'topic', topic, personal: true },
    ]),
    ...topics.map((_, at): Input => ({ type: 'choices', topics: topics.slice(at, at + 2) })),
    ...Object.entries(content().smallTalk)
      .slice(0, 8)
      .map(([about, marks]): Input => ({ type: 'small_talk', about, ...marks })),
    ...flow.languages.map((language): Input => ({ type: 'language', language })),
  ]
  const all = explore('text', flow, { everywhere, crossroads: [] }).states
  expect(all.length).toBeGreaterThan(2_000)
  expect(all.map(({ session }) => likeness(session)).filter((each) => !few.has(each))).toEqual([])
})

/** Topics to choose from are like any others. */
function likeness(session: Session | undefined): string {
  return JSON.stringify(session && { ...session, choices: session.choices !== undefined })
}

type Row = [what: string, break_: (files: OpenFiles) => void, finding: string]
const rows: Row[] = [
  [
    'a menu without words',
    ({ texts }) => void delete texts.es?.line.text.menus.home,
    'every state answers: text nodes.gate.options.1',
  ],
  [
    'a command that does nothing',
    ({ flows }) => void delete flows.text.on?.call,
    'every word does something: text on',
  ],
  [
    'a key that the words name and the menu has not',
    ({ texts }) =>
      Object.assign(texts.es?.line.voice.menus ?? {}, { number: 'Oprima 1, u oprima 4.' }),
    'words and keys agree: voice nodes.number',
  ],
  [
    'an option that the words do not name',
    ({ texts }) => Object.assign(texts.en?.line.voice.menus ?? {}, { person: 'Press 1.' }),
    'words and keys agree: voice nodes.person',
  ],
  [
    'START that opens the gate',
    ({ flows }) => void delete flows.text.nodes.gate?.on?.opt_in,
    'the first question holds: text on.opt_in',
  ],
  [
    'a menu that is not the one from which people came',
    ({ flows }) => Object.assign(flows.line.nodes.signs ?? {}, { back: 'law' }),
    'BACK returns: voice nodes.signs.back',
  ],
  [
    'an option that leads back',
    ({ flows }) => options(flows.line.nodes.facts)(4, 'home'),
    'an option leads on: text nodes.facts.options.4',
  ],
  [
    'an option that is dropped',
    ({ flows }) => options(flows.line.nodes.facts)(4),
    'everything is reached: voice nodes.community-partners',
  ],
  [
    'a menu that only BACK leads to',
    ({ flows }) => options(flows.line.nodes.home)(4),
    'everything is reached: voice nodes.me',
  ],
  [
    'a person who is not named',
    ({ texts }) => Object.assign(texts.en?.line.text.says ?? {}, { person: 'Ask somebody.' }),
    'a person in two steps: text start',
  ],
  [
    '0 that leads to the menu',
    ({ flows }) => Object.assign(flows.voice.on ?? {}, { person: { to: 'home' } }),
    'a person in two steps: voice start',
  ],
  [
    'misses that never end',
    ({ flows }) => Object.assign(flows.text, { lost: 'home' }),
    'misses are capped: text lost',
  ],
  [
    'a caller who is silent and connected',
    ({ flows }) => Object.assign(flows.voice, { lost: 'hotline' }),
    'silence rings nobody: voice nodes.home',
  ],
  [
    'a person who is called from the main menu',
    ({ flows }) => options(flows.voice.nodes.language)(1, 'hotline'),
    'nobody is rung unasked: voice nodes.language.options.1',
  ],
  [
    'a call that nobody was offered',
    ({ flows }) => Object.assign(flows.text.on ?? {}, { ring: { to: 'home', do: ['ring'] } }),
    'nobody is rung unasked: text start',
  ],
  [
    'a transfer that fails without a number',
    ({ flows }) =>
      Object.assign(flows.voice.nodes.hotline ?? {}, {
        ended: { answered: 'call-ended', unreached: 'home', returned: 'home' },
      }),
    'a transfer that fails says the number: voice nodes.hotline.ended.unreached',
  ],
  [
    'a caller who comes back and is hung up on',
    ({ flows }) =>
      Object.assign(flows.voice.nodes.hotline ?? {}, {
        ended: { answered: 'call-ended', unreached: 'unreached', returned: 'goodbye' },
      }),
    'who comes back gets a menu: voice nodes.hotline.ended.returned',
  ],
  [
    'a caller who needs an interpreter, and is connected as any other',
    ({ flows }) => options(flows.voice.nodes.interpreters)(1, 'hotline'),
    'an interpreter is asked for: voice nodes.interpreters.options.1',
  ],
  [
    'an exit that leads to the menu',
    ({ flows }) => Object.assign(flows.text.on ?? {}, { exit: { to: 'home' } }),
    'exit works everywhere: text on.exit',
  ],
  [
    'an exit after which the subject is named',
    ({ texts }) => Object.assign(texts.en?.line.text.says ?? {}, { away: 'Trafficking? No.' }),
    'what follows an exit is neutral: text nodes.away',
  ],
  [
    'a first question that names the subject',
    ({ texts }) =>
      Object.assign(texts.en?.line.text.menus ?? {}, { gate: 'Trafficked? {languages}' }),
    'the first answer is neutral: text start',
  ],
  [
    'danger without the emergency number',
    ({ texts }) => Object.assign(texts.es?.line.text.says ?? {}, { 'crisis.danger': '{hotline}' }),
    'danger carries 911: text on.crisis.danger',
  ],
  [
    'FORGET that erases nothing',
    ({ flows }) => Object.assign(flows.text.on ?? {}, { forget: { to: 'away', say: 'forgotten' } }),
    'effects happen where the words say so: text on.forget',
  ],
  [
    'a text that is answered without a number while the store is away',
    ({ texts }) => Object.assign(texts.en?.line.text.says ?? {}, { alone: 'About trafficking.' }),
    'without the store: text start',
  ],
  [
    'a language that is chosen by an option',
    ({ flows }) =>
      Object.assign(flows.line.nodes.now ?? {}, {
        options: { 1: { to: 'shelter', language: 'es' } },
      }),
    'a language stays: text nodes.now.options.1',
  ],
]

function options(node: OpenFiles['flows']['line']['nodes'][string] | undefined) {
  return (key: number, to?: string): void => {
    if (node?.type !== 'menu') throw new Error('no menu')
    if (to) node.options[key] = { to }
    else delete node.options[key]
  }
}

test('the same with few topics keeps every property too, so that what is found below is the slip', () => {
  const { findings, states } = prove(talkOf(alteredWithFewTopics(() => {})))
  expect(findings).toEqual([])
  expect(states).toBeGreaterThan(500)
})

test.each(partOf(rows))('%s is found', (_what, break_, finding) => {
  expect(told(break_, [finding.includes(': voice') ? 'voice' : 'text'])).toContain(finding)
})

const engines: [what: string, engine: Engine, property: string][] = [
  [
    'a miss that is not counted',
    (flow, session, input) => {
      const turn = transition(flow, session, input)
      return { ...turn, session: turn.session && { ...turn.session, misses: 0 } }
    },
    'a miss counts',
  ],
  [
    'a MENU that goes nowhere',
    (flow, session, input) =>
      transition(
        flow,
        session,
        input.type === 'key' && input.key === '9' ? { ...input, key: '*' } : input,
      ),
    'MENU returns',
  ],
  [
    'a topic that is offered and not kept',
    (flow, session, input) =>
      transition(flow, session?.choices && { ...session, choices: ['signs'] }, input),
    'words and keys agree',
  ],
  [
    'an end that stops no ringing',
    (flow, session, input) => ({ ...transition(flow, session, input), effects: [] }),
    'effects happen where the words say so',
  ],
]

test.each(partOf(engines))('%s is found in the engine', (_what, engine, property) => {
  const { findings } = prove(talkOf(alteredWithFewTopics(() => {})), engine, ['text'])
  expect(findings.map((each) => each.property)).toContain(property)
})

test('each property has been seen broken', () => {
  const seen = [...rows.map(([, , finding]) => finding), ...engines.map(([, , name]) => name)]
  for (const { name } of properties)
    expect(
      seen.some((finding) => finding.startsWith(name)),
      name,
    ).toBe(true)
})

test('what breaks a property by text is a drill that shows it', async () => {
  const broken = talkOf(
    altered(({ flows }) => Object.assign(flows.text.on ?? {}, { exit: { to: 'home' } })),
  )
  const { findings } = prove(broken, transition, ['text'])
  const finding = findings.find(({ key }) => key === 'on.exit')
  const replay = finding && replayOf(finding, () => content().lexicon)
  expect(replay).toEqual({
    name: 'sms-exit-works-everywhere-on-exit',
    script: "# exit works everywhere: on.exit: 'exit' leaves the conversation open\n> X\n",
  })
  const got = await played({ ...content(), flows: broken.flows }, replay?.name, replay?.script)
  expect(got.join('\n')).toContain('Reply with a number')
})

test('what breaks a property by call is a drill that shows it', async () => {
  const broken = talkOf(
    altered(({ flows }) =>
      Object.assign(flows.voice.nodes.hotline ?? {}, {
        ended: { answered: 'call-ended', unreached: 'home', returned: 'home' },
      }),
    ),
  )
  const [finding] = prove(broken, transition, ['voice']).findings
  const replay = finding && replayOf(finding, () => content().lexicon)
  const play = (flows: typeof broken.flows) =>
    played({ ...content(), flows }, replay?.name, replay?.script)
  expect((await play(content().flows)).join('\n')).toContain('We could not reach them')
  expect((await play(broken.flows)).join('\n')).not.toContain('We could not reach them')
})

async function played(spoilt: ReturnType<typeof content>, name = '', script = '') {
  const player = createPlayer(lineOnTwilio({ content: spoilt }))
  const got: string[] = []
  for (const line of parseScript(`${name}.txt`, script).lines)
    got.push(...(await player.play(line)))
  expect(got.length).toBeGreaterThan(0)
  return got
}
