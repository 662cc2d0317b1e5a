/** Handoff rules: desks serve offered languages, and the hotline comes after all desks. */
import { alwaysThere, e164 } from '../../phones/number.ts'
import { isBridged } from '../../phones/phone.ts'
import { type Fault, noteIn } from '../fault.ts'
import type { Files } from '../read/files.ts'

/** Faults in who callers are connected with; the schema checks the shape of each handoff. */
export function handoffFaults({ phones, languages }: Files): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, 'content/phones.yaml')
  noteHotline(phones, note)
  noteBridgedDesks(phones, note)
  noteSharedNumbers(phones, note)
  noteLanguages(phones, Object.keys(languages), note)
  return faults
}

type Phones = Files['phones']
type Note = ReturnType<typeof noteIn>

/** Every caller can reach the hotline, and the last try joins whatever answers. */
function noteHotline({ hotline }: Phones, note: Note): void {
  const handoff = hotline?.handoff
  if (!hotline)
    note('hotline', 'there is no hotline', 'Add the entry `hotline`: every caller can reach it')
  else if (!handoff)
    note(
      'hotline.handoff',
      'callers can not be connected with the hotline',
      'Add handoff: { how: warm, accept: any, then: bridge }',
    )
  else if (!alwaysThere(handoff))
    note(
      'hotline.handoff',
      'the hotline must be reached at any hour and in every language',
      'Remove its hours, closed and languages',
    )
  else if (handoff.accept === 'key' && !isBridged(handoff))
    // the hotline may answer with a recorded menu, which presses no key
    note(
      'hotline.handoff',
      'the last try must join whatever answers',
      'Set accept: any, or add then: bridge',
    )
}

/** A bridge may end in voicemail, and then nobody after it would be tried. */
function noteBridgedDesks(phones: Phones, note: Note): void {
  for (const [key, { handoff }] of Object.entries(phones))
    if (key !== 'hotline' && handoff && isBridged(handoff))
      note(
        `${key}.handoff`,
        'only the hotline may be bridged',
        'Set { how: warm, accept: key }: who presses no key is passed over',
      )
}

function noteSharedNumbers(phones: Phones, note: Note): void {
  const keys = new Map<string, string>()
  for (const [key, phone] of Object.entries(phones)) {
    if (!phone.handoff) continue
    const other = keys.get(e164(phone))
    if (other)
      note(
        `${key}.number`,
        `this is the number of ${other} too: it would be rung twice`,
        'Correct it',
      )
    keys.set(e164(phone), key)
  }
}

function noteLanguages(phones: Phones, offered: readonly string[], note: Note): void {
  for (const [key, phone] of Object.entries(phones))
    for (const language of phone.handoff?.languages ?? [])
      if (!offered.includes(language))
        note(
          `${key}.handoff.languages`,
          `the language '${language}' is not offered`,
          `Name some of ${offered.join(', ')}, or add it to content/languages.yaml`,
        )
}

/** Desks with the line's own number (E.164). */
export function ownNumberFaults({ phones }: Files, number: string | undefined): Fault[] {
  const faults: Fault[] = []
  for (const [key, phone] of Object.entries(phones))
    if (phone.handoff && e164(phone) === number)
      noteIn(faults, 'content/phones.yaml')(
        `${key}.number`,
        "this is the line's own number: it would ring itself",
        'Write the number of the desk, or correct LINE_NUMBER',
      )
  return faults
}
