/**
 * The suppression attack: somebody who has every export of a month, taken every day and after its end,
 * knows how they are made, and wants to know a cell of one to four. They fail when another month gives
 * the very same exports with another number in that cell. So such a month is looked for, for every cell.
 */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { STEPS } from '../../src/alarms/rise.ts'
import { DANGER_STEPS } from '../../src/alarms/watch.ts'
import { type CountName, countNames, rowOf } from '../../src/counts/counts.ts'
import { showUntil, tablesOf } from '../../src/counts/read.ts'
import type { By, Cells } from '../../src/counts/shown.ts'
import { weekdayOf } from '../../src/phones/wall-clock.ts'
import { walk } from '../walk.ts'

/** November 2026 has 30 days: its table of days is one of those that a sum could fill. */
const MONTH = '2026-11'
const AFTER = '2026-12-01'
/** Five words in some lists and six with `other` in others. */
const vocabulary = {
  channel: ['sms', 'voice'],
  language: ['en', 'es', 'vi', 'zh'],
  topics: ['signs', 'shelter', 'leaving', 'health', 'money', 'life', 'children', 'laws', 'places'],
  interpreters: ['tl', 'ko', 'ru'],
}
const DAYS = Array.from({ length: 30 }, (_, at) => `${MONTH}-${String(at + 1).padStart(2, '0')}`)

const WEEKDAYS = Array.from({ length: 7 }, (_, day) => String(day))

type World = ReadonlyMap<By, Cells>

/** All that can be had of a month: what was shown before its end is shown the same after it, as is tested below. */
const exportsOf = (world: World): string =>
  JSON.stringify(Array.from(showUntil(AFTER, MONTH, world), ([by, cells]) => [by, ...cells]))

const weekdays = new Map(DAYS.map((day) => [day, String(weekdayOf(day))]))

/** The cells that go together in two tables at once: the days of a weekday and its hours. */
function groupOf(by: By, key: string): string {
  if (by === 'hour') return key.slice(0, key.indexOf(' '))
  return by === 'day' ? (weekdays.get(key) ?? '') : ''
}

const changed = (world: World, changes: readonly (readonly [By, string, number])[]): World => {
  const tables = new Map(Array.from(world, ([by, cells]) => [by, new Map(cells)] as const))
  for (const [by, key, by1] of changes)
    tables.get(by)?.set(key, (tables.get(by)?.get(key) ?? 0) + by1)
  return tables
}

const isPossible = (world: World) =>
  Array.from(world.values()).every((cells) => Array.from(cells.values()).every((n) => n >= 0))

/** Cells of a table that may have one more or less with little ado; the largest is always tried. */
function easy(world: World, by: By, one: number, group?: string): string[] {
  const cells = Array.from(world.get(by) ?? []).filter(
    ([key]) => group === undefined || groupOf(by, key) === group,
  )
  const quiet = cells.find(([, n]) => (one > 0 ? n % 5 < 4 : n % 5 > 0))
  const largest = cells.toSorted(([, a], [, b]) => b - a)[0]
  return [quiet, largest].flatMap((cell) => (cell ? [cell[0]] : []))
}

/** Other months in which a cell has one more or one less. */
function* others(world: World, by: By, key: string): Generator<World> {
  const group = groupOf(by, key)
  for (const one of [-1, 1]) {
    // from another cell of the table, or to it
    for (const other of world.get(by)?.keys() ?? []) {
      if (other === key) continue
      const swap = [
        [by, key, one],
        [by, other, -one],
      ] as const
      const far = groupOf(by, other)
      const beside = by === 'day' ? 'hour' : by === 'hour' ? 'day' : undefined
      if (far === group || !beside || !world.has(beside)) yield changed(world, swap)
      else
        for (const here of easy(world, beside, one, group))
          for (const there of easy(world, beside, -one, far))
            yield changed(world, [...swap, [beside, here, one], [beside, there, -one]])
    }
    // somebody more or less altogether, on any day of the week
    for (const weekday of group ? [group] : WEEKDAYS) {
      let worlds: World[] = [changed(world, [[by, key, one]])]
      for (const table of world.keys())
        if (table !== by) {
          const among = table === 'day' || table === 'hour' ? weekday : undefined
          worlds = worlds.flatMap((each) =>
            easy(world, table, one, among).map((word) => changed(each, [[table, word, one]])),
          )
        }
      yield* worlds
    }
  }
}

const sumOfAll = (cells: Cells) => Array.from(cells.values()).reduce((a, b) => a + b, 0)

const sumOf = (world: World, by: By, group: string) =>
  Array.from(world.get(by) ?? [])
    .filter(([key]) => groupOf(by, key) === group)
    .reduce((sum, [, n]) => sum + n, 0)

