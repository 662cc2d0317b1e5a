/**
 * All rules: those of the files, independent of the line's name, and those of its final wording.
 */
import type { Flow } from '../../flow/flow.ts'
import { alphabetIn } from '../compile/fill.ts'
import { against, type Fault } from '../fault.ts'
import { type Files, textOf } from '../read/files.ts'
import type { Medium, Wording } from '../words.ts'
import { besideFaults } from './beside.ts'
import { flowFaults } from './flows.ts'
import { handoffFaults } from './handoffs.ts'
import { interpreterFaults } from './interpreters.ts'
import { keywordFaults } from './keywords.ts'
import { languageFaults } from './languages.ts'
import { sayableFaults } from './sayable.ts'
import { sentenceFaults } from './sentences.ts'
import { textFaults } from './texts.ts'
import { wordingFaults } from './wording.ts'

/** Rules of the files; the rules of questions are checked together with the questions. */
export function fileFaults(files: Files, flows: Readonly<Record<Medium, Flow>>): Fault[] {
  return [
    ...against('handoffs', handoffFaults(files)),
    ...against('flow', [...flowFaults(files, flows.text), ...flowFaults(files, flows.voice)]),
    ...against('sentences', [...sentenceFaults(flows.text), ...sentenceFaults(flows.voice)]),
    ...against('texts', textFaults(files, flows)),
    ...sayableFaults(files),
    ...against('keywords', keywordFaults(files)),
    ...against('interpreters', interpreterFaults(files)),
    ...against('languages', languageFaults(files, flows)),
  ]
}

/** Rules of the words as they are sent, which depend on the line's name. */
export function allWordingFaults(
  files: Files,
  flows: Readonly<Record<Medium, Flow>>,
  wording: Readonly<Record<Medium, Readonly<Record<string, Wording>>>>,
): Fault[] {
  const beside = Object.entries(wording.text).flatMap(([language, words]) =>
    besideFaults(language, words, flows.text),
  )
  const sent = (['text', 'voice'] as const).flatMap((medium) =>
    Object.entries(wording[medium]).flatMap(([language, words]) =>
      wordingFaults(
        {
          language,
          alphabet: alphabetIn(files, language),
          subject: textOf(files, language).words.subject,
        },
        medium,
        words,
        flows[medium],
      ),
    ),
  )
  return [...sent, ...beside]
}
