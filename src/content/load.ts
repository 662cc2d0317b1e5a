/** The loader: content/ and flows/ as one checked whole, or all of their faults at once. */
import type { Flow, FlowFile } from '../flow/flow.ts'
import type { Lexicon } from '../understanding/understand.ts'
import { compileLexicon } from './compile/lexicon.ts'
import {
  type AdvocateWords,
  type Channel,
  compileAdvocateWords,
  compileInterpreters,
  compileSafeWords,
  compileWording,
  type InterpreterWords,
  type LineName,
  pageCounts,
  type SafeWords,
  type Wording,
  withInterpreters,
} from './compile/wording.ts'
import { type Fault, FaultsError } from './fault.ts'
import { type Files, readFiles } from './read/files.ts'
import { flowFaults } from './rules/flows.ts'
import { contentWarnings, staleFaults } from './rules/freshness.ts'
import { handoffFaults } from './rules/handoffs.ts'
import { interpreterFaults } from './rules/interpreters.ts'
import { phraseFaults } from './rules/phrases.ts'
import { textFaults } from './rules/texts.ts'
import { wordingFaults } from './rules/wording.ts'
import type { Language, Phone, Topic } from './schema.ts'

const channels = ['sms', 'voice'] as const satisfies Channel[]

/** Everything that the line says and does, ready for a turn. */
export type Content = {
  languages: Readonly<Record<string, Language>>
  topics: readonly Topic[]
  phones: Readonly<Record<string, Phone>>
  flows: Readonly<Record<Channel, Flow>>
  lexicon: Lexicon
  wording: Readonly<Record<Channel, Readonly<Record<string, Wording>>>>
  safe: Readonly<Record<string, SafeWords>>
  advocate: AdvocateWords
  /** The languages that only interpreters speak. */
  interpreters: readonly InterpreterWords[]
  /** What may go on but should be known. */
  warnings: readonly string[]
  /** What nobody has checked for too long: a warning at start, an error in `harborline check`. */
  stale: readonly Fault[]
}

/**
 * Reads and checks everything below `root`. Throws FaultsError with every fault found, so that one
 * reading is enough to mend them. `now` in milliseconds.
 */
export function loadContent(root: string, name: LineName, now = Date.now()): Content {
  const { files, faults } = readFiles(root)
  if (!files) throw new FaultsError(faults)
  const flows = { sms: compileFlow(files, 'sms'), voice: compileFlow(files, 'voice') }
  const languages = Object.keys(files.languages)
  const compile = (channel: Channel) =>
    Object.fromEntries(
      languages.map((language) => [
        language,
        compileWording(files, language, channel, name, flows[channel]),
      ]),
    )
  const wording = { sms: compile('sms'), voice: compile('voice') }

  // what follows from a file that can not be read is not a second fault of it
  const unread = new Set(faults.map(({ file }) => file))
  const found = [
    ...handoffFaults(files),
    ...flowFaults(files, flows.sms),
    ...flowFaults(files, flows.voice),
    ...textFaults(files, flows),
    ...interpreterFaults(files),
    ...phraseFaults(files),
    ...channels.flatMap((channel) =>
      Object.entries(wording[channel]).flatMap(([language, words]) =>
        wordingFaults(language, channel, words, flows[channel]),
      ),
    ),
  ]
  faults.push(...found.filter(({ file }) => !unread.has(file)))
  if (faults.length > 0) throw new FaultsError(faults)
  const interpreters = compileInterpreters(files)
  for (const [language, words] of Object.entries(wording.sms))
    wording.sms[language] = withInterpreters(words, interpreters)
  return {
    languages: files.languages,
    topics: files.topics,
    phones: files.phones,
    flows,
    lexicon: compileLexicon(files),
    wording,
    safe: Object.fromEntries(
      languages.map((language) => [language, compileSafeWords(files, language, name)]),
    ),
    advocate: compileAdvocateWords(files, name),
    interpreters,
    warnings: contentWarnings(files),
    stale: staleFaults(files, now),
  }
}

/** A channel's flow: its own file over the nodes that all channels share. */
function compileFlow(files: Files, channel: Channel): Flow {
  const shared = files.flows.line
  const own: FlowFile = files.flows[channel]
  return {
    name: channel,
    start: own.start ?? shared.start ?? '',
    home: own.home ?? shared.home ?? '',
    lost: own.lost ?? shared.lost ?? '',
    callback: own.callback ?? own.start ?? '',
    on: { ...shared.on, ...own.on },
    nodes: { ...shared.nodes, ...own.nodes },
    pages: pageCounts(files, channel),
    languages: Object.keys(files.languages) as [string, ...string[]],
  }
}