/** Whether all tables are of the same happenings. */
function isConsistent(world: World): boolean {
  if (new Set(Array.from(world.values(), sumOfAll)).size > 1) return false
  if (!world.has('hour')) return true
  return WEEKDAYS.every((day) => sumOf(world, 'day', day) === sumOf(world, 'hour', day))
}

/** Something that an attacker knows besides: whether another month could be the one that it is known of. */
type Knowledge = (world: World) => (other: World) => boolean

/** The cells of one to four that can be worked out. */
function workedOut(world: World, knows: Knowledge = () => () => true): string[] {
  const [seen, known] = [exportsOf(world), knows(world)]
  const fits = (other: World) =>
    isPossible(other) && isConsistent(other) && known(other) && exportsOf(other) === seen
  const isAmbiguous = (by: By, key: string) => {
    for (const other of others(world, by, key)) if (fits(other)) return true
    return false
  }
  return Array.from(world).flatMap(([by, cells]) =>
    Array.from(cells)
      .filter(([key, n]) => n >= 1 && n <= 4 && !isAmbiguous(by, key))
      .map(([key, n]) => `${by} ${key} = ${n}`),
  )
}

/** The log tells sums to who counts its lines, as far as it tells of something at all. */
const exactSums: Knowledge = (world) => {
  const sums = (each: World) => Array.from(each.values(), sumOfAll).join()
  return (other) => sums(other) === sums(world)
}

/** Alarms tell, at worst, the last step that there was, and at once when it was reached. */
const steps: Knowledge = (world) => {
  const step = (each: World) => Math.floor((each.get('total')?.get('total') ?? 0) / 5)
  return (other) => step(other) >= step(world)
}

/** On which days nothing happened, since the line was not there, and by which channels and old words nothing came. */
const emptiness: Knowledge = (world) => {
  const empty = (each: World) =>
    (['day', 'channel', 'of', 'language'] as const).flatMap((by) =>
      Array.from(each.get(by) ?? [])
        .filter(([key, n]) => n === 0 && (by === 'day' || by === 'channel' || key === 'other'))
        .map(([key]) => `${by} ${key}`),
    )
  return (other) => empty(world).every((cell) => empty(other).includes(cell))
}

/** How happenings are spread over the words of a table: by chance, evenly, or all in one cell. */
const Spread = fc.constantFrom('chance', 'even', 'one' as const)
const Happenings = fc.record({
  total: fc.oneof(fc.nat(60), fc.constantFrom(16, 20, 24, 40, 120)),
  spreads: fc.record({ of: Spread, channel: Spread, language: Spread, day: Spread, hour: Spread }),
  chance: fc.infiniteStream(fc.nat(1_000_000)),
})
type Happenings = typeof Happenings extends fc.Arbitrary<infer T> ? T : never

function worldOf(
  count: CountName,
  { total, spreads, chance }: Happenings,
): Map<By, Map<string, number>> {
  const empty = tablesOf(count, MONTH, { sums: {}, days: new Map() }, vocabulary)
  const world = new Map(Array.from(empty, ([by, cells]) => [by, new Map(cells)] as const))
  const add = (by: By, key: string | undefined) => {
    const cells = world.get(by)
    if (cells && key !== undefined) cells.set(key, (cells.get(key) ?? 0) + 1)
  }
  const pick = (by: keyof Happenings['spreads'], words: readonly string[], at: number) => {
    const random = chance.next().value ?? 0
    const place = { chance: random, even: at, one: 0 }[spreads[by]]
    return words[place % words.length]
  }
  for (let at = 0; at < total; at++) {
    add('total', 'total')
    for (const by of ['of', 'channel', 'language'] as const)
      add(by, pick(by, Array.from(world.get(by)?.keys() ?? []), at))
    const day = pick('day', DAYS, at) ?? ''
    add('day', day)
    const hours = Array.from({ length: 24 }, (_, hour) => `${groupOf('day', day)} ${hour}`)
    add('hour', pick('hour', hours, at))
  }
  return world
}

test('no cell of one to four can be worked out from all exports of a month', {
  tags: ['walk'],
}, () => {
  fc.assert(
    fc.property(fc.constantFrom(...countNames), Happenings, (count, happenings) => {
      const world = worldOf(count, happenings)
      expect(isConsistent(world)).toBe(true)
      expect(workedOut(world), count).toEqual([])
    }),
    walk('suppression', 50),
  )
})

test('nor by who knows the exact sum from the log, unless no cell beside it can have one more', {
  tags: ['walk'],
}, () => {
  fc.assert(
    fc.property(fc.constantFrom(...countNames), Happenings, (count, happenings) => {
      const world = worldOf(count, happenings)
      world.delete('total')
      for (const [by, cells] of Array.from(world)) {
        const isFull = (group: string) =>
          Array.from(cells).every(([key, n]) => groupOf(by, key) !== group || n % 5 === 4)
        if (Array.from(cells.keys()).some((key) => isFull(groupOf(by, key)))) return
      }
      expect(workedOut(world, exactSums), count).toEqual([])
    }),
    walk('suppression with sums', 40),
  )
})

