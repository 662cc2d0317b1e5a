/** A medium's flow: its own file layered over the shared one. */
import type { Flow, FlowFile } from '../../flow/flow.ts'
import type { Files } from '../read/files.ts'
import type { Medium } from '../words.ts'
import { pageCounts } from './wording.ts'

export function compileFlow(files: Files, medium: Medium): Flow {
  const shared = files.flows.line
  const own: FlowFile = files.flows[medium]
  const sentences = { ...shared.sentences, ...own.sentences }
  return {
    name: medium,
    start: own.start ?? shared.start ?? '',
    home: own.home ?? shared.home ?? '',
    lost: own.lost ?? shared.lost ?? '',
    callback: own.callback ?? own.start ?? '',
    on: { ...shared.on, ...own.on },
    nodes: { ...shared.nodes, ...own.nodes },
    sentences,
    says: saysOf(sentences),
    pages: pageCounts(files, medium),
    languages: Object.keys(files.languages) as [string, ...string[]],
  }
}

/** The sentence for each moment. */
function saysOf(sentences: Flow['sentences']): Flow['says'] {
  return Object.fromEntries(
    Object.entries(sentences).flatMap(([key, { when }]) => (when ? [[when, key]] : [])),
  )
}
