/** The conversations that are played: one person's steps, and what a right answer to each holds. */
import { readFileSync } from 'node:fs'
import { PUBLIC_URL } from './settings.mjs'

/** A text conversation: `[what is texted, words of the right answer]`. */
function texts(rows) {
  return rows.map(([Body, expect]) => ({ path: '/sms', fields: { Body }, expect }))
}

/** A call: the first request, then one for each key. `pathOf` is the address that step number `at` has. */
function call(rows, pathOf) {
  return rows.map(([key, expect], at) => ({
    path: pathOf(at),
    fields: key === '' ? {} : { Digits: key, FinishedOnKey: '', msg: 'Gather End' },
    expect,
  }))
}

/** The line's own conversations. A step of a call must also lead on to the address of the next one. */
export const line = {
  sms: texts([
    ['Hi', 'Safe to text now?'],
    ['1', 'Reply with a number'],
    ['what are the signs?', '7=more'],
    ['MENU', 'Reply with a number'],
    ['2', 'Worried about someone'],
    ['0', 'A person answers 24/7'],
  ]),
  voice: call(
    [
      ['', 'press 1'],
      ['1', 'For something you need now, press 1'],
      ['2', 'For '],
      ['1', 'press 7'],
      ['7', 'press 8'],
      ['9', 'For something you need now, press 1'],
    ],
    stepPath,
  ).map((step, at) => ({
    ...step,
    follows: at > 0,
    leadsTo: `action="${PUBLIC_URL}${stepPath(at + 1)}`,
  })),
}

/** Questions in people's own words, each too long for its meaning to be remembered. */
const questions = readFileSync(new URL('../evaluation/sixth-en.tsv', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((row) => row.split('\t')[2])
  .filter((text) => text.length > 24)

/**
 * The line's text conversation with another question for each person. Where it leads, and so what is answered
 * afterwards, depends on the question.
 */
export const ownQuestions = line.sms.map((step, at) => {
  if (at < 2) return step
  const asks = (person) => ({ Body: questions[person % questions.length] })
  return { ...step, expect: '', ...(at === 2 && { fieldsOf: asks }) }
})

function stepPath(at) {
  return at === 0 ? '/voice' : `/voice/turn?step=${at}`
}

/** The peers' conversations: as many steps and fields, about a small clinic. */
export const peer = {
  sms: texts([['Hi'], ['1'], ['what are your hours?'], ['MENU'], ['2'], ['0']]),
  voice: call([[''], ['1'], ['2'], ['1'], ['7'], ['9']], (at) =>
    at === 0 ? '/voice' : '/voice/menu',
  ),
}

/** Whether an answer is the right one to a step. */
export function isRight(step, answer) {
  return (
    answer.includes('<Response') &&
    answer.includes(step.expect ?? '') &&
    answer.includes(step.leadsTo ?? '')
  )
}