/** What alarms tell of a month at most: the step that a sum has reached, and that three callers in a row were not connected. */
function toldBy(count: CountName): Knowledge {
  const missed = ['busy', 'no_answer', 'failed']
  const steps = count === 'danger' ? DANGER_STEPS : STEPS
  const told = (world: World) => {
    if (count === 'transfers')
      return missed.reduce((sum, of) => sum + (world.get('of')?.get(of) ?? 0), 0) >= 3
    const sum = Math.max(0, ...Array.from(world.values(), sumOfAll))
    return steps.findLast((step) => step <= sum)
  }
  return (world) => (other) => told(other) === told(world)
}

test('nor by who is told by every alarm too', { tags: ['walk'] }, () => {
  const alarming = ['danger', 'guarded', 'refused', 'transfers'] as const
  fc.assert(
    fc.property(fc.constantFrom(...alarming), Happenings, (count, happenings) => {
      const world = worldOf(count, happenings)
      expect(workedOut(world, toldBy(count)), count).toEqual([])
    }),
    walk('suppression with alarms', 40),
  )
})

test('nor by who adds up the alarms of many days, nor by who knows where nothing was', {
  tags: ['walk'],
}, () => {
  const alarmed = countNames.filter((count) => rowOf(count).alarmed)
  fc.assert(
    fc.property(
      fc.constantFrom(...countNames),
      fc.constantFrom(...alarmed),
      Happenings,
      (count, told, happenings) => {
        expect(workedOut(worldOf(count, happenings), emptiness), count).toEqual([])
        expect(workedOut(worldOf(told, happenings), steps), told).toEqual([])
      },
    ),
    walk('suppression with all steps', 25),
  )
})

test('a line that was there for the last five days of a month, with four calls on each', () => {
  const world = worldOf('conversations', { ...empty, total: 0 })
  for (const day of DAYS.slice(-5)) {
    world.get('day')?.set(day, 4)
    world.get('hour')?.set(`${weekdayOf(day)} 9`, 4)
  }
  for (const [by, key] of [
    ['total', 'total'],
    ['channel', 'sms'],
  ] as const)
    world.get(by)?.set(key, 20)
  expect(workedOut(world, emptiness)).toEqual([])
})

test.each([
  ['five kinds, four of each, all by text', { of: 4, rest: 'one' }],
  ['four in every one of thirty days, all in one cell elsewhere', { day: 4, rest: 'one' }],
] as const)('%s: a sum that is full gives nothing away', (_, { rest, ...full }) => {
  for (const count of countNames) {
    const [by, each] = Object.entries(full)[0] as [By, number]
    const cells = worldOf(count, empty).get(by)
    if (!cells) continue
    const spread = { of: rest, channel: rest, language: rest, day: rest, hour: rest }
    const world = worldOf(count, {
      ...empty,
      total: cells.size * each,
      spreads: { ...spread, [by]: 'even' },
    })
    expect(workedOut(world), count).toEqual([])
  }
})

const empty = {
  total: 0,
  spreads: { of: 'one', channel: 'one', language: 'one', day: 'one', hour: 'one' },
  chance: fc.sample(fc.infiniteStream(fc.constant(0)), 1)[0],
} as Happenings

test('the attack finds what can be worked out: exact sums, and finer steps', () => {
  const world = worldOf('danger', { ...empty, total: 3 })
  const found = Array.from(world).flatMap(([, cells]) => Array.from(cells.values()))
  expect(found).toContain(3)
  // an export of exact numbers has no other month behind it
  const exact = (each: World) => JSON.stringify(Array.from(each, ([by, cells]) => [by, ...cells]))
  for (const other of others(world, 'of', 'danger')) expect(exact(other)).not.toBe(exact(world))
})

test('what was shown of a month once is shown the same for ever', { tags: ['walk'] }, () => {
  fc.assert(
    fc.property(fc.constantFrom(...countNames), Happenings, (count, happenings) => {
      const world = worldOf(count, happenings)
      const seen = new Map<string, unknown>()
      for (const today of [...DAYS, AFTER]) {
        // of days that are still to come nothing has happened yet
        const soFar = today === AFTER ? world : untilDay(world, today)
        for (const [by, cells] of showUntil(today, MONTH, soFar))
          for (const [key, value] of cells) {
            const before = seen.get(`${by} ${key}`)
            if (before !== undefined) expect(value, `${count} ${by} ${key}`).toBe(before)
            seen.set(`${by} ${key}`, value)
          }
      }
    }),
    walk('exports again and again', 50),
  )
})

function untilDay(world: World, today: string): World {
  const days = Array.from(
    world.get('day') ?? [],
    ([day, n]) => [day, day <= today ? n : 0] as const,
  )
  return new Map(world.has('day') ? [...world, ['day', new Map(days)]] : world)
}
