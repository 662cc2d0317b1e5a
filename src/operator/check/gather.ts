/**
 * Collects everything that `harborline check` reports: rules, the proof, texts, numbers, age,
 * translations, reviews.
 */

import { checkOnlyFaults } from '../../content/check-only.ts'
import { type Fault, FaultsError } from '../../content/fault.ts'
import type { Content } from '../../content/load.ts'
import { buildCache } from '../../content/read/cache.ts'
import { withLines } from '../../content/read/line-number.ts'
import { type Replay, replayOf } from '../../proof/conversation.ts'
import { faultOf } from '../../proof/faults.ts'
import { prove } from '../../proof/prove.ts'
import { proveTransfers, type TransferProof } from '../../proof/transfers.ts'
import { contentAt, type Names, partsAt } from '../content.ts'
import { carrierWords } from './carrier-words.ts'
import { figureFaults } from './figures.ts'
import { reviewFaults } from './review-faults.ts'
import { type Group, ruleInfo, type Severity } from './rules.ts'
import { longTexts } from './texts.ts'
import { unofferedFolders } from './unoffered.ts'

/** One reported item; `replay` is the shortest conversation that demonstrates it. */
export type Notice = Fault & { severity: Severity; group: Group; replay?: Replay | undefined }

export type Report = {
  notices: readonly Notice[]
  /** What was examined; undefined if files could not be read. */
  looked:
    | { topics: number; languages: readonly string[]; states: number; steps: number }
    | undefined
}

export type CheckOptions = Names & {
  root: string
  lineNumber?: string | undefined
  /** The date for judging age, as 2026-12-01. */
  today: string
  /** Called with what is being examined. */
  progress?: (what: string) => void
}

/** Reports as much as possible: only what depends on unreadable files is left out. */
export function gather({ root, today, progress = () => {}, ...names }: CheckOptions): Report {
  progress('rules')
  const loaded = load(root, { ...names, now: Date.parse(`${today}T12:00:00Z`) })
  const dangers = checkOnlyFaults(root, buildCache(root))
  const isUnread = dangers.some(({ rule }) => rule === undefined)
  if ('faults' in loaded || isUnread) {
    const faults = [...('faults' in loaded ? loaded.faults : []), ...dangers]
    return { notices: faults.map(noticeOf), looked: undefined }
  }
  const { content } = loaded
  progress('every conversation')
  const { findings, states, steps } = prove(content)
  progress('every transfer')
  const transfer = proveTransfers(content.phones)
  const proved = withLines(
    root,
    findings.map((finding) => faultOf(finding, content)),
  ).map((fault, at): Notice => {
    const finding = findings[at]
    return { ...noticeOf(fault), replay: finding && replayOf(finding, () => content.lexicon) }
  })
  progress('texts and reviews')
  const parts = partsAt(root)
  const others = withLines(root, [
    ...content.stale,
    ...content.warnings,
    ...longTexts(content, [names.lineName, names.lineNameSpoken]),
    ...carrierWords(content),
    ...figureFaults(parts),
    ...unofferedFolders(root, Object.keys(content.languages)),
    ...reviewFaults(parts, today),
  ])
  return {
    notices: [
      ...proved,
      ...transfer.broken.map(noticeOfTransfer),
      ...[...dangers, ...others].map(noticeOf),
    ],
    looked: {
      topics: content.topics.length,
      languages: Object.keys(content.languages),
      states: states + transfer.states,
      steps: steps + transfer.steps,
    },
  }
}

function noticeOfTransfer({ promise, rungs, events }: TransferProof['broken'][number]): Notice {
  const ladder = Array.from(new Set(rungs.map(({ destination }) => destination)))
  return noticeOf({
    rule: 'proof.transfer',
    file: 'content/phones.yaml',
    key: 'hotline.handoff',
    problem: `not kept of a transfer to ${ladder.join(', then ')}: ${promise}, after ${events.map(({ type }) => type).join(', ')}`,
    remedy: 'Mend src/transfer/machine.ts',
  })
}

function load(
  root: string,
  names: Names & { lineNumber?: string | undefined; now: number },
): { content: Content } | { faults: readonly Fault[] } {
  try {
    return { content: contentAt(root, names, 'anew') }
  } catch (error) {
    if (!(error instanceof FaultsError)) throw error
    return { faults: error.faults }
  }
}

function noticeOf(fault: Fault): Notice {
  const { severity, group } = ruleInfo(fault.rule)
  return { ...fault, severity, group }
}

/** 1 if something must not be published; with `strict`, also if there are warnings. */
export function exitCode({ notices }: Report, strict: boolean): 0 | 1 {
  const counts = countsOf(notices)
  return counts.error > 0 || (strict && counts.warning > 0) ? 1 : 0
}

export function countsOf(notices: readonly Notice[]): Record<Severity, number> {
  const count = (severity: Severity) => notices.filter((each) => each.severity === severity).length
  return { error: count('error'), warning: count('warning'), note: count('note') }
}
