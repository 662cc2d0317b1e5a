/** A copy of content/ and flows/ that a test file may break; it is restored after each test. */
import { cpSync, mkdtempSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach } from 'vitest'
import { FaultsError } from '../../src/content/fault.ts'
import { loadContent } from '../../src/content/load.ts'
import { buildCache, type Cache } from '../../src/content/read/cache.ts'
import { parseYaml } from '../../src/content/read/yaml.ts'
import { keepFewQuestions } from '../few-questions.ts'
import { NAME, ROOT } from '../line.ts'

/** No earlier than any date in content/. */
export const TODAY = Date.parse('2026-11-26')
const built = buildCache(ROOT)
/** Parsed files, cached: a test breaks one of hundreds, and the others are unchanged. */
const parsed = new Map<string, unknown>()

export const cache: Cache = {
  ...built,
  parsed(text) {
    if (!parsed.has(text)) parsed.set(text, built.parsed(text) ?? dataOf(parseYaml(text)))
    return parsed.get(text)
  },
}

const dataOf = (read: ReturnType<typeof parseYaml>) => ('data' in read ? read.data : undefined)

export function copiedContent() {
  const root = mkdtempSync(join(tmpdir(), 'content-'))
  for (const folder of ['content', 'flows'])
    cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
  keepFewQuestions(root)
  afterAll(() => rmSync(root, { recursive: true }))

  /** The original text of edited files. */
  const originals = new Map<string, Buffer | undefined>()
  afterEach(() => {
    for (const [path, text] of originals)
      if (text === undefined) unlinkSync(path)
      else writeFileSync(path, text)
    originals.clear()
  })

  /** The path of a file in the copy, which is restored after the test. */
  function own(file: string) {
    const path = join(root, file)
    if (!originals.has(path)) originals.set(path, readFileSync(path))
    return path
  }

  const load = (now = TODAY, name = NAME, number?: string) =>
    loadContent(root, { name, cache, now, number })

  return {
    root,
    load,
    edit(file: string, from: string | RegExp, to: string) {
      const path = own(file)
      const before = readFileSync(path, 'utf8')
      const after = before.replace(from, to)
      if (after === before) throw new Error(`nothing to edit in ${file}`)
      writeFileSync(path, after)
    },
    /** Saves a file byte for byte. */
    save(file: string, bytes: string | Buffer) {
      writeFileSync(own(file), bytes)
    },
    remove: (file: string) => unlinkSync(own(file)),
    add(file: string, text: string) {
      const path = join(root, file)
      originals.set(path, undefined)
      writeFileSync(path, text)
    },
    faults(name = NAME, number?: string) {
      try {
        load(TODAY, name, number)
        return []
      } catch (error) {
        if (!(error instanceof FaultsError)) throw error
        return error.faults
      }
    },
  }
}
