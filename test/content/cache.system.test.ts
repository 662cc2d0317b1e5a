/** What the build keeps: the same as what would be learnt now, and never of other content. */
import { appendFileSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { corpusOf } from '../../src/content/compile/corpus.ts'
import { learnUnlessBefore } from '../../src/content/learnt-before.ts'
import { buildCache, emptyCache } from '../../src/content/read/cache.ts'
import { readFiles } from '../../src/content/read/files.ts'
import { writeLearnt } from '../../src/content/read/learnt-file.ts'
import { readQuestions } from '../../src/content/read/questions.ts'
import {
  hashOfAll,
  hashOfFiles,
  hashOfTexts,
  textsBelow,
} from '../../src/content/read/yaml-texts.ts'
import { hashOf } from '../../src/understanding/ranking/hashing.ts'
import { type Learnt, learn } from '../../src/understanding/ranking/learn.ts'
import { createRanker } from '../../src/understanding/ranking/rank.ts'
import { ROOT } from '../line.ts'
import { copiedProject } from '../project.ts'

const cache = buildCache(ROOT)

function corpus(parsed = cache.parsed, root = ROOT) {
  const source = { root, parsed, faults: [] }
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

test('what the build found without fault is what the files say, and is there for these files alone', () => {
  const checked = buildCache(ROOT, true).checked(ROOT)
  expect(checked?.hash).toBe(hashOfAll(textsBelow(ROOT)))
  expect(checked?.files).toEqual(readFiles({ root: ROOT, parsed: cache.parsed, faults: [] }).files)
  const { taught, learnt } = checked?.lesson() ?? {}
  expect(taught).toEqual(corpus().map(({ spelling, concepts }) => ({ spelling, concepts })))
  const { vocabulary, model } = cache.learnt(corpus()) ?? {}
  expect(learnt?.vocabulary).toEqual(vocabulary)
  expect(Buffer.compare(bytesOf(learnt?.model.weights), bytesOf(model?.weights))).toBe(0)
  const copy = mkdtempSync(join(tmpdir(), 'checked-'))
  onTestFinished(() => rmSync(copy, { recursive: true }))
  for (const folder of ['content', 'flows'])
    cpSync(join(ROOT, folder), join(copy, folder), { recursive: true })
  expect(buildCache(ROOT, true).checked(copy)?.files).toEqual(checked?.files)
  // a comment is enough
  appendFileSync(join(copy, 'content/en/questions/line/talk.yaml'), '\n# read again\n')
  expect(buildCache(ROOT, true).checked(copy)).toBeUndefined()
})

function bytesOf(weights: Int8Array = new Int8Array()): Buffer {
  return Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength)
}

test('a file that was renamed is another content', () => {
  const texts = textsBelow(ROOT)
  const [first = ''] = texts.keys()
  const renamed = new Map(texts).set(`${first}.yaml`, texts.get(first) ?? '')
  renamed.delete(first)
  expect(hashOfAll(renamed)).not.toBe(hashOfAll(texts))
  expect(hashOfTexts(renamed)).not.toBe(hashOfTexts(texts))
})

test('what the build reads as text and a start as bytes has one hash, which knows where each file ends', () => {
  expect(hashOfFiles(ROOT)).toBe(hashOfTexts(textsBelow(ROOT)))
  const two = new Map(Object.entries({ 'content/a.yaml': 'á: 1', 'content/b.yaml': '' }))
  const moved = new Map(Object.entries({ 'content/a.yaml': '', 'content/b.yaml': 'á: 1' }))
  expect(hashOfTexts(two)).not.toBe(hashOfTexts(moved))
})

test('the sources have rules of their own, and do not go by what the build checked', () => {
  expect(cache.checked(ROOT)).toBeUndefined()
})

test('what was kept is what would be learnt now', () => {
  // a project with few questions: to learn from all of them takes as long as the build
  const project = copiedProject()
  onTestFinished(project.remove)
  const built = buildCache(project.root)
  const own = corpus(built.parsed, project.root)
  const kept = built.learnt(own)
  const now = learn(own)
  if (!kept) throw new Error('the build kept nothing')
  // compared as text: a difference among a million numbers says nothing to anybody
  for (const [name, part] of Object.entries({ ...now, ...now.model })) {
    if (name === 'model') continue
    const same = { ...kept, ...kept.model }[name as keyof typeof kept.model]
    expect(textOf(same) === textOf(part), name).toBe(true)
  }
  expect(kept.model.weights).toBeInstanceOf(Int8Array)
  const scores = ({ model }: Learnt) => {
    const { rank, placeOf } = createRanker(model)
    const places = ['police', 'arrest', 'victim', 'police_arrest'].map((name) =>
      placeOf(hashOf(name)),
    )
    return rank(places, [placeOf(hashOf('~<POL'))])
  }
  expect(scores(kept)).toEqual(scores(now))
  const shipped = cache.learnt(corpus())
  if (!shipped) throw new Error('nothing is shipped')
  const likeliest = scores(shipped).indexOf(Math.max(...scores(shipped)))
  expect(shipped.model.labels[likeliest]).toBe('law-enforcement')
})

test('a build takes what the last one learned from the same questions by the same code, and nothing else', () => {
  const root = mkdtempSync(join(tmpdir(), 'learnt-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  const few = corpus().map((own) => ({ ...own, asked: own.asked.slice(0, 9) }))
  const kept = () => {
    const folder = join(root, 'node_modules/.cache/learnt')
    return existsSync(folder) ? readdirSync(folder).join() : 'nothing'
  }
  const learnt = learnUnlessBefore(root, few)
  // of what has no sources it can not be known by which code it was learned
  expect(kept()).toBe('nothing')
  cpSync(join(ROOT, 'src/understanding'), join(root, 'src/understanding'), { recursive: true })
  expect(textOf(learnUnlessBefore(root, few)) === textOf(learnt)).toBe(true)
  const first = kept()
  // read, and not written again
  writeLearnt(join(root, 'node_modules/.cache/learnt', first), { ...learnt, vocabulary: ['READ'] })
  expect(learnUnlessBefore(root, few).vocabulary).toEqual(['READ'])
  expect(textOf(learnUnlessBefore(root, few.slice(1))) === textOf(learn(few.slice(1)))).toBe(true)
  const second = kept()
  appendFileSync(join(root, 'src/understanding/ranking/train.ts'), '// otherwise')
  expect(textOf(learnUnlessBefore(root, few)) === textOf(learnt)).toBe(true)
  expect(new Set([first, second, kept(), 'nothing']).size).toBe(4)
})

function textOf(part: unknown): string {
  return JSON.stringify(part, (_, value) => {
    if (value instanceof Map) return Array.from(value)
    return ArrayBuffer.isView(value)
      ? Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64')
      : value
  })
}

test('of edited content nothing was kept, and it is learnt from anew', () => {
  const edited = corpus().map((own) => ({
    ...own,
    asked: [...own.asked, { label: 'unrelated', phrases: ['xylophone zanzibar'], typed: true }],
  }))
  expect(cache.learnt(edited)).toBeUndefined()
  // of a few of its questions, which are learnt from in a moment
  const few = edited.map((own) => ({
    ...own,
    asked: own.asked.map((each) => ({ ...each, phrases: each.phrases.slice(0, 1) })),
  }))
  expect(learn(few).vocabulary).toContain('XYLOPHONE')
})
