/** Whom a caller is connected with at a moment: by tables, against a minute-by-minute model, and by hand. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readMoment } from '../../src/operator/where.ts'
import { type Ladder, ladderAt } from '../../src/phones/ladder.ts'
import { type Phone, Phones } from '../../src/phones/phone.ts'
import { isTimeZone, momentOf, wallClock } from '../../src/phones/wall-clock.ts'
import { content } from '../line.ts'
import { times, walk } from '../walk.ts'

const LA = 'America/Los_Angeles'
const HOTLINE = '{ how: warm, accept: any, then: bridge }'

/** Phones with these handoffs, in this order, and the hotline between the first and the others. */
function phonesWith(handoffs: Record<string, string>, changes: Partial<Phone> = {}) {
  const base = {
    number: '510-555-0101',
    type: 'survivor_help',
    source: 'ourselves',
    sourceYear: 2026,
    checkedOn: '2026-11-23',
    confidence: 'confirmed',
    verifiedByCall: null,
  }
  const entry = ([name, handoff]: [string, string]) => [
    name,
    { ...base, name, ...changes, handoff: parse(handoff) },
  ]
  const [first, ...others] = Object.entries(handoffs).map(entry)
  const hotline = entry(['hotline', HOTLINE])
  return Phones.parse(Object.fromEntries([...(first ? [first] : []), hotline, ...others]))
}

function ask(
  phones: Readonly<Record<string, Phone>>,
  local: string,
  { language = 'en', timeZone = LA } = {},
): Ladder {
  const at = readMoment(local, timeZone)
  if (!at) throw new Error(`no time: ${local}`)
  return ladderAt(phones, { language, at, timeZone })
}

const tries = ({ rungs }: Ladder) =>
  rungs.map(({ destination, how, accept }) => `${destination} ${how} ${accept}`)
const because = ({ reasons }: Ladder, destination: string) => {
  const reason = reasons.find((each) => each.destination === destination)
  return `${reason?.taken ? 'asked' : 'not asked'}: ${reason?.because}`
}

test('the keys of a menu or an extension go with each try of a destination', () => {
  const phones = Phones.parse({
    ...phonesWith({ desk: '{ how: warm, accept: key, then: { digits: wwW12# } }' }),
  })
  const { hotline } = phones
  const handoff = parse('{ how: warm, accept: any, then: { digits: ww1, bridge: true } }')
  const both = Phones.parse({ ...phones, hotline: { ...hotline, handoff } })
  const { rungs } = ask(both, '2026-11-24T10:00')
  expect(rungs.map(({ how, digits }) => [how, digits])).toEqual([
    ['warm', 'wwW12#'],
    ['warm', 'ww1'],
    ['bridge', 'ww1'],
  ])
})

test.each(['', 'www1x', '1-2', '1'.repeat(33)])('keys such as "%s" are none', (digits) => {
  const handoff = parse(`{ how: warm, accept: key, then: { digits: '${digits}' } }`)
  const { hotline } = content().phones
  expect(Phones.safeParse({ hotline: { ...hotline, handoff } }).success).toBe(false)
})

test('what is shipped asks the hotline, warm and then bridged, at any moment and in any language', () => {
  const moments = ['2026-12-25T03:00', '2026-03-08T03:00', '2026-11-01T01:30', '2028-02-29T23:59']
  for (const local of moments)
    for (const language of Object.keys(content().languages))
      expect(ask(content().phones, local, { language })).toEqual({
        rungs: [
          { destination: 'hotline', number: '+18883737888', how: 'warm', accept: 'any' },
          { destination: 'hotline', number: '+18883737888', how: 'bridge', accept: 'any' },
        ],
        reasons: [{ destination: 'hotline', taken: true, because: 'always there' }],
      })
})

test('desks come in the order of the file, wherever the hotline stands, and it comes last', () => {
  const ladder = ask(
    phonesWith({
      b_desk: '{ how: warm, accept: key }',
      a_desk: '{ how: warm, accept: any, then: bridge }',
      c_desk: '{ how: bridge }',
    }),
    '2026-11-24T12:00',
  )
  expect(tries(ladder)).toEqual([
    'b_desk warm key',
    'a_desk warm any',
    'a_desk bridge any',
    'c_desk bridge any',
    'hotline warm any',
    'hotline bridge any',
  ])
  expect(ladder.rungs[0]?.number).toBe('+15105550101')
  expect(because(ladder, 'c_desk')).toBe('asked: always open')
})

