/** Fills in the languages that a menu offers, with their keys, from content/languages.yaml. */
import type { Flow } from '../../flow/flow.ts'
import { optionsOf } from '../../flow/languages.ts'
import { outsideGsm7, toGsm7 } from '../gsm7.ts'
import { type Files, textOf } from '../read/files.ts'
import type { Medium } from '../words.ts'
import { alphabetIn } from './fill.ts'

/**
 * Fills in a menu's words in one language: {key} is the language's own key, {others} that of the
 * interpreters' languages, {languages} the list of other languages with their keys.
 */
export function offeringIn(
  files: Files,
  flow: Pick<Flow, 'nodes' | 'languages'>,
  language: string,
  medium: Medium,
): (menu: string, words: string) => string {
  const { option } = textOf(files, language).line[medium]
  return (menu, words) => {
    const node = flow.nodes[menu]
    if (node?.type !== 'menu' || !node.languages) return words
    const moves = Object.entries(optionsOf(flow, node, language))
    const keyOf = (is: (move: { to: string; language?: string | undefined }) => boolean) =>
      moves.find(([, move]) => is(move))?.[0] ?? ''
    const others = moves.flatMap(([key, move]) => {
      if (!move.language || move.language === language) return []
      const name = nameIn(files, language, move.language)
      return [option.replace('{key}', key).replace('{title}', name).replace('{spoken}', name)]
    })
    return words
      .replace(
        '{key}',
        keyOf((move) => move.language === language),
      )
      .replace(
        '{others}',
        keyOf(({ to }) => to === node.languages?.others),
      )
      .replace('{languages}', others.join(', '))
  }
}

/**
 * What a language is called in the texts of another, which may lack the letters for its own name.
 */
export function nameIn(files: Pick<Files, 'languages'>, language: string, named: string): string {
  const { name = '', latin } = files.languages[named] ?? {}
  const plain = alphabetIn(files, language) === 'gsm-7'
  return plain && latin !== undefined && outsideGsm7(toGsm7(name)).length > 0 ? latin : name
}
