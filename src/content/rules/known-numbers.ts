/** Well-known national and state numbers must be correct. */
import { type Fault, noteIn } from '../fault.ts'
import type { Files } from '../read/files.ts'

/**
 * One wrong digit leads somebody in danger to a stranger, and no other rule can detect it. Sources:
 * 211, 711 and 911 are N11 codes; 988lifeline.org, humantraffickinghotline.org, missingkids.org,
 * calyouth.org, castla.org, 1800runaway.org, thehotline.org, strongheartshelpline.org, rainn.org.
 * Entries with other names are not checked, so that a line elsewhere can have its own.
 */
const known: Readonly<Record<string, string>> = {
  emergency: '911',
  suicide: '988',
  relay: '711',
  hotline: '8883737888',
  hotline_text: '233733',
  ncmec: '8008435678',
  local_help: '211',
  youth: '8008435200',
  cast: '8885392373',
  runaway: '8007862929',
  domestic_violence: '8007997233',
  strong_hearts: '8447628483',
  sexual_assault: '8006564673',
}

export function knownNumberFaults({ phones }: Pick<Files, 'phones'>): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, 'content/phones.yaml')
  for (const [key, number] of Object.entries(known)) {
    const written = phones[key]?.number.replaceAll('-', '').replace(/^1(?=\d{10}$)/, '')
    if (written !== undefined && written !== number)
      note(
        `${key}.number`,
        `${phones[key]?.number} is not the number that everybody knows it by`,
        `Correct it: its digits are ${number}`,
      )
  }
  return faults
}
