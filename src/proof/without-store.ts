/**
 * The property of texts for which nothing can be remembered: the store is unavailable and nothing
 * was carried, or the number is withheld.
 */
import type { Input } from '../flow/input.ts'
import type { Passed } from '../line/sender-counts.ts'
import { takeTurnAlone } from '../line/turn.ts'
import { isMachine } from './navigation.ts'
import { placeOfArc } from './place.ts'
import type { Broken, Property } from './property.ts'
import type { Setting } from './setting.ts'

/** The outcomes that get an answer. */
const answered = ['answered', 'limited'] as const satisfies Passed[]

export const withoutStoreProperties: readonly Property[] = [
  {
    name: 'without the store',
    promise:
      'While nothing can be remembered, each text is answered by itself, and a person is named',
    remedy: 'Write {hotline} into the sentences that are said when alone and when limited',
    whole({ medium, inputs }, setting) {
      // a call always carries its state
      if (medium !== 'text') return []
      return [...inputs.everywhere, ...inputs.crossroads].flatMap((input) =>
        answered.flatMap((passed) => brokenBy(input, passed, setting) ?? []),
      )
    },
  },
]

function brokenBy(input: Input, passed: Passed, setting: Setting): Broken | undefined {
  if (isMachine(input)) return undefined
  const { language, replies } = takeTurnAlone(setting.flow, input, passed)
  const key = placeOfArc(undefined, input, setting.flow)
  const said = setting.said({ language, replies })
  if (said.trim() === '')
    return { key, why: `nothing is said to '${input.type}' without the store` }
  const waits = replies.find(({ type }) => type !== 'say' && type !== 'end')
  if (waits) return { key, why: `'${input.type}' is answered by what has to be remembered` }
  if (said.includes(setting.hotline) || setting.isNeutral(language, said)) return undefined
  return { key, why: `'${input.type}' names no person without the store` }
}