test('a number that nobody has seen at its source or phoned is not asked', () => {
  const unseen = phonesWith({ desk: '{ how: bridge }' }, { confidence: 'unconfirmed' })
  expect(tries(ask(unseen, '2026-11-24T12:00'))).toEqual(['hotline warm any', 'hotline bridge any'])
  expect(because(ask(unseen, '2026-11-24T12:00'), 'desk')).toContain('nobody has phoned its number')
  const phoned = { confidence: 'conflict', verifiedByCall: '2026-11-24' } as const
  expect(tries(ask(phonesWith({ desk: '{ how: bridge }' }, phoned), '2026-11-24T12:00'))).toContain(
    'desk bridge any',
  )
})

const desks = phonesWith({
  days: '{ how: bridge, hours: { mon-fri: 09:00-17:00, sat: [10:00-12:00, 13:00-14:00] }, closed: [2026-12-25], languages: [en] }',
  nights: '{ how: bridge, hours: { fri-sun: 22:00-06:00 }, closed: [2026-12-25] }',
  spanish: '{ how: bridge, closed: [2026-12-25], languages: [es] }',
  midnight: '{ how: bridge, hours: { sun: 20:00-24:00, mon: 00:00-00:30 } }',
})
// 2026-12-24 is a Thursday
const table: [local: string, language: string, asked: string[], reasons: Record<string, string>][] =
  [
    ['2026-12-21T08:59', 'en', [], { days: 'outside its hours, mon 09:00-17:00' }],
    ['2026-12-21T09:00', 'en', ['days'], { days: 'open mon 09:00-17:00' }],
    ['2026-12-21T16:59', 'en', ['days'], {}],
    ['2026-12-21T17:00', 'en', [], {}],
    ['2026-12-21T12:00', 'es', ['spanish'], { days: 'does not speak es', spanish: 'open all day' }],
    ['2026-12-19T11:59', 'en', ['days'], { days: 'open sat 10:00-12:00' }],
    ['2026-12-19T12:30', 'en', [], { days: 'outside its hours, sat 10:00-12:00, sat 13:00-14:00' }],
    ['2026-12-20T12:00', 'en', [], { days: 'outside its hours, none on sun' }],
    ['2026-12-18T22:00', 'en', ['nights'], { nights: 'open fri 22:00-06:00' }],
    ['2026-12-19T05:59', 'en', ['nights'], { nights: 'open fri 22:00-06:00' }],
    ['2026-12-19T06:00', 'en', [], {}],
    ['2026-12-21T05:59', 'en', ['nights'], { nights: 'open sun 22:00-06:00' }],
    ['2026-12-18T05:00', 'en', [], { nights: 'outside its hours, fri 22:00-06:00' }],
    ['2026-12-20T23:59', 'en', ['nights', 'midnight'], { midnight: 'open sun 20:00-24:00' }],
    ['2026-12-21T00:00', 'en', ['nights', 'midnight'], { midnight: 'open mon 00:00-00:30' }],
    ['2026-12-21T00:30', 'en', ['nights'], {}],
    ['2026-12-25T12:00', 'es', [], { spanish: 'closed on 2026-12-25' }],
    ['2026-12-24T23:59', 'es', ['spanish'], {}],
    ['2026-12-25T00:00', 'es', [], {}],
    ['2026-12-26T00:00', 'es', ['spanish'], {}],
    ['2026-12-25T12:00', 'en', [], { days: 'closed on 2026-12-25' }],
    ['2026-12-25T23:00', 'en', [], { nights: 'closed on 2026-12-25' }],
    ['2026-12-26T03:00', 'en', [], { nights: 'closed on 2026-12-25, when fri 22:00-06:00 began' }],
    ['2026-12-26T22:00', 'en', ['nights'], {}],
  ]
test.each(table)('at %s a caller in %s is connected with %j', (local, language, asked, reasons) => {
  const ladder = ask(desks, local, { language })
  expect(tries(ladder)).toEqual([
    ...asked.map((desk) => `${desk} bridge any`),
    'hotline warm any',
    'hotline bridge any',
  ])
  for (const [desk, text] of Object.entries(reasons))
    expect(because(ladder, desk)).toBe(`${asked.includes(desk) ? 'asked' : 'not asked'}: ${text}`)
})

