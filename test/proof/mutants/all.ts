/** Every way in which one slip of a hand can spoil a flow, its effects or its words, made from the files themselves. */
import { dangerMutants } from './danger.ts'
import { effectMutants, manners } from './effects.ts'
import { flowMutants } from './flows.ts'
import { heardMutants } from './heard.ts'
import { lineMutants, wordMutants } from './line.ts'
import { FLOWS, LANGUAGES, type Mutant } from './mutant.ts'
import { namedMutants } from './named.ts'
import { dateMutants, phoneMutants } from './phones.ts'
import { otherMutants, topicMutants } from './topics.ts'

export function allMutants(): Mutant[] {
  return [
    ...FLOWS.flatMap(flowMutants),
    ...effectMutants(),
    ...manners(),
    ...LANGUAGES.flatMap(lineMutants),
    ...LANGUAGES.flatMap(topicMutants),
    ...LANGUAGES.flatMap(wordMutants),
    ...LANGUAGES.flatMap(dangerMutants),
    ...heardMutants(),
    ...LANGUAGES.flatMap(namedMutants),
    ...phoneMutants(),
    ...dateMutants(),
    ...otherMutants(),
  ]
}
