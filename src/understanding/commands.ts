/** Commands: requests to the line itself, recognised by word, by phrase or by rank. */
import { commandEvents } from '../flow/event.ts'
import { keys } from '../flow/flow.ts'
import type { Input } from '../flow/input.ts'

/**
 * Every command, named as in content: the command events of flow/event.ts, and those that are not
 * events of their own.
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

/**
 * Commands also recognised by rank, from texts in content/<language>/questions/line/commands.yaml.
 */
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

/**
 * Commands recognised by phrases anywhere in a text. Those that ask the line to do less come first.
 */
export const phrasedCommands = [
  'opt_out',
  'exit',
  'person',
  'call',
  'language',
  'tip',
] as const satisfies Command[]

/** The input for a command, in the language that it was given in, if that is clear. */
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
