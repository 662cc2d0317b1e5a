/** Explains what the line would do with a text, in the words of `harborline ask`. */
import type { CommandEvent, Event } from '../flow/event.ts'
import type { Input } from '../flow/input.ts'
import type { Understanding } from './understanding.ts'

export type Explanation = {
  kind:
    | 'topic'
    | 'choices'
    | 'crisis'
    | CommandEvent
    | 'menu'
    | 'language'
    | 'opt_out'
    | 'opt_in'
    | 'yes'
    | 'no'
    | 'automatic'
    | 'smalltalk'
    | 'interpreter'
    | 'unknown'
  topic?: string
  /** Another topic mentioned below the answer. */
  also?: string
  choices?: readonly string[]
  /** The kind of danger, or the question about the line itself. */
  about?: string
  language: string
  score: number
  because: string
}

/** Commands that are a stronger form of another one. */
const like: Readonly<Partial<Record<Event, Explanation['kind']>>> = { ring: 'call', forget: 'exit' }

/** The event's name, or that of its group: `crisis.danger` is a crisis. */
function kindOf(event: Event): Explanation['kind'] {
  return like[event] ?? (event.split('.')[0] as Explanation['kind'])
}

/** `language` is the conversation's, unless the text is clearly in another one. */
export function explain({ input, score, because }: Understanding, language: string): Explanation {
  const rest = {
    language: ('language' in input && input.language) || language,
    score: Math.round(score * 100) / 100,
    because,
  }
  return { ...meaning(input), ...rest }
}

function meaning(input: Input): Pick<Explanation, 'kind' | 'topic' | 'also' | 'choices' | 'about'> {
  switch (input.type) {
    case 'topic':
      return { kind: 'topic', topic: input.topic, ...(input.also && { also: input.also }) }
    case 'choices':
      return { kind: 'choices', choices: input.topics }
    case 'small_talk':
      return { kind: 'smalltalk', about: input.about }
    case 'key':
      return { kind: 'menu' }
    case 'automatic':
      return { kind: 'automatic' }
    case 'language':
      return { kind: 'language' }
    case 'interpreter':
      return { kind: 'interpreter', about: input.of }
    case 'event': {
      const [group, about] = input.event.split('.')
      const kind = kindOf(input.event)
      return {
        kind,
        ...(group === 'crisis' && about && { about }),
        ...(input.also && { also: input.also }),
      }
    }
    default:
      return { kind: 'unknown' }
  }
}
