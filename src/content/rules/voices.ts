/**
 * Each language needs a voice and a name of its own. Applied by `harborline check` and before
 * publishing, not at start.
 */
import { plain } from '../../understanding/plain.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Interpreters, Languages } from '../schema/languages.ts'

/** Equivalent codes: Norwegian has two. */
const SAME: Readonly<Record<string, string>> = { no: 'nb' }

export function voiceFaults(
  languages: Languages,
  interpreters: Interpreters['languages'],
): Fault[] {
  return [
    ...Object.entries(languages).flatMap(([code, { locale, voice }]) =>
      spokenFaults('content/languages.yaml', code, code, { locale, voice }),
    ),
    ...interpreters.flatMap(({ id, voice }) =>
      voice ? spokenFaults('content/interpreters.yaml', `languages.${id}.voice`, id, voice) : [],
    ),
    ...sharedFaults(languages),
  ]
}

/** A locale of another language, or a voice whose name belongs to another locale. */
function spokenFaults(
  file: string,
  key: string,
  code: string,
  { locale, voice }: { locale: string; voice: string },
): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, file)
  const [spoken = ''] = locale.split('-')
  // languages with three-letter codes may borrow another language's voice
  const isOther =
    code.length === 2 && spoken.length === 2 && spoken !== code && SAME[code] !== spoken
  if (isOther)
    note(`${key}.locale`, `'${locale}' is of another language than '${code}'`, 'Correct it')
  const [, of] = /^Google\.([a-z]{2,3}-[A-Z]{2})-/.exec(voice) ?? []
  if (of && of !== locale)
    note(
      `${key}.voice`,
      `'${voice}' speaks ${of}, and the locale is ${locale}`,
      'Correct one of them',
    )
  return faults
}

/** Names and voices shared by two languages, which listeners would confuse. */
function sharedFaults(languages: Languages): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, 'content/languages.yaml')
  const all = Object.entries(languages)
  for (const [at, [code, own]] of all.entries())
    for (const [other, before] of all.slice(0, at)) {
      for (const name of ['name', 'told'] as const)
        if (plain(own[name]) === plain(before[name]))
          note(`${code}.${name}`, `'${own[name]}' is '${other}' too`, 'Correct one of them')
      if (own.voice === before.voice && own.locale !== before.locale)
        note(
          `${code}.voice`,
          `'${own.voice}' is the voice of '${other}', which has another locale`,
          'Choose a voice that speaks this language',
        )
    }
  return faults
}
