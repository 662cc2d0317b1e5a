/** The figures of the evaluation: how often the line handles a text correctly. */

import type { Content } from '../../src/content/load.ts'
import type { Input } from '../../src/flow/input.ts'
import type { Session } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'
import { textOf } from '../../src/twilio/channel.ts'
import { type Explanation, explain } from '../../src/understanding/explain.ts'
import { understand } from '../../src/understanding/understand.ts'
import type { Row } from './texts.ts'

/** `named`: the topic mentioned below the answer. */
export type Result = Row & { explanation: Explanation; got: string; named: string | undefined }

export function resultsOf(content: Content, rows: readonly Row[]): Result[] {
  return rows.map((row) => {
    const language = row.language === 'es' ? 'es' : 'en'
    const understood = understand(content.lexicon, row.text)
    const explanation = explain(understood, language)
    const got = answers(content, row, understood.input) ? row.right : gotOf(explanation)
    const named = namedBelow(content, language, understood.input)
    return { ...row, explanation, got, named }
  })
}

/** The topic that key 1 leads to below an answer that mentions it, past the first question. */
function namedBelow(content: Content, language: string, input: Input): string | undefined {
  const home: Session = { node: 'home', language, misses: 0, page: 0 }
  const turn = transition(content.flows.text, home, input)
  const [reply] = turn.replies
  if (!reply || !('also' in reply)) return undefined
  const says = textOf(turn, content.wording.text).split('\n').at(-1)?.startsWith('1=')
  return says ? reply.also : undefined
}

/** The result for a text, in the set's terms. */
function gotOf({ kind, topic, choices, about }: Explanation): string {
  if (kind === 'topic') return topic ?? kind
  if (kind === 'choices') return `? ${choices?.join(' ')}`
  if (kind === 'crisis') return `crisis.${about}`
  if (kind === 'smalltalk') return about === 'buyer' ? about : `say.${about}`
  return kind
}

/** The key that an answer stands for, and the node where it is given. */
const asked: Readonly<Record<string, readonly [node: string, key: string]>> = {
  yes: ['gate', '1'],
  no: ['gate', '2'],
  'answer.person': ['home', '0'],
  'answer.menu': ['home', '9'],
  'answer.more': ['signs', '7'],
  'answer.back': ['signs', '8'],
}

/** Whether a text has the same effect, in its place, as the key it stands for. */
function answers(content: Content, { right, language }: Row, input: Input): boolean {
  const [node, key] = asked[right] ?? ['home', /^answer\.(\d)$/.exec(right)?.[1]]
  if (key === undefined) return false
  const session: Session = { node, language: language === 'es' ? 'es' : 'en', misses: 0, page: 0 }
  const replies = (said: Input) =>
    JSON.stringify(transition(content.flows.text, session, said).replies)
  return replies(input) === replies({ type: 'key', key })
}

export type Group = 'topic' | 'crisis' | 'talk' | 'unrelated' | 'command' | 'answer' | 'automatic'

const commands = ['person', 'help', 'exit', 'opt_out', 'opt_in', 'language', 'call', 'tip', 'menu']

export function groupOf({ right }: Row): Group {
  if (right.startsWith('crisis.')) return 'crisis'
  if (right.startsWith('say.') || right === 'buyer') return 'talk'
  if (right.startsWith('answer.') || right === 'yes' || right === 'no') return 'answer'
  if (right === 'unknown') return 'unrelated'
  if (right === 'automatic') return 'automatic'
  return right === 'number' || commands.includes(right) ? 'command' : 'topic'
}

/**
 * Labels from when there were twenty topics, and the topics that have since taken over parts of
 * them: a text about a record is right with either.
 */
const since: Readonly<Record<string, readonly string[]>> = {
  'survivor-services': [
    'money',
    'immigration',
    'new-start',
    'leaving',
    'shelter',
    'health',
    'records',
  ],
  'long-term-effects': ['records', 'health'],
  'labor-trafficking': ['immigration'],
  'foster-care': ['children'],
  laws: ['records', 'immigration'],
  report: ['worried', 'at-work'],
  signs: ['worried', 'partner'],
  tactics: ['partner'],
  'say.shelter': ['shelter'],
  'say.immigration': ['immigration'],
  // someone asking for a person gets the number
  number: ['person'],
}

export const isRight = ({ right, got }: Result) => right === got || !!since[right]?.includes(got)
/** Whether the right topic is the answer, among the choices, or mentioned below the answer. */
export const isOffered = (result: Result) =>
  isRight(result) ||
  [result.right, ...(since[result.right] ?? [])].some(
    (topic) => result.explanation.choices?.includes(topic) || result.named === topic,
  )
export const isCrisis = ({ explanation }: Result) => explanation.kind === 'crisis'
export const isTopic = ({ explanation }: Result) => explanation.kind === 'topic'
/** Danger to somebody other than the sender. */
export const isOthers = ({ right }: Row) => right.startsWith('crisis.other_')

export type Figures = Record<
  'top1' | 'offered' | 'recall' | 'falseAlarms' | 'answered' | 'others' | 'answers' | 'automatic',
  number
> & { topics: number; dangers: number; unrelated: number }

/** Shares from 0 to 1; for empty groups 1 if more is better, and 0 if less is. */
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
    falseAlarms: share(
      results.filter((result) => groupOf(result) !== 'crisis'),
      isCrisis,
      0,
    ),
    unrelated: unrelated.length,
    answered: share(unrelated, isTopic, 0),
    others: share(of('talk', 'command'), isRight, 1),
    answers: share(of('answer'), isRight, 1),
    automatic: share(of('automatic'), isRight, 1),
  }
}
