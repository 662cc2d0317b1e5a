/** What `harborline check` examines: the group and severity of each rule. */
import type { Rule } from '../../content/fault.ts'
import { properties } from '../../proof/properties.ts'

/**
 * error: must not be published. warning: should be known, and has a remedy. note: for information.
 */
export type Severity = 'error' | 'warning' | 'note'

/** In the order in which they are reported. */
export const groups = {
  conversations: 'Every conversation',
  files: 'Files and flows',
  words: 'Words',
  length: 'Length, price and reading',
  numbers: 'Numbers',
  age: 'Age',
  translations: 'Translations',
  reviews: 'Reviews',
} as const
export type Group = keyof typeof groups

export type RuleInfo = { group: Group; severity: Severity; about: string }

type Named = Exclude<Rule, `proof.${string}`>

const rules: Readonly<Record<Named, RuleInfo>> = {
  flow: error('files', 'Every node and key that a flow names is there'),
  sentences: error('files', 'Each moment has one sentence, and each sentence its moment'),
  texts: error('files', 'Each text is there in every language, and no other'),
  handoffs: error('files', 'Behind all desks is the hotline, at any hour'),
  'own-number': error('files', 'No desk has the number of the line'),
  keywords: error('files', 'A keyword means one thing, and is no word of the provider'),
  interpreters: error('files', 'A line of another language can be sent and read'),
  languages: error('files', 'Every language has its key, its name and its alphabet'),
  phrases: error('files', 'Each phrase can be read'),
  danger: error('files', 'Each phrase of danger finds a text that no other finds'),
  answers: error('words', 'What means yes means no no, and a word for a key no other key'),
  voices: error('words', 'A language is spoken by its own voice, and told by its own name'),
  named: error('words', 'A text names the numbers and keys that it has to, in every language'),
  'told-words': error('words', 'A word that a text names is understood, in every language'),
  placeholders: error('files', 'A name in braces is a number of content/phones.yaml'),
  'promising-words': error('words', 'No word judges, promises or misleads'),
  neutral: error('words', 'What others may see or hear first names no subject'),
  'numbers-by-hand': error('words', 'No number is written into a text'),
  'unserved-in-text': error('words', 'A text names only numbers that may be served'),
  'carrier-words': warning('words', 'No first text has a word that carriers filter'),
  alphabet: error('length', 'A text has only letters of its alphabet'),
  length: error('length', 'A text and its keys fit'),
  seconds: error('length', 'A spoken page is heard in 45 seconds'),
  segments: warning('length', 'A text takes no more segments than its language may'),
  reading: warning('length', 'A text can be read after six years of school'),
  'known-numbers': error('numbers', 'A number that everybody knows is written right'),
  'unserved-numbers': warning('numbers', 'Each number may be named'),
  'unphoned-numbers': warning('numbers', 'Each number was phoned'),
  'fictional-numbers': warning('numbers', 'Each number belongs to somebody'),
  'open-desks': warning('numbers', 'A caller can wait for all desks that are open'),
  age: error('age', 'Each entry was read at its source not long ago'),
  recordings: error('age', 'What was read aloud is the text as it is now'),
  translation: warning('translations', 'A translation is as new as its original'),
  figures: warning('translations', 'A page has the figures and the phone numbers of its original'),
  foreign: warning('translations', 'A text is in the language of its folder'),
  unoffered: warning('translations', 'Each folder of a language is offered'),
  review: note('reviews', 'Each text was read by a person who may stand for it'),
}

/** Describes a rule; without a rule the fault is an unreadable file. */
export function ruleInfo(rule: Rule | undefined): RuleInfo {
  if (rule === undefined) return error('files', 'Each file can be read')
  if (rule in rules) return rules[rule as Named]
  const property = properties.find(({ name }) => rule === `proof.${name.replaceAll(' ', '-')}`)
  return error('conversations', property?.promise ?? rule)
}

function error(group: Group, about: string): RuleInfo {
  return { group, severity: 'error', about }
}

function warning(group: Group, about: string): RuleInfo {
  return { group, severity: 'warning', about }
}

function note(group: Group, about: string): RuleInfo {
  return { group, severity: 'note', about }
}
