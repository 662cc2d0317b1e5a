/** Commands: what somebody asks of the line itself, found as a word, by phrase or by rank. */
import { commandEvents } from '../flow/event.ts'
import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'

/**
 * Every command, by the name that its words have in content: the events of flow/event.ts that are
 * commands, and what is no event of its own.
 */
export const commandNames = [
  ...commandEvents,
  'opt_out',
  'language',
  'menu',
  'more',
  'back',
] as const
export type Command = (typeof commandNames)[number]

/** Those that are found by rank too, from texts in content/<language>/questions/line/commands.yaml. */
export const rankedCommands = [
  'person',
  'opt_out',
  'exit',
  'call',
  'tip',
  'menu',
  'more',
  'back',
] as const satisfies Command[]
export type RankedCommand = (typeof rankedCommands)[number]

/** Those that are found by phrases anywhere in a text. What asks for less comes first. */
export const phrasedCommands = [
  'opt_out',
  'exit',
  'person',
  'call',
  'language',
  'tip',
] as const satisfies Command[]

/** The input that a command is, in the language that it was said in, where that is plain. */
export function inputOf(command: Command, language: string | undefined): Input {
  const spoken = language === undefined ? {} : { language }
  switch (command) {
    case 'menu':
    case 'more':
    case 'back':
      return { type: 'key', key: keys[command] }
    case 'language':
      return language === undefined ? { type: 'unknown' } : { type: 'language', language }
    case 'opt_out':
      return { type: 'event', event: 'opt_out.line', ...spoken }
    default:
      return { type: 'event', event: command, ...spoken }
  }
}
