/**
 * Finds a text for an input: chosen from the content's words, and checked to be understood as that
 * input.
 */
import type { Input } from '../flow/input.ts'
import type { Lexicon } from '../understanding/lexicon.ts'
import { understand } from '../understanding/understand.ts'

/** Undefined if no text can mean it, such as a picture. */
export function textFor(lexicon: Lexicon, input: Input): string | undefined {
  for (const text of candidates(lexicon, input))
    if (isSame(understand(lexicon, text).input, input)) return text
  return undefined
}

function* candidates(lexicon: Lexicon, input: Input): Generator<string> {
  if (input.type === 'key') yield input.key
  if (input.type === 'unknown') yield 'xqzt wvkk'
  if (input.type === 'automatic') yield 'Liked "Hi"'
  if (input.type === 'topic' || input.type === 'choices') yield* keywords(lexicon, input)
  if (input.type === 'interpreter')
    for (const { id, names } of lexicon.interpreters.languages) if (id === input.of) yield* names
  // the provider's words, and answers, are in no list
  yield* ['0', 'STOP', 'STOP ALL', 'START', 'HELP', 'yes', 'no']
  for (const [text, meant] of lexicon.whole) if (isSame(meant, input)) yield text
  for (const [phrase, { event }] of lexicon.crisis.meanings)
    if (input.type === 'event' && input.event === event) yield phrase.written
  for (const [phrase, meant] of lexicon.meanings)
    if (isSame(meant, input)) yield phrase.written.replaceAll(/[\^$]/g, '').trim()
}

function* keywords(lexicon: Lexicon, input: Input): Generator<string> {
  const topics =
    input.type === 'choices' ? input.topics : input.type === 'topic' ? [input.topic] : []
  const words = (topic: string) =>
    Array.from(lexicon.keywords).flatMap(([word, match]) => (match.topic === topic ? [word] : []))
  const [first = '', ...others] = topics
  for (const word of words(first)) yield [word, ...others.map((topic) => words(topic)[0])].join(' ')
}

/** Whether two inputs are the same, apart from language and confidence. */
function isSame(one: Input, other: Input): boolean {
  const what = (input: Input) => {
    switch (input.type) {
      case 'key':
        return input.key
      case 'event':
        // after STOP, the provider answers this text itself
        return `${input.event === 'opt_in.provider' ? 'opt_in' : input.event} ${input.also ?? ''}`
      case 'topic':
        return `${input.topic} ${input.also ?? ''}`
      case 'choices':
        return input.topics.join()
      case 'small_talk':
        return input.about
      case 'language':
        return input.language
      case 'interpreter':
        return input.of
      case 'automatic':
        return String(input.picture ?? false)
      default:
        return ''
    }
  }
  return one.type === other.type && what(one) === what(other)
}
