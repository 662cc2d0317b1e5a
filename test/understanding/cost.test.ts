/** No text costs much, whatever its 1,600 characters are: counted in steps, since time is noisy. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { plain } from '../../src/understanding/plain.ts'
import { understand } from '../../src/understanding/understand.ts'
import { anyCharacters } from '../any-characters.ts'
import { content } from '../line.ts'
import { walk } from '../walk.ts'

const { lexicon } = content()
const LENGTH = 1_600
/** About twice what the costliest text takes; a word of 4,800 letters, shortened one by one, took millions. */
const MOST_STEPS = 160_000

/** What is counted: each look-up, and each character that a copy of a text has. */
const counted = [
  [Map.prototype, 'get'],
  [Map.prototype, 'has'],
  [Set.prototype, 'has'],
  [String.prototype, 'slice'],
] as const

/** The steps that a text takes. */
function stepsOf(text: string): number {
  let steps = 0
  const restore = counted.map(([holder, name]) => {
    const own = Object.getOwnPropertyDescriptor(holder, name)
    const original: (...all: unknown[]) => unknown = own?.value
    Object.defineProperty(holder, name, {
      ...own,
      value(this: unknown, ...all: unknown[]) {
        const result = original.apply(this, all)
        steps += typeof result === 'string' ? 1 + result.length / 16 : 1
        return result
      },
    })
    return () => Object.defineProperty(holder, name, own ?? {})
  })
  try {
    understand(lexicon, text)
  } finally {
    for (const back of restore) back()
  }
  return steps
}

/** One character of each kind in all of Unicode: a kind is what comes of it in plain form. */
function kinds(): string[] {
  const found = new Map<string, string>()
  for (let code = 1; code <= 0x10ffff; code++) {
    if (code >= 0xd800 && code <= 0xdfff) continue
    const character = String.fromCodePoint(code)
    // what Unicode does not take apart is like its neighbours
    if (code % 64 !== 0 && character.normalize('NFKD') === character) continue
    const said = plain(character)
    const script = /\p{L}/u.test(character) ? Math.min(code >> 10, 0xc0) : 0
    const kind = `${said.length} ${said.split(' ').length} ${script}`
    if (!found.has(kind)) found.set(kind, character)
  }
  return Array.from(found.values())
}

const filled = (part: string) => part.repeat(Math.ceil(LENGTH / part.length)).slice(0, LENGTH)
const worst = [
  '\u3371',
  '\u33d5',
  '\u3374',
  '\u2121',
  '\ufdfa',
  'a',
  'abcdefghijklmnop ',
  'a\u0301',
]

beforeAll(() => {
  // what is learnt when somebody first mistypes is learnt once
  for (const character of worst) understand(lexicon, filled(character))
})

test('a text of one character over and over takes few steps, whichever it is', () => {
  const all = [...kinds(), ...worst]
  expect(all.length).toBeGreaterThan(50)
  const most = all.map((character) => ({ character, steps: stepsOf(filled(character)) }))
  most.sort((one, other) => other.steps - one.steps)
  console.info(`${all.length} kinds, ${Math.round(most[0]?.steps ?? 0)} steps at most`)
  for (const { character, steps } of most)
    expect(steps, character.codePointAt(0)?.toString(16)).toBeLessThan(MOST_STEPS)
})

test('so does a text of any characters and any words', { tags: ['walk'] }, () => {
  const words = Array.from(lexicon.languages.loans.all).slice(0, 50)
  const part = fc.oneof(
    anyCharacters({ minLength: 1, maxLength: 12 }),
    fc.string({ minLength: 1, maxLength: 24 }),
    fc.constantFrom('he has a gnu ', 'me ban a matr ', 'traficking ', ...worst, ...words),
  )
  let most = 0
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 40 }), (parts) => {
      const steps = stepsOf(filled(parts.join('')))
      most = Math.max(most, steps)
      expect(steps).toBeLessThan(MOST_STEPS)
    }),
    walk('costly texts', 100),
  )
  console.info(`${Math.round(most)} steps at most`)
})
