/**
 * The rule of how a language is spoken and told: by a voice and under a name of its own. Held by `harborline
 * check` and before anything is published, not at a start.
 */
import { plain } from '../../understanding/plain.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Interpreters, Languages } from '../schema/languages.ts'

/** Norwegian goes by either. */
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

/** A locale of another language, and a voice of another locale where its name says so. */
function spokenFaults(
  file: string,
  key: string,
  code: string,
  { locale, voice }: { locale: string; voice: string },
): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, file)
  const [spoken = ''] = locale.split('-')
  // codes of three letters are also of languages that borrow the voice of another
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

/** What two languages can not both be: whoever is told of one, or hears it, takes it for the other. */
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
