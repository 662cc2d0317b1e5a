/** Schemas of words.yaml and danger.yaml: what people write, and which of it means danger. */

import { z } from 'zod'
import { Text } from '../../phones/phone.ts'
import { commandNames, phrasedCommands } from '../../understanding/commands.ts'
import { Review } from './signature.ts'

/** Words and phrases; numbers are accepted as words. */
export const Words = z.array(z.union([Text, z.int().transform(String)]))

export const Crises = z.strictObject({
  self_harm: Words.describe('Who writes does not want to live'),
  minor: Words.describe('Who writes is under 18, or has run away'),
  danger: Words.describe('Who writes is in danger'),
  other_self_harm: Words.describe('Somebody else does not want to live'),
  other_danger: Words.describe('Somebody else is in danger'),
})

const Pleas = z.strictObject({
  danger: Words.describe('Who writes asks to be saved, or tells what is happening now'),
  other_danger: Words.describe('The same for somebody else'),
})

/** An object with the same shape under each name. */
function listEach<Name extends string, Shape>(
  names: readonly Name[],
  shape: (name: Name) => Shape,
): Record<Name, Shape> {
  return Object.fromEntries(names.map((name) => [name, shape(name)])) as Record<Name, Shape>
}

export const WordsText = z.strictObject({
  reviewedBy: Review,
  ...listEach(commandNames, (name) =>
    z.array(Text).describe(`Whole texts that mean the command ${name}`),
  ),
  spelling: z
    .record(z.string(), Text)
    .describe('Chat spelling, and the words that are meant by it'),
  sets: z
    .record(z.string().regex(/^[a-z]+$/, 'a set is named with small letters'), Words)
    .describe('Sets of words that the phrases below name as <set>'),
  phrases: z
    .strictObject(
      listEach(phrasedCommands, (name) =>
        Words.describe(`Phrases anywhere in a text that mean the command ${name}`),
      ),
    )
    .describe('Phrases that mean what the list of the same name means'),
  crisis: Crises.describe('Phrases of danger; each has a text in danger.yaml that only it finds'),
  unless: Crises.describe('What takes a phrase of danger back where it stands with it'),
  pleas: Pleas.describe('Phrases of danger that are never taken for a story'),
  loans: Words.describe(
    'Words of other languages that this one has taken in: they do not tell which is spoken',
  ),
  between: Words.describe('Words that may stand between keywords'),
  joins: Words.describe('Words that join two clauses, each of which may report a danger'),
  self: Words.describe('Words of people who write about themselves'),
  writer: Words.describe('Those of them that name the person and not what is theirs: I, ME'),
  others: Words.describe('Words of somebody else who is harmed'),
  subject: Words.min(1, 'name words that give the subject away').describe(
    'Words, or how they begin, that a text must not hold which somebody else may see or hear first',
  ),
})
export type WordsText = z.infer<typeof WordsText>

/** Danger texts, each found by exactly one phrase of words.yaml. */
export const DangerText = z.strictObject({
  reviewedBy: Review,
  crisis: Crises.describe('Texts, each of which one phrase of `crisis` in words.yaml finds'),
  pleas: Pleas.describe('Texts, each of which one phrase of `pleas` in words.yaml finds'),
})
export type DangerText = z.infer<typeof DangerText>
