/** How things are called in FLOIP: ids that stay the same from one export to the next, names, languages. */
import { iso6393To1 } from 'iso-639-3'
import { v5 } from 'uuid'
import type { Medium } from '../../content/words.ts'
import type { Mode } from './shape.ts'

/** Made once, so that nobody else's ids are ours. */
const OURS = '6f4c1a1e-8f6f-4d0c-9b0e-2a5d1f3c7e90'

/** The id of what stands at a path, such as text, node, home. */
export function idOf(...path: readonly string[]): string {
  return v5(path.join('/'), OURS)
}

/** A name of letters, digits and _ alone. */
export function identifier(name: string): string {
  return name.replaceAll(/\W/g, '_')
}

export const modes: Readonly<Record<Medium, Mode>> = { text: 'TEXT', voice: 'IVR' }

/** The code of three letters of a language that we know by two or three. */
export function threeLetters(language: string): string {
  if (language.length === 3) return language
  return Object.keys(iso6393To1).find((long) => iso6393To1[long] === language) ?? 'mis'
}

/** The code that we know a language by. */
export function ourCode(threeLetters: string): string {
  return iso6393To1[threeLetters] ?? threeLetters
}

/** In a value an @ begins an expression; a doubled one is itself. */
export const escaped = (words: string) => words.replaceAll('@', '@@')
export const unescaped = (value: string) => value.replaceAll('@@', '@')
