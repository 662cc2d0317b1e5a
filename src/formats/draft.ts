/**
 * Drafts of the files that an imported line would change: whole files, to be reviewed and copied.
 */
import { isDeepStrictEqual } from 'node:util'
import type { Files } from '../content/read/files.ts'
import type { Medium } from '../content/words.ts'
import type { Move, Node } from '../flow/flow.ts'
import { draftWords } from './draft-words.ts'
import { type Change, type DraftFile, Drafts } from './drafts.ts'
import { type Exchange, type ExchangedFlow, media } from './exchange.ts'

/** The files that differ, and a report of what they cannot express. */
export function draftOf(change: Change): { files: DraftFile[]; report: readonly string[] } {
  const drafts = new Drafts(change.root)
  const report = new Set<string>()
  draftFlows(change, drafts)
  draftTopics(change, drafts)
  draftWords(change, drafts, report)
  return { files: drafts.changed(), report: Array.from(report) }
}

function draftFlows({ files, before, after }: Change, drafts: Drafts): void {
  for (const medium of media) {
    const [old, now] = [before.flows[medium], after.flows[medium]]
    const own = `flows/${medium}.yaml`
    for (const key of ['start', 'home', 'lost', 'callback'] as const)
      if (now[key] !== old[key])
        drafts.set(key in files.flows.line ? 'flows/line.yaml' : own, [key], now[key])
    for (const key of ['on', 'sentences'] as const)
      if (!isDeepStrictEqual(now[key], old[key])) drafts.set(own, [key], now[key])
    for (const [name, node] of Object.entries(now.nodes))
      if (!isDeepStrictEqual(node, old.nodes[name]))
        drafts.set(placeOf(files, medium, name, after), ['nodes', name], written(node))
    for (const name of Object.keys(old.nodes))
      if (!(name in now.nodes)) dropNode(files, medium, name, after.flows, drafts)
  }
}

/**
 * The file for a node: flows/line.yaml if both media share it, and it is still the same in both.
 */
function placeOf({ flows }: Files, medium: Medium, name: string, { flows: now }: Exchange): string {
  const shared = isDeepStrictEqual(now.text.nodes[name], now.voice.nodes[name])
  return shared && !(name in flows[medium].nodes) ? 'flows/line.yaml' : `flows/${medium}.yaml`
}

function dropNode(
  { flows }: Files,
  medium: Medium,
  name: string,
  now: Readonly<Record<Medium, ExchangedFlow>>,
  drafts: Drafts,
): void {
  if (name in flows[medium].nodes) drafts.drop(`flows/${medium}.yaml`, ['nodes', name])
  else if (media.every((each) => !(name in now[each].nodes)))
    drafts.drop('flows/line.yaml', ['nodes', name])
}

/** A node in the form people write: a move with only a target is shortened to its name. */
function written(node: Node): unknown {
  if (node.type !== 'menu') return node
  const short = (move: Move) => (Object.keys(move).length === 1 ? move.to : move)
  const options = Object.entries(node.options).map(
    ([key, move]) => [Number(key), short(move)] as const,
  )
  return { ...node, options: new Map(options) }
}

function draftTopics({ files, before, after }: Change, drafts: Drafts): void {
  const ids = files.topics.map(({ id }) => id)
  let end = ids.length
  for (const [id, { keywords, ...topic }] of Object.entries(after.topics)) {
    const { keywords: known, ...old } = before.topics[id] ?? { keywords: undefined }
    if (!isDeepStrictEqual(topic, old))
      drafts.set('content/topics.yaml', [ids.includes(id) ? ids.indexOf(id) : end++], {
        id,
        ...topic,
      })
    for (const [language, words] of Object.entries(keywords))
      if (id in before.topics && !isDeepStrictEqual(words, known?.[language]))
        drafts.set(`content/${language}/topics/${id}.yaml`, ['keywords'], words)
  }
}
