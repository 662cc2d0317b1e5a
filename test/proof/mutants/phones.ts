/** Slips in numbers and dates. */
import { dataOf } from '../checker.ts'
import { type Mutant, SHAPE } from './mutant.ts'

const KNOWN = [
  'emergency',
  'suicide',
  'hotline',
  'hotline_text',
  'relay',
  'ncmec',
  'youth',
  'local_help',
  'domestic_violence',
  'sexual_assault',
  'runaway',
  'cast',
  'strong_hearts',
]

export function phoneMutants(): Mutant[] {
  const file = 'content/phones.yaml'
  const phones = dataOf(file)
  const typos = KNOWN.filter((key) => phones[key]).flatMap((key) =>
    [-1, -2].map(
      (place): Mutant => ({
        ...{ kind: 'digit typo', file, what: `a digit of ${key} is wrong` },
        spoil: (data) => {
          const digits = Array.from(String(data[key].number))
          const at = digits.length + place
          digits[at] = String((Number(digits[at]) + 3) % 10)
          data[key].number = digits.join('')
        },
        expected: { rules: ['known-numbers'], key: `${key}.number` },
      }),
    ),
  )
  const handoffs: [what: string, spoil: Mutant['spoil'], rules: readonly string[]][] = [
    ['the hotline can not be dialled', (data) => void delete data.hotline.handoff, ['handoffs']],
    [
      'the hotline keeps hours',
      (data) => {
        data.hotline.handoff.hours = { 'mon-fri': '9:00-17:00' }
      },
      ['handoffs', 'flow'],
    ],
    [
      'the hotline speaks English',
      (data) => {
        data.hotline.handoff.languages = ['en']
      },
      ['handoffs', 'flow'],
    ],
    [
      'the hotline must press a key',
      (data) => {
        data.hotline.handoff = { how: 'warm', accept: 'key' }
      },
      ['handoffs'],
    ],
    ['there is no hotline', (data) => void delete data.hotline, ['handoffs']],
    [
      '911 is dialled',
      (data) => {
        data.emergency.handoff = { how: 'bridge' }
      },
      [SHAPE],
    ],
    [
      'nobody has seen 211 at its source',
      (data) => {
        data.local_help.confidence = 'conflict'
      },
      ['unserved-in-text'],
    ],
  ]
  return [
    ...typos,
    ...handoffs.map(
      ([what, spoil, rules]): Mutant => ({
        kind: 'handoff',
        file,
        what,
        spoil,
        expected: { rules },
      }),
    ),
    ...Object.keys(phones).map(
      (key): Mutant => ({
        ...{ kind: 'missing key', file, what: `${key} has no source` },
        spoil: (data) => void delete data[key].source,
        expected: { rules: [SHAPE], key: `${key}.source` },
      }),
    ),
  ]
}

/** Dates that are long past, or still to come. */
export function dateMutants(): Mutant[] {
  const dates = (['2019-05-05', '2031-05-05'] as const).flatMap((day, at) => {
    const kind = at === 0 ? 'stale date' : 'date to come'
    const topics = dataOf('content/topics.yaml').map(
      ({ id }: { id: string }, place: number): Mutant => ({
        ...{ kind, file: 'content/topics.yaml', what: `${id} was checked on ${day}` },
        spoil: (data) => {
          data[place].checkedOn = day
        },
        expected: { rules: ['age'], key: `${id}.checkedOn` },
      }),
    )
    const phones = Object.keys(dataOf('content/phones.yaml')).map(
      (key): Mutant => ({
        ...{ kind, file: 'content/phones.yaml', what: `${key} was checked on ${day}` },
        spoil: (data) => {
          data[key].checkedOn = day
        },
        expected: { rules: ['age'], key: `${key}.checkedOn` },
      }),
    )
    return [...topics, ...phones]
  })
  return dates
}
