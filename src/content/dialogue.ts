/** Dialogue: everything that people can say and be told, which is what the proof is about. */
import type { Flow } from '../flow/flow.ts'
import type { Phone } from '../phones/phone.ts'
import { compileFlow } from './compile/flow.ts'
import { talkMarked } from './compile/lexicon.ts'
import { compileInterpreters, withInterpreters } from './compile/spoken-by-others.ts'
import { compileWording } from './compile/wording.ts'
import { type Files, textOf } from './read/files.ts'
import type { Topic } from './schema/topics.ts'
import type { InterpreterWords, LineName, Medium, Wording } from './words.ts'

export type Dialogue = {
  flows: Readonly<Record<Medium, Flow>>
  wording: Readonly<Record<Medium, Readonly<Record<string, Wording>>>>
  phones: Readonly<Record<string, Phone>>
  topics: readonly Topic[]
  /** The languages that only interpreters speak. */
  interpreters: readonly InterpreterWords[]
  /** Small talk by name, and whether its answer may precede the gate or waits behind it. */
  smallTalk: Readonly<Record<string, { neutral: boolean; waits: boolean }>>
  /** Words that give the subject away, by language. */
  subject: Readonly<Record<string, readonly string[]>>
  /** The nodes that all media share, from flows/line.yaml. */
  sharedNodes: ReadonlySet<string>
}

/** Compiles flows and their words, even if the files still break rules. */
export function compileDialogue(files: Files, name: LineName): Dialogue {
  const flows = compileFlows(files)
  const interpreters = compileInterpreters(files)
  const inEach = <Value>(make: (language: string) => Value): Record<string, Value> =>
    Object.fromEntries(Object.keys(files.languages).map((language) => [language, make(language)]))
  const wording = (language: string, medium: Medium) =>
    compileWording(files, language, medium, name, flows[medium])
  return {
    flows,
    wording: {
      text: inEach((language) => withInterpreters(wording(language, 'text'), interpreters)),
      voice: inEach((language) => wording(language, 'voice')),
    },
    phones: files.phones,
    topics: files.topics,
    interpreters,
    smallTalk: smallTalkOf(files),
    subject: inEach((language) => textOf(files, language).words.subject),
    sharedNodes: new Set(Object.keys(files.flows.line.nodes)),
  }
}

function smallTalkOf(files: Files): Dialogue['smallTalk'] {
  const neutral = talkMarked(files, 'beforeGate')
  const waits = talkMarked(files, 'waits')
  const talks = Object.values(files.texts).flatMap(({ smallTalk }) => Object.keys(smallTalk.talk))
  return Object.fromEntries(
    talks.map((about) => [about, { neutral: neutral.has(about), waits: waits.has(about) }]),
  )
}

/** The flow of each medium. */
export function compileFlows(files: Files): Dialogue['flows'] {
  return { text: compileFlow(files, 'text'), voice: compileFlow(files, 'voice') }
}
