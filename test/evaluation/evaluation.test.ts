/** The goals of understanding, held with a little slack, so that a change for the worse fails. */
import { expect, test } from 'vitest'
import { transition } from '../../src/flow/transition.ts'
import { textOf } from '../../src/twilio/channel.ts'
import { understand } from '../../src/understanding/understand.ts'
import { content } from '../line.ts'
import { figuresOf, groupOf, isOthers, resultsOf } from './figures.ts'
import { blindTexts, texts } from './texts.ts'

const { lexicon } = content()
const results = resultsOf(content(), texts())
const blind = resultsOf(content(), blindTexts())

test('the set is a large one, over all topics, with no text twice', () => {
  expect(results.length).toBeGreaterThan(400)
  expect(new Set(results.map(({ text }) => text)).size).toBe(results.length)
  for (const { id } of content().topics)
    expect(
      [...results, ...blind].filter(({ right }) => right === id).length,
      id,
    ).toBeGreaterThanOrEqual(8)
})

test('the goals are met on texts that were looked at while building', () => {
  const figures = figuresOf(results.filter(({ half }) => half === 'tune'))
  expect(figures.top1).toBeGreaterThan(0.95)
  expect(figures.offered).toBeGreaterThan(0.985)
  expect(figures.recall).toBe(1)
  expect(figures.falseAlarms).toBeLessThan(0.01)
  expect(figures.answered).toBeLessThan(0.02)
})

test.each([
  ['texts.tsv', 0.97],
  ['own.tsv', 0.98],
] as const)(
  'of our own %s, what is asked, danger and what is none are understood',
  (file, offered) => {
    const figures = figuresOf(results.filter((result) => result.file === file))
    expect(figures.top1).toBeGreaterThanOrEqual(0.93)
    expect(figures.offered).toBeGreaterThanOrEqual(offered)
    expect(figures.recall).toBeGreaterThanOrEqual(0.98)
    expect(figures.falseAlarms).toBeLessThanOrEqual(0.015)
  },
)

test.each([
  ['further.tsv', 0.9, 0.95],
  ['english.tsv', 0.95, 0.98],
  ['spanish.tsv', 0.94, 0.98],
  ['hard.tsv', 0.86, 0.95],
] as const)('texts of %s, seen for the first time, fare as told', (file, top1, offered) => {
  const figures = figuresOf(results.filter((result) => result.file === file))
  expect(figures.top1).toBeGreaterThan(top1)
  expect(figures.offered).toBeGreaterThan(offered)
  expect(figures.recall).toBeGreaterThan(0.97)
})

test('answers are read as the keys that they stand for, and what nobody wrote as that', () => {
  const figures = figuresOf(results.filter(({ file }) => file === 'answers.tsv'))
  expect(figures.answers).toBeGreaterThan(0.95)
  expect(figures.automatic).toBeGreaterThan(0.95)
})

test.each([
  ['sixth-en.tsv', 0.925, 0.975, 0.97],
  ['sixth-es.tsv', 0.93, 0.98, 0.98],
  ['fifth-en.tsv', 0.9, 0.96, 0.98],
  ['fifth-es.tsv', 0.91, 0.95, 0.98],
  ['third-en.tsv', 0.88, 0.93, 0.98],
  ['third-es.tsv', 0.86, 0.94, 0.98],
  ['fourth-en.tsv', 0.94, 0.96, 0.95],
  ['fourth-es.tsv', 0.94, 0.97, 0.96],
] as const)('texts of %s that nobody opened fare as told', (file, top1, offered, recall) => {
  const figures = figuresOf(blind.filter((result) => result.file === file))
  expect(figures.top1).toBeGreaterThan(top1)
  expect(figures.offered).toBeGreaterThan(offered)
  expect(figures.recall).toBeGreaterThan(recall)
})

test('of all that nobody tuned on, danger is found, and little else is taken for it', () => {
  const figures = figuresOf(results.filter(({ half }) => half === 'held'))
  expect(figures.top1).toBeGreaterThan(0.93)
  expect(figures.offered).toBeGreaterThan(0.975)
  expect(figures.recall).toBeGreaterThan(0.985)
  expect(figuresOf(results.filter(isOthers)).recall).toBeGreaterThan(0.985)
  expect(figures.falseAlarms).toBeLessThan(0.018)
  expect(figures.answered).toBeLessThan(0.03)
  expect(figures.others).toBeGreaterThan(0.88)
})

test('a text in Spanish is not answered in English', () => {
  const spanish = results.filter(
    (result) => result.language === 'es' && ['topic', 'crisis'].includes(groupOf(result)),
  )
  const english = spanish.filter(({ text }) => {
    const { input } = understand(lexicon, text)
    return 'language' in input && input.language === 'en'
  })
  expect(english.map(({ text }) => text)).toEqual([])
})

test('whatever is missed of danger, 911 is in the reply, at the first question and after it', () => {
  const dangers = [...results, ...blind].filter((result) => groupOf(result) === 'crisis')
  expect(dangers.length).toBeGreaterThan(600)
  const { flows, wording } = content()
  const without = ['gate', 'home', 'signs'].flatMap((node) =>
    dangers
      .filter(({ text, language, explanation }) => {
        // I AM NOT SAFE answers "Is it safe to text?", which has said 911
        if (node === 'gate' && explanation.kind === 'no') return false
        const session = { node, language: language === 'es' ? 'es' : 'en', misses: 0, page: 0 }
        const turn = transition(flows.text, session, understand(lexicon, text).input)
        return !textOf(turn, wording.text).includes('911')
      })
      .map(({ text, right, explanation }) => [node, right, explanation.kind, text]),
  )
  expect(without).toEqual([])
})
