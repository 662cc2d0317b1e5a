/**
 * Words used outside the flow: by the last guard, for advocates, and for interpreters' languages.
 */
import type { Files } from '../read/files.ts'
import { textOf } from '../read/files.ts'
import type { AdvocateWords, InterpreterWords, LineName, SafeWords, Wording } from '../words.ts'
import { filler } from './fill.ts'

/** The last guard's words in one language. */
export function compileSafeWords(files: Files, language: string, name: LineName): SafeWords {
  const { text, voice } = textOf(files, language).line.safe
  const aloud = filler(files, language, 'voice', name)
  return {
    text: filler(files, language, 'text', name)(text),
    voice: {
      before: aloud(voice.before),
      waiting: aloud(voice.waiting),
      after: aloud(voice.after),
    },
  }
}

/** The words for whoever answers for a caller. */
export function compileAdvocateWords(files: Files, name: LineName): AdvocateWords {
  const [[first = ''] = []] = Object.entries(files.languages)
  const { intro, quiet, interpreter, accept, gone } = textOf(files, first).line.advocate
  const fill = filler(files, first, 'voice', name)
  return {
    intro: Object.fromEntries(
      Object.entries(files.languages).map(([language, { told }]) => [
        language,
        fill(intro.replace('{language}', told)),
      ]),
    ),
    unknown: fill(intro.replace('{language}', anyOf(files, first))),
    quiet: fill(quiet),
    interpreter: fill(interpreter),
    accept: fill(accept),
    gone: fill(gone),
  }
}

/** English or Spanish, as the first language says it. */
function anyOf({ languages }: Files, first: string): string {
  const told = Object.values(languages).map((each) => each.told)
  return new Intl.ListFormat(first, { type: 'disjunction' }).format(told)
}

/** The words in languages that are not offered, in their own letters. */
export function compileInterpreters(files: Files): InterpreterWords[] {
  const fill = (text: string) =>
    text
      .replace(/\{(\w+)\}/g, (braces, key) => files.phones[key]?.number ?? braces)
      .normalize('NFC')
  return files.interpreters.languages
    .filter(({ id }) => !files.languages[id])
    .map(({ id, text, voice }) => ({ id, text: fill(text), spoken: voice }))
}

/** The wording, with the interpreters' lines added under `interpreter.<id>`. */
export function withInterpreters(wording: Wording, others: readonly InterpreterWords[]): Wording {
  const lines = others.map(({ id, text }) => [`interpreter.${id}`, text] as const)
  return { ...wording, says: new Map([...wording.says, ...lines]) }
}
