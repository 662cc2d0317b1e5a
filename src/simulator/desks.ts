/** Invented local desks that are rung before the hotline, with numbers reserved for fiction. */
import { Phone } from '../phones/phone.ts'

/** None, one that is always open, or two with office hours, the second speaking only English. */
export type Desks = 'none' | 'one' | 'two'

const ALIKE = {
  type: 'survivor_help',
  source: 'the simulator',
  sourceYear: 2026,
  checkedOn: '2026-11-23',
  confidence: 'confirmed',
  verifiedByCall: '2026-11-23',
}
const OFFICE = { 'mon-fri': '09:00-17:00' }

/** Keyed as in content/phones.yaml. Each joins a call only after a key press. */
export const desks: Readonly<Record<Desks, Readonly<Record<string, Phone>>>> = {
  none: {},
  one: {
    desk: Phone.parse({
      ...ALIKE,
      name: 'Local desk',
      number: '510-555-0103',
      handoff: { how: 'warm', accept: 'key' },
    }),
  },
  two: {
    oakland: Phone.parse({
      ...ALIKE,
      name: 'Oakland desk',
      number: '510-555-0101',
      handoff: { how: 'warm', accept: 'key', hours: OFFICE, closed: ['2026-12-25'] },
    }),
    fresno: Phone.parse({
      ...ALIKE,
      name: 'Fresno desk',
      number: '559-555-0102',
      handoff: { how: 'warm', accept: 'key', hours: OFFICE, languages: ['en'] },
    }),
  },
}
