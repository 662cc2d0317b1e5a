/** The property of texts of which nothing can be remembered: the store is away and nothing was carried, or no number is shown. */
import type { Input } from '../flow/input.ts'
import type { Passed } from '../line/sender-counts.ts'
import { takeTurnAlone } from '../line/turn.ts'
import { placeOfArc } from './place.ts'
import type { Broken, Property } from './property.ts'
import type { Setting } from './setting.ts'
import { isMachine } from './ways.ts'

/** Those that are answered. */
const answered = ['answered', 'limited'] as const satisfies Passed[]

export const aloneProperties: readonly Property[] = [
  {
    name: 'without the store',
    promise:
      'While nothing can be remembered, each text is answered by itself, and a person is named',
    remedy: 'Write {hotline} into the sentences that are said when alone and when limited',
    whole({ medium, inputs }, setting) {
      // a call always brings back what it is given
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
