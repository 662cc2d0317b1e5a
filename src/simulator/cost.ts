/** What a text costs: its encoding, length in units, and number of segments. */
import { outsideGsm7, segmentsOf, septets } from '../content/gsm7.ts'

export type Cost = { encoding: 'GSM-7' | 'UCS-2'; units: number; segments: number }

export function costOf(text: string): Cost {
  const gsm7 = outsideGsm7(text).length === 0
  return {
    encoding: gsm7 ? 'GSM-7' : 'UCS-2',
    units: gsm7 ? septets(text) : text.length,
    segments: segmentsOf(text),
  }
}
