/** What the build keeps: the same as what would be learnt now, and never of other content. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { learntFrom, SNAPSHOT } from '../../src/content/read/cache.ts'
import { readFiles } from '../../src/content/read/files.ts'
import { learn } from '../../src/understanding/learn.ts'
import { createRanker } from '../../src/understanding/rank.ts'

const ROOT = new URL('../..', import.meta.url).pathname
const files = () => {
  const read = readFiles(ROOT)
  if (!read.files) throw new Error('the content has faults')
  return read.files
}

test('what was kept is what would be learnt now', () => {
  expect(JSON.parse(readFileSync(SNAPSHOT, 'utf8')).learnt.from).toHaveLength(43)
  const [kept, now] = [learntFrom(files()), learn(files())]
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
})

test('edited content is learnt from anew', () => {
  const edited = files()
  const { questions } = edited.texts.en ?? {}
  questions?.unrelated.push('xylophone zanzibar')
  expect(learntFrom(edited).vocabulary).toContain('XYLOPHONE')
  expect(learntFrom(files()).vocabulary).not.toContain('XYLOPHONE')
})
