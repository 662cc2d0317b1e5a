/** Names in FLOIP: ids that are stable between exports, identifiers, language codes. */
import { iso6393To1 } from 'iso-639-3'
import { v5 } from 'uuid'
import type { Medium } from '../../content/words.ts'
import type { Mode } from './shape.ts'

/** Our UUID namespace. */
const OURS = '6f4c1a1e-8f6f-4d0c-9b0e-2a5d1f3c7e90'

/** The stable id for a path, such as text, node, home. */
export function idOf(...path: readonly string[]): string {
  return v5(path.join('/'), OURS)
}

/** A name with only letters, digits and _. */
export function identifier(name: string): string {
  return name.replaceAll(/\W/g, '_')
}

export const modes: Readonly<Record<Medium, Mode>> = { text: 'TEXT', voice: 'IVR' }

/** The ISO 639-3 code for one of our two- or three-letter codes. */
export function threeLetters(language: string): string {
  if (language.length === 3) return language
  return Object.keys(iso6393To1).find((long) => iso6393To1[long] === language) ?? 'mis'
}

/** Our code for an ISO 639-3 code. */
export function ourCode(threeLetters: string): string {
  return iso6393To1[threeLetters] ?? threeLetters
}

/** In a value, @ begins an expression; a literal one is doubled. */
export const escaped = (words: string) => words.replaceAll('@', '@@')
export const unescaped = (value: string) => value.replaceAll('@@', '@')
