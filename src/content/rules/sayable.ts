/** Rules for what may be said: nothing that judges, promises, misleads or gives somebody away. */
import { isServed } from '../../phones/number.ts'
import { placeholders } from '../compile/fill.ts'
import { type Fault, noteIn, type Rule } from '../fault.ts'
import { type LocatedText, locatedTexts } from '../located-texts.ts'
import { nearest } from '../nearest.ts'
import { subjectIn } from '../neutral.ts'
import type { Files, LanguageText } from '../read/files.ts'

/** Words that judge, promise or mislead; see docs/content.md. */
const BANNED =
  /temporary protected status|\brescue|\bprostitut|modern[- ]day slave|modern slavery|esclavitud moderna|\brescat|guarantee|garantiza|you qualify|usted califica|completely confidential|totalmente confidencial|cannot be traced|can't be traced|no se puede rastrear|won't show on your bill|polaris hotline|text (to )?polaris/i

/** A number that belongs into content/phones.yaml. */
const RAW_NUMBER =
  /\b(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\b\d{3}-\d{4}\b|(?<![\d,.$])\b\d{7,}\b/

/** Faults of the texts as written, before names are filled in. */
export function sayableFaults(files: Files): Fault[] {
  const numberIn = rawNumbers(files)
  return Object.entries(files.texts).flatMap(([language, text]) => [
    ...Array.from(locatedTexts(language, text)).flatMap((said) =>
      wordFaults(files, numberIn, said),
    ),
    ...tellingTalk(language, text),
  ])
}

/** Names in braces that are not phone numbers; each is filled in elsewhere. */
export const SLOTS = [
  ...['line', 'language', 'options', 'key', 'title', 'spoken', 'sources', 'checked'],
  ...['languages', 'others', 'month', 'year'],
]

/** Finds hard-coded phone numbers; short ones only if they are in phones.yaml. */
function rawNumbers({ phones }: Files): (text: string) => string | undefined {
  const short = Object.values(phones).flatMap(({ number }) => (number.length <= 6 ? [number] : []))
  const ours = new RegExp(`(?<![\\d,.$])(?:${short.join('|')})(?![\\d,])`)
  // without short numbers the expression matches the empty string everywhere
  return (text) => RAW_NUMBER.exec(text)?.[0] ?? (ours.exec(text)?.[0] || undefined)
}

function wordFaults(
  files: Files,
  numberIn: (text: string) => string | undefined,
  { file, path, words }: LocatedText,
): Fault[] {
  const faults: Fault[] = []
  const note = (rule: Rule, problem: string, remedy: string) =>
    noteIn(faults, file, rule)(path.join('.'), problem, remedy)
  const variants = typeof words === 'string' ? [words] : [words.text, words.without]
  for (const text of variants) {
    const number = numberIn(text)
    if (number)
      note(
        'numbers-by-hand',
        `the number ${number} is written by hand`,
        'Put it into content/phones.yaml and write its name in braces, such as {hotline}',
      )
    const banned = BANNED.exec(text)?.[0]
    if (banned)
      note(
        'promising-words',
        `'${banned}' is a word we do not use`,
        'Say it without judging or promising',
      )
    const slip = slipIn(text, files)
    if (slip) note(...slip)
    for (const name of placeholders(text))
      if (!SLOTS.includes(name) && !files.phones[name]) {
        const near = nearest(name, [...SLOTS, ...Object.keys(files.phones)])
        note(
          'placeholders',
          `{${name}} is not in content/phones.yaml`,
          near ? `Did you mean {${near}}?` : 'Correct the name, or add the number',
        )
      }
  }
  const always = typeof words === 'string' ? words : words.without
  for (const name of placeholders(always)) {
    const phone = files.phones[name]
    if (phone && !isServed(name, phone))
      note(
        'unserved-in-text',
        `{${name}} may not be named before somebody has phoned it`,
        'Give this text a variant `without` it, or set verifiedByCall in content/phones.yaml',
      )
  }
  return faults
}

/**
 * Slips that people would read or hear verbatim: stray braces, and quotation marks meant for the
 * file.
 */
function slipIn(
  text: string,
  { phones }: Files,
): [rule: Rule, problem: string, remedy: string] | undefined {
  if (/[{}]/.test(text.replaceAll(/\{\w+\}/g, '')))
    return [
      'placeholders',
      'a brace is left over, and would be sent as it is',
      'Write a name between two, with nothing beside it: {hotline}',
    ]
  const inBrackets = /\[ ?(\w+) ?\]/.exec(text)?.[1] ?? ''
  if (phones[inBrackets] || SLOTS.includes(inBrackets))
    return ['placeholders', `[${inBrackets}] would be sent as it is`, `Write {${inBrackets}}`]
  if (/^[“”„‘].*[“”’]$/s.test(text))
    return [
      'texts',
      'it stands in the quotation marks of a word processor, which would be sent too',
      'Write plain ones ("), or none',
    ]
  return undefined
}

/** Answers given before the gate that reveal too much. */
function tellingTalk(language: string, { smallTalk: { talk }, words }: LanguageText): Fault[] {
  const namesSubject = subjectIn(words.subject)
  return Object.entries(talk)
    .filter(([, { beforeGate, answer }]) => beforeGate && namesSubject(answer))
    .map(([about]) => ({
      rule: 'neutral',
      file: `content/${language}/smalltalk.yaml`,
      key: `talk.${about}`,
      problem: 'this answer comes before the gate and gives the subject away',
      remedy: 'Name no subject in it, or leave out beforeGate',
    }))
}