test('a range that began on the evening before a closed day still ends', () => {
  const phones = phonesWith({
    desk: '{ how: bridge, hours: { thu-fri: 22:00-06:00 }, closed: [2026-12-25] }',
  })
  expect(because(ask(phones, '2026-12-25T05:59'), 'desk')).toBe('asked: open thu 22:00-06:00')
  expect(because(ask(phones, '2026-12-25T06:00'), 'desk')).toBe('not asked: closed on 2026-12-25')
  expect(because(ask(phones, '2026-12-25T22:00'), 'desk')).toBe('not asked: closed on 2026-12-25')
})

test('the clock is the one of the time zone', () => {
  const phones = phonesWith({ desk: '{ how: bridge, hours: { thu: 09:00-17:00 } }' })
  const at = '2026-12-24T17:30Z'
  expect(tries(ask(phones, at))).toContain('desk bridge any')
  expect(tries(ask(phones, at, { timeZone: 'UTC' }))).not.toContain('desk bridge any')
  expect(tries(ask(phones, at, { timeZone: 'Asia/Tokyo' }))).not.toContain('desk bridge any')
})

describe('when the clock is changed', () => {
  // 2026-03-08 10:00Z: 02:00 -> 03:00; 2026-11-01 09:00Z: 02:00 -> 01:00; both are Sundays
  const phones = phonesWith({
    desk: '{ how: bridge, hours: { sun: [01:15-01:45, 02:15-03:30], sat: 22:00-00:30 } }',
  })
  test.each([
    ['2026-03-08T08:29:59Z', 'open sat 22:00-00:30'],
    ['2026-03-08T08:30:00Z', undefined],
    ['2026-03-08T09:44:59Z', 'open sun 01:15-01:45'],
    ['2026-03-08T09:59:59Z', undefined],
    ['2026-03-08T10:00:00Z', 'open sun 02:15-03:30'],
    ['2026-03-08T10:30:00Z', undefined],
    ['2026-11-01T08:15:00Z', 'open sun 01:15-01:45'],
    ['2026-11-01T08:45:00Z', undefined],
    ['2026-11-01T09:15:00Z', 'open sun 01:15-01:45'],
    ['2026-11-01T09:45:00Z', undefined],
    ['2026-11-01T10:15:00Z', 'open sun 02:15-03:30'],
    ['2026-11-01T11:30:00Z', undefined],
  ])('at %s the desk goes by the clock on the wall', (at, open) => {
    const { taken, because } = ask(phones, at).reasons[0] ?? {}
    expect(taken).toBe(open !== undefined)
    if (open) expect(because).toBe(open)
  })
})

