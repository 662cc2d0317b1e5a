/** What the build keeps: the same as what would be learnt now, and never of other content. */
import { expect, test } from 'vitest'
import { corpusOf } from '../../src/content/compile/corpus.ts'
import { buildCache, emptyCache } from '../../src/content/read/cache.ts'
import { readFiles } from '../../src/content/read/files.ts'
import { readQuestions } from '../../src/content/read/questions.ts'
import { learn } from '../../src/understanding/learn.ts'
import { createRanker } from '../../src/understanding/rank.ts'
import { ROOT } from '../line.ts'

const cache = buildCache(ROOT)

function corpus(parsed = cache.parsed) {
  const source = { root: ROOT, parsed, faults: [] }
  const { files, names } = readFiles(source)
  const questions = readQuestions(source, names)
  if (!files || !questions) throw new Error('the content has faults')
  return corpusOf(files, questions)
}

test('what was kept of the files is what they say', () => {
  const known: unknown[] = []
  const kept = corpus((text) => {
    const data = cache.parsed(text)
    known.push(data)
    return data
  })
  expect(known.length).toBeGreaterThan(80)
  expect(known).not.toContain(undefined)
  expect(JSON.stringify(kept) === JSON.stringify(corpus(emptyCache.parsed))).toBe(true)
})

test('what was kept is what would be learnt now', () => {
  const kept = cache.learnt(corpus())
  const now = learn(corpus())
  if (!kept) throw new Error('the build kept nothing')
  // compared as text: a difference among a million numbers says nothing to anybody
  for (const [name, part] of Object.entries({ ...now, ...now.model })) {
    if (name === 'model') continue
    const same = { ...kept, ...kept.model }[name as keyof typeof kept.model]
    expect(JSON.stringify(same) === JSON.stringify(part), name).toBe(true)
  }
  expect(kept.model.weights).toBeInstanceOf(Int16Array)
  const features = ['police', 'arrest', 'victim', 'police_arrest']
  const ranked = createRanker(kept.model).rank(features)
  expect(ranked).toEqual(createRanker(now.model).rank(features))
  expect(ranked[0]?.label).toBe('law-enforcement')
}, 60_000)

test('of edited content nothing was kept, and it is learnt from anew', () => {
  const edited = corpus().map((own) => ({
    ...own,
    asked: [...own.asked, { label: 'unrelated', phrases: ['xylophone zanzibar'], typed: true }],
  }))
  expect(cache.learnt(edited)).toBeUndefined()
  expect(learn(edited).vocabulary).toContain('XYLOPHONE')
}, 60_000)
