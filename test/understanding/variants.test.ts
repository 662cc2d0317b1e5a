/** Every kind of how people text is read rightly in at least five variants that were not there when it was mended. */
import { expect, test } from 'vitest'
import type { Session } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'
import { explain } from '../../src/understanding/explain.ts'
import { understand } from '../../src/understanding/understand.ts'
import { content } from '../line.ts'
import { type Kind, kinds } from './variants.ts'

const { lexicon, flows } = content()
const read = (text: string) => understand(lexicon, text).input

/** What is right, as it is, beside what came. */
function compared({ at = 'home', conversation = 'en', is }: Kind, text: string) {
  const session: Session = { node: at, language: conversation, misses: 0, page: 0 }
  const after = (input: ReturnType<typeof read>) => transition(flows.text, session, input)
  const { kind, topic, about } = explain(understand(lexicon, text), conversation)
  const [what, which] = is.split(' ')
  switch (what) {
    case 'key':
      return [after(read(text)).replies, after(read(which ?? '')).replies]
    case 'language':
      return [after(read(text)).language, which]
    case 'calm':
      return [kind === 'crisis', false]
    case 'topic':
      return [`topic ${topic}`, is]
    case 'smalltalk':
      return [`smalltalk ${about}`, is]
    case 'buyer':
      return [about, is]
    case 'crisis.other_danger':
    case 'crisis.other_self_harm':
      return [`crisis.${about}`, is]
    default:
      return [kind, is]
  }
}

test.each(
  kinds.flatMap((each) => each.texts.map((text) => [each.kind, text, each.is, each] as const)),
)('%s: "%s" is %s', (_, text, _is, each) => {
  const [came, right] = compared(each, text)
  expect(came).toEqual(right)
})

test('each kind has five variants or more', () => {
  const variants = new Map<string, Set<string>>()
  for (const { kind, texts } of kinds)
    variants.set(kind, new Set([...(variants.get(kind) ?? []), ...texts]))
  const few = Array.from(variants).filter(([, texts]) => texts.size < 5)
  expect(few.map(([kind]) => kind)).toEqual([])
  expect(variants.size).toBeGreaterThan(25)
})
