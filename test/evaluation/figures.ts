/** The figures of the evaluation: how often the line does what is right with a text. */

import { type Explanation, explain } from '../../src/understanding/explain.ts'
import { type Lexicon, understand } from '../../src/understanding/understand.ts'
import type { Row } from './texts.ts'

export type Result = Row & { explanation: Explanation; got: string }

export function resultsOf(lexicon: Lexicon, rows: readonly Row[]): Result[] {
  return rows.map((row) => {
    const understanding = understand(lexicon, row.text)
    const explanation = explain(understanding, row.language === 'es' ? 'es' : 'en')
    return { ...row, explanation, got: gotOf(explanation) }
  })
}

/** What came of a text, in the words of the set. */
function gotOf({ kind, topic, choices, about }: Explanation): string {
  if (kind === 'topic') return topic ?? kind
  if (kind === 'choices') return `? ${choices?.join(' ')}`
  if (kind === 'crisis') return `crisis.${about}`
  if (kind === 'smalltalk') return `say.${about}`
  return kind
}

export type Group = 'topic' | 'crisis' | 'talk' | 'unrelated' | 'command'

const commands = ['person', 'help', 'exit', 'opt_out', 'opt_in', 'language', 'call', 'tip', 'menu']

export function groupOf({ right }: Row): Group {
  if (right.startsWith('crisis.')) return 'crisis'
  if (right.startsWith('say.')) return 'talk'
  if (right === 'unknown') return 'unrelated'
  return commands.includes(right) ? 'command' : 'topic'
}

export const isRight = ({ right, got }: Result) => right === got
/** Right at once, or among the choices. */
export const isOffered = (result: Result) =>
  isRight(result) || (result.explanation.choices?.includes(result.right) ?? false)
export const isCrisis = ({ explanation }: Result) => explanation.kind === 'crisis'
export const isTopic = ({ explanation }: Result) => explanation.kind === 'topic'

export type Figures = {
  topics: number
  top1: number
  offered: number
  dangers: number
  recall: number
  falseAlarms: number
  unrelated: number
  answered: number
  others: number
}

/** Shares of 1; those of nothing are 1 where more is better and 0 where less is. */
export function figuresOf(results: readonly Result[]): Figures {
  const of = (...groups: Group[]) => results.filter((result) => groups.includes(groupOf(result)))
  const share = (all: readonly Result[], is: (result: Result) => boolean, none: number) =>
    all.length === 0 ? none : all.filter(is).length / all.length
  const topics = of('topic')
  const dangers = of('crisis')
  const unrelated = of('unrelated')
  return {
    topics: topics.length,
    top1: share(topics, isRight, 1),
    offered: share(topics, isOffered, 1),
    dangers: dangers.length,
    recall: share(dangers, isCrisis, 1),
    falseAlarms: share(of('topic', 'talk', 'unrelated', 'command'), isCrisis, 0),
    unrelated: unrelated.length,
    answered: share(unrelated, isTopic, 0),
    others: share(of('talk', 'command'), isRight, 1),
  }
}
