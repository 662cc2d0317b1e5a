/** Completeness rules: every required text exists in every language, and no others. */
import type { Flow } from '../../flow/flow.ts'
import { type Fault, noteIn } from '../fault.ts'
import { nearest } from '../nearest.ts'
import type { Files, LanguageText } from '../read/files.ts'
import type { Medium } from '../words.ts'

/** The texts that a flow requires: its sentences, and the words of its nodes. */
function neededTexts({ sentences, nodes }: Flow): { says: Set<string>; menus: Set<string> } {
  const says = new Set(Object.keys(sentences))
  const menus = new Set<string>()
  for (const [name, node] of Object.entries(nodes)) {
    if (node.type === 'menu') menus.add(name)
    else if (node.type !== 'message' && !(node.type === 'end' && node.silent)) says.add(name)
  }
  return { says, menus }
}

/** Texts that are missing in a language, or in the wrong place. */
export function textFaults(files: Files, flows: Record<Medium, Flow>): Fault[] {
  const [first] = Object.values(files.texts)
  const each = Object.entries(files.texts).flatMap(([language, text]) => [
    ...lineFaults(files, language, text, flows),
    ...smallTalkFaults(language, text, first ?? text),
    ...topicFaults(files, language, text, first ?? text),
  ])
  return [...twiceFaults(files), ...each]
}

/** Topics listed more than once in topics.yaml; only one entry would be used. */
function twiceFaults({ topics }: Files): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, 'content/topics.yaml')
  for (const [at, { id }] of topics.entries())
    if (topics.findIndex((other) => other.id === id) < at)
      note(`${id}`, 'this topic stands here twice', 'Remove one of them')
  return faults
}

function lineFaults(
  files: Files,
  language: string,
  { line }: LanguageText,
  flows: Record<Medium, Flow>,
): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/line.yaml`)
  const compare = (key: string, texts: object, needed: ReadonlySet<string>) => {
    const there = new Set(Object.keys(texts))
    for (const name of needed)
      if (!there.has(name)) note(`${key}.${name}`, 'this text is missing', 'Write it')
    for (const name of there)
      if (!needed.has(name))
        note(`${key}.${name}`, 'nothing uses this text', 'Remove it, or correct its name')
  }
  for (const medium of ['text', 'voice'] as const) {
    const { says, menus } = neededTexts(flows[medium])
    compare(`${medium}.says`, line[medium].says, says)
    compare(`${medium}.menus`, line[medium].menus, menus)
  }
  compare('themes', line.themes, new Set(files.topics.map(({ theme }) => theme)))
  return faults
}

function smallTalkFaults(language: string, own: LanguageText, first: LanguageText): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `content/${language}/smalltalk.yaml`)
  const { talk } = own.smallTalk
  for (const about of Object.keys(first.smallTalk.talk))
    if (!talk[about]) note(`talk.${about}`, 'this answer is missing', 'Write it')
  for (const about of Object.keys(talk))
    if (!first.smallTalk.talk[about])
      note(
        `talk.${about}`,
        'the first language has no such answer',
        'Write it there too, or remove it here',
      )
  return faults
}

/**
 * The remedy for a file without a topic: most often its name is misspelt, and another file is
 * missing.
 */
function unnamed(id: string, topics: readonly string[], own: LanguageText): string {
  const near = nearest(id, topics)
  return near && !own.topics[near]
    ? `Did you mean ${near}? Rename the file to ${near}.yaml`
    : 'Add it there with its sources, or remove this file'
}

function topicFaults(
  files: Files,
  language: string,
  own: LanguageText,
  first: LanguageText,
): Fault[] {
  const faults: Fault[] = []
  const note = (id: string, ...rest: [key: string, problem: string, remedy: string]) =>
    noteIn(faults, `content/${language}/topics/${id}.yaml`)(...rest)
  const topics = new Set(files.topics.map(({ id }) => id))
  for (const [id, topic] of Object.entries(own.topics)) {
    if (!topics.has(id))
      note(id, '', 'content/topics.yaml has no such topic', unnamed(id, [...topics], own))
    for (const medium of ['text', 'voice'] as const) {
      const pages = first.topics[id]?.[medium].length
      if (pages !== undefined && pages !== topic[medium].length)
        note(
          id,
          medium,
          `${topic[medium].length} pages where the first language has ${pages}`,
          'Give each language the same pages',
        )
    }
  }
  return faults
}
