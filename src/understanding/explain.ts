/** Explains what the line would do with a text, in the words of `harborline ask`. */
import type { Event } from '../flow/event.ts'
import type { Input } from '../flow/input.ts'
import type { Understanding } from './understand.ts'

export type Explanation = {
  kind:
    | 'topic'
    | 'choices'
    | 'crisis'
    | 'person'
    | 'menu'
    | 'exit'
    | 'help'
    | 'language'
    | 'opt_out'
    | 'opt_in'
    | 'smalltalk'
    | 'call'
    | 'tip'
    | 'relay'
    | 'interpreter'
    | 'unknown'
  topic?: string
  choices?: readonly string[]
  /** Which kind of danger, or which question about the line itself. */
  about?: string
  language: string
  score: number
  because: string
}

const events: Record<Event, Explanation['kind']> = {
  person: 'person',
  help: 'help',
  tip: 'tip',
  call: 'call',
  ring: 'call',
  exit: 'exit',
  forget: 'exit',
  relay: 'relay',
  opt_in: 'opt_in',
  'opt_out.provider': 'opt_out',
  'opt_out.line': 'opt_out',
  'crisis.danger': 'crisis',
  'crisis.self_harm': 'crisis',
  'crisis.minor': 'crisis',
}

/** `language`: the one of the conversation, which a text in another plain language changes. */
export function explain({ input, score, because }: Understanding, language: string): Explanation {
  const rest = {
    language: ('language' in input && input.language) || language,
    score: Math.round(score * 100) / 100,
    because,
  }
  return { ...meaning(input), ...rest }
}

function meaning(input: Input): Pick<Explanation, 'kind' | 'topic' | 'choices' | 'about'> {
  switch (input.type) {
    case 'topic':
      return { kind: 'topic', topic: input.topic }
    case 'choices':
      return { kind: 'choices', choices: input.topics }
    case 'small_talk':
      return { kind: 'smalltalk', about: input.about }
    case 'key':
      return { kind: 'menu' }
    case 'language':
      return { kind: 'language' }
    case 'interpreter':
      return { kind: 'interpreter', about: input.of }
    case 'event': {
      const [group, about] = input.event.split('.')
      const kind = events[input.event]
      return group === 'crisis' && about ? { kind, about } : { kind }
    }
    default:
      return { kind: 'unknown' }
  }
}
