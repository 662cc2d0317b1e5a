/** The checker, tried: one slip at a time in flows, content and effects is found and named; what is no slip is not. */
import { expect, test } from 'vitest'
import type { Fault } from '../../src/content/fault.ts'
import type { Medium } from '../../src/content/words.ts'
import { times, walk } from '../walk.ts'
import { dataOf, faultsWith } from './checker.ts'
import { allMutants } from './mutants/all.ts'
import { type Mutant, SHAPE } from './mutants/mutant.ts'
import { someOf } from './random.ts'
import { allVariants } from './variants.ts'

/** What only the proof can find takes as long as twenty others; that it finds each kind of slip is test/proof/prove.test.ts. */
const PROVED = 5
const OTHERS = 295

test('each of at least 300 slips is found, and named by a rule that is about it', {
  tags: ['walk'],
}, () => {
  const { seed } = walk('mutants', PROVED + OTHERS)
  const all = allMutants()
  const chosen = sampled(all, { proved: PROVED, others: OTHERS }, seed)
  const missed = chosen.flatMap((mutant) => {
    const data = dataOf(mutant.file)
    mutant.spoil(data)
    const faults = faultsWith(mutant.file, data, mutant.proof ? mediaOf(mutant.file) : [])
    return isNamed(faults, mutant) ? [] : [told(mutant, faults)]
  })
  expect(missed).toEqual([])
  expect(new Set(all.map(({ kind }) => kind)).size).toBeGreaterThan(25)
})

test('none of 100 variants that are no slips is taken for one', { tags: ['walk'] }, () => {
  const { seed } = walk('variants', 100)
  const flagged = sampled(allVariants(), { proved: 2, others: 98 }, seed).flatMap((variant) => {
    const data = dataOf(variant.file)
    variant.change(data)
    const faults = faultsWith(variant.file, data, variant.proof ? mediaOf(variant.file) : [])
    return faults.length === 0 ? [] : [told(variant, faults)]
  })
  expect(flagged).toEqual([])
})

/** Of every kind in turn: so many that the proof is asked about, and so many others. */
function sampled<Item extends { kind: string; proof?: true }>(
  all: readonly Item[],
  { proved, others }: { proved: number; others: number },
  seed: number,
): Item[] {
  const isProved = ({ proof }: Item) => proof === true
  return [
    ...someOf(all.filter(isProved), times(proved), seed),
    ...someOf(
      all.filter((item) => !isProved(item)),
      times(others),
      seed,
    ),
  ]
}

/** Whether one of the faults is the slip: by a rule that is about it, at its key. */
function isNamed(faults: readonly Fault[], { file, expected }: Mutant): boolean {
  const { rules, key = '', file: place = file } = expected
  return faults.some((fault) => {
    const isAbout = rules.includes('any') || rules.includes(fault.rule ?? SHAPE)
    return isAbout && (key === '' || (fault.file === place && fault.key.startsWith(key)))
  })
}

/** What a file is about. */
function mediaOf(file: string): Medium[] {
  if (file === 'flows/text.yaml') return ['text']
  return file === 'flows/voice.yaml' ? ['voice'] : ['text', 'voice']
}

function told(
  { kind, file, what }: Pick<Mutant, 'kind' | 'file' | 'what'>,
  faults: readonly Fault[],
) {
  const found = faults.slice(0, 3).map(({ rule, file, key }) => `${rule} ${file} ${key}`)
  return `${kind}: ${file} ${what}: ${found.join('; ') || 'nothing'}`
}
