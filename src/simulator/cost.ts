/** What a text costs: its encoding, how many units it has, and in how many segments it goes out. */
import { outsideGsm7, segments, septets } from '../content/gsm7.ts'

export type Cost = { encoding: 'GSM-7' | 'UCS-2'; units: number; segments: number }

/** Characters of a UCS-2 text alone in its segment, and in one of several. Source: 3GPP TS 23.038. */
const UCS2_ALONE = 70
const UCS2_PART = 67

export function costOf(text: string): Cost {
  if (outsideGsm7(text).length === 0)
    return { encoding: 'GSM-7', units: septets(text), segments: segments(text) }
  const units = text.length
  return {
    encoding: 'UCS-2',
    units,
    segments: units <= UCS2_ALONE ? 1 : Math.ceil(units / UCS2_PART),
  }
}
