/**
 * Names are names: with every node and every sentence called something else, people get the same words
 * and the same is done for them. Nothing may be decided by what something happens to be called.
 */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'
import { type Content, loadContent } from '../../src/content/load.ts'
import type { Deps } from '../../src/server/app.ts'
import { keepFewQuestions } from '../few-questions.ts'
import { lineOnTwilio, NAME, PERSON, ROOT } from '../line.ts'
import { cache } from './copied.ts'

type Yaml = Record<string, unknown>

const [ours, root] = [copy(), copy()]
afterAll(() => {
  for (const each of [ours, root]) rmSync(each, { recursive: true })
})

function copy(): string {
  const folder = mkdtempSync(join(tmpdir(), 'renamed-'))
  for (const part of ['content', 'flows'])
    cpSync(join(ROOT, part), join(folder, part), { recursive: true })
  keepFewQuestions(folder)
  return folder
}

const load = (from: string): Content =>
  loadContent(from, { name: NAME, cache, now: Date.parse('2026-11-24') })

/** The same letters from back to front: a name that nobody can have thought of. */
const other = (name: string) => Array.from(name).reverse().join('')

const keysRenamed = (record: unknown) =>
  Object.fromEntries(Object.entries(record as Yaml).map(([key, value]) => [other(key), value]))

function change(file: string, how: (data: Yaml) => void): void {
  const path = join(root, file)
  const data = parse(readFileSync(path, 'utf8')) as Yaml
  how(data)
  writeFileSync(path, stringify(data))
}

/** A move or an action, wherever it stands. */
function moveRenamed(move: unknown): unknown {
  if (typeof move === 'string') return other(move)
  const { to, say, ...rest } = move as { to?: string; say?: string }
  return { ...(to && { to: other(to) }), ...(say && { say: other(say) }), ...rest }
}

const movesRenamed = (moves: unknown) =>
  Object.fromEntries(
    Object.entries((moves ?? {}) as Yaml).map(([key, move]) => [key, moveRenamed(move)]),
  )

const namesRenamed = (names: unknown) =>
  Object.fromEntries(
    Object.entries(names as Yaml).map(([key, name]) => [key, other(name as string)]),
  )

function nodeRenamed(node: Yaml): Yaml {
  const { options, languages, on, back, lost, ended } = node
  return {
    ...node,
    ...(options ? { options: movesRenamed(options) } : {}),
    ...(languages ? { languages: namesRenamed(languages) } : {}),
    ...(on ? { on: movesRenamed(on) } : {}),
    ...(ended ? { ended: movesRenamed(ended) } : {}),
    ...(back ? { back: other(back as string) } : {}),
    ...(lost ? { lost: other(lost as string) } : {}),
  }
}

function flowRenamed(flow: Yaml): void {
  for (const place of ['start', 'home', 'lost', 'callback'])
    if (flow[place]) flow[place] = other(flow[place] as string)
  if (flow.on) flow.on = movesRenamed(flow.on)
  if (flow.sentences) flow.sentences = keysRenamed(flow.sentences)
  const nodes = Object.entries(flow.nodes as Record<string, Yaml>)
  flow.nodes = Object.fromEntries(nodes.map(([name, node]) => [other(name), nodeRenamed(node)]))
}

function renamedContent(): Content {
  for (const file of ['line', 'text', 'voice']) change(`flows/${file}.yaml`, flowRenamed)
  change('content/topics.yaml', (topics) => {
    for (const topic of topics as unknown as { id: string; theme: string }[]) {
      topic.id = other(topic.id)
      topic.theme = other(topic.theme)
    }
  })
  for (const language of ['en', 'es']) {
    change(`content/${language}/line.yaml`, (line) => {
      line.themes = keysRenamed(line.themes)
      for (const medium of ['text', 'voice'] as const) {
        const own = line[medium] as Yaml
        own.menus = keysRenamed(own.menus)
        own.says = keysRenamed(own.says)
      }
    })
    for (const folder of ['topics', 'questions'])
      for (const file of readdirSync(join(root, 'content', language, folder))) {
        const path = join(root, 'content', language, folder, file)
        const name = other(basename(file, '.yaml'))
        if (file.endsWith('.yaml')) renameSync(path, join(dirname(path), `${name}.yaml`))
      }
  }
  return load(root)
}

const shipped = load(ours)
const renamed = renamedContent()

/** The line with either content; what is due later is done when the clock comes to it. */
function lines(changes: Partial<Deps> = {}) {
  return [shipped, renamed].map((own) => lineOnTwilio({ content: own, ...changes }))
}

test('every name is another one', () => {
  for (const medium of ['text', 'voice'] as const) {
    const names = Object.keys(shipped.flows[medium].nodes)
    expect(names.length).toBeGreaterThan(30)
    for (const name of names)
      if (name !== other(name)) expect(Object.keys(renamed.flows[medium].nodes)).not.toContain(name)
  }
})

const talks = [
  'hi|1|1|2|7|7|7|8|9|0|*|4|0|zzz zzz|zzz zzz|zzz zzz|hi',
  'SIGNS|1|more|back|menu|person|HELP|TIP|RELAY|CALL|9',
  'hola|3|1|2|1|ayuda|zzz zzz|x|1|hola|he will kill me',
  'hi|2|hi|1|i want to die|im 15 and he sells me|he has a gun|FORGET|hi|0',
  'hi|1|signs|asdf qwer|3|stop texting me|hi',
  'hi|1|who are you|tieng viet|signs hotels|1',
]

test.each(talks)('by text, people get the same words: %s', async (talk) => {
  const [ours, theirs] = lines().map(async ({ twilio }) => {
    const answers: string[][] = []
    for (const text of talk.split('|')) {
      answers.push(await twilio.text(PERSON, text))
      await twilio.advance(5_000)
    }
    return answers
  })
  const answers = await ours
  expect(answers?.flat().length).toBeGreaterThan(5)
  expect(await theirs).toEqual(answers)
})

test.each(['1|1|1|7|9|8|*|0|1', '2|3|7|7|0|2', '3|1', '1|5|#|#|#'])(
  'by call, people hear the same words: %s',
  async (keys) => {
    const [ours, theirs] = lines().map(async ({ twilio }) => {
      const leg = await twilio.call(PERSON)
      for (const key of keys.split('|')) {
        await leg.listen()
        if (!leg.over) await leg.press(key)
      }
      await leg.listen()
      await twilio.advance(40_000)
      return leg.heard
    })
    expect(await theirs).toEqual(await ours)
  },
)

test.each(['X', 'FORGET', 'STOP', 'stop texting me'])(
  '%s ends a call that is ringing, whatever the nodes are called',
  async (word) => {
    for (const { twilio } of lines()) {
      twilio.number(PERSON, { behaviour: 'ask' })
      await twilio.text(PERSON, 'call')
      await twilio.text(PERSON, 'ring')
      await twilio.advance(2_000)
      const leg = twilio.legs().find(({ direction }) => direction === 'outbound-api')
      expect(leg?.status).toBe('ringing')
      await twilio.text(PERSON, word)
      await twilio.advance(1_000)
      expect(leg?.over).toBe(true)
    }
  },
)

test('FORGET asks Twilio to blank what it keeps, whatever its sentence is called', async () => {
  for (const { twilio } of lines()) {
    await twilio.text(PERSON, 'hi')
    await twilio.advance(5_000)
    await twilio.text(PERSON, 'FORGET')
    await twilio.settled()
    const listed = twilio.trace.filter(
      (entry) => entry.kind === 'rest' && JSON.stringify(entry).includes('Messages'),
    )
    expect(listed.length).toBeGreaterThan(1)
  }
})