describe('against a model that counts minutes', () => {
  const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
  const MINUTE = 60_000
  const two = (value: number) => String(value).padStart(2, '0')
  const clock = (minute: number) => `${two(Math.floor(minute / 60))}:${two(minute % 60)}`

  /** The clock in Los Angeles in 2026, from the two changes alone. */
  function local(at: number): string {
    const summer = at >= Date.UTC(2026, 2, 8, 10) && at < Date.UTC(2026, 10, 1, 9)
    return new Date(at - (summer ? 7 : 8) * 60 * MINUTE).toISOString().slice(0, 16)
  }

  type Hours = Record<string, { from: number; length: number }[]>

  /** Every minute of the days around `date` at which the clock shows an open desk, one by one. */
  function openMinutes(hours: Hours, closed: string[], date: string): Set<string> {
    const minutes = new Set<string>()
    for (const back of [-2, -1, 0, 1]) {
      const midnight = Date.parse(`${date}T00:00Z`) + back * 1440 * MINUTE
      const day = DAYS[(new Date(midnight).getUTCDay() + 6) % 7] ?? ''
      if (closed.includes(new Date(midnight).toISOString().slice(0, 10))) continue
      for (const { from, length } of hours[day] ?? [])
        for (let minute = from; minute < from + length; minute++)
          minutes.add(new Date(midnight + minute * MINUTE).toISOString().slice(0, 16))
    }
    return minutes
  }

  /** One or two ranges a day that do not overlap; the last one may pass midnight. */
  const ranges = fc
    .tuple(
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: 1, max: 1439 }),
      fc.option(fc.tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1439 }))),
    )
    .map(([from, length, second]) => {
      const first = { from, length }
      const begin = second && from + length + (second[0] % 60)
      return begin !== null && begin < 1440 && second
        ? [first, { from: begin, length: second[1] }]
        : [first]
    })
  const week = fc.dictionary(fc.constantFrom(...DAYS), ranges, {
    minKeys: 1,
    noNullPrototype: true,
  })
  const changes = [Date.UTC(2026, 2, 8, 10), Date.UTC(2026, 10, 1, 9), Date.UTC(2026, 11, 25, 8)]
  const moment = fc.oneof(
    fc.integer({ min: Date.UTC(2026, 0, 3), max: Date.UTC(2026, 11, 29) }),
    fc
      .tuple(fc.constantFrom(...changes), fc.integer({ min: -36 * 60, max: 36 * 60 }))
      .map(([change, minutes]) => change + minutes * MINUTE),
  )

  test('a desk is asked at exactly the minutes of its hours', { tags: ['walk'] }, () => {
    let open = 0
    fc.assert(
      fc.property(week, moment, fc.array(fc.integer({ min: -2, max: 2 })), (hours, at, near) => {
        const date = local(at).slice(0, 10)
        const closed = near.map((days) =>
          new Date(Date.parse(date) + days * 1440 * MINUTE).toISOString().slice(0, 10),
        )
        const written = Object.entries(hours).map(([day, list]) => {
          const texts = list.map(
            ({ from, length }) => `${clock(from)}-${clock((from + length) % 1440)}`,
          )
          return `${day}: [${texts.join(', ')}]`
        })
        const phones = phonesWith({
          desk: `{ how: bridge, hours: { ${written.join(', ')} }, closed: [${closed.join(', ')}] }`,
        })
        const { rungs } = ladderAt(phones, { language: 'en', at: new Date(at), timeZone: LA })
        const expected = openMinutes(hours, closed, date).has(local(at))
        if (expected) open++
        expect(rungs.some(({ destination }) => destination === 'desk')).toBe(expected)
        expect(rungs.at(-1)?.destination).toBe('hotline')
      }),
      walk('hours', 800),
    )
    expect(open).toBeGreaterThan(times(40))
  })

  test('the clock shows what the changes of the year say, and is found again', {
    tags: ['walk'],
  }, () => {
    fc.assert(
      fc.property(moment, (at) => {
        const shown = local(at)
        const { date, minute, day } = wallClock(new Date(at), LA)
        expect(`${date}T${clock(minute)}`).toBe(shown)
        expect(DAYS[day]).toBe(
          new Date(at).toLocaleDateString('en', { timeZone: LA, weekday: 'short' }).toLowerCase(),
        )
        const found = momentOf(shown, LA)?.getTime() ?? Number.NaN
        expect(local(found)).toBe(shown)
        // the first of two
        expect(found).toBeLessThanOrEqual(at)
        expect(at - found).toBeLessThan(61 * MINUTE)
      }),
      walk('moments', 800),
    )
  })
})

test.each([
  ['2026-12-25T03:00', LA, '2026-12-25T11:00:00.000Z'],
  ['2026-12-25 03:00:30', LA, '2026-12-25T11:00:30.000Z'],
  ['2026-12-25T03:00Z', LA, '2026-12-25T03:00:00.000Z'],
  ['2026-12-25T03:00+09:00', LA, '2026-12-24T18:00:00.000Z'],
  ['2026-12-25T03:00', 'Asia/Kolkata', '2026-12-24T21:30:00.000Z'],
  ['2026-11-01T01:30', LA, '2026-11-01T08:30:00.000Z'],
  ['2026-10-04T01:45', 'Australia/Lord_Howe', '2026-10-03T15:15:00.000Z'],
  ['2026-10-04T02:15', 'Australia/Lord_Howe', undefined],
  ['2026-03-08T02:00', LA, undefined],
  ['2026-03-08T02:59', LA, undefined],
  ['2026-02-29T12:00', LA, undefined],
  ['2026-12-25', LA, undefined],
  ['2026-12-25T24:00', LA, undefined],
  ['12/25/2026 03:00', LA, undefined],
  ['tomorrow', LA, undefined],
  ['', LA, undefined],
])('%s in %s is %s', (text, timeZone, moment) => {
  expect(readMoment(text, timeZone)?.toISOString()).toBe(moment)
})

test('a time zone is one that this machine knows', () => {
  for (const name of [LA, 'UTC', 'America/New_York']) expect(isTimeZone(name)).toBe(true)
  for (const name of ['', 'Mars/Phobos', 'Los Angeles']) expect(isTimeZone(name)).toBe(false)
})
