/** The shipped project in the form that formats use, and copies with drafts applied. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'
import { type Content, loadContent } from '../../src/content/load.ts'
import { readFiles } from '../../src/content/read/files.ts'
import type { DraftFile } from '../../src/formats/drafts.ts'
import { exchangeOf } from '../../src/formats/exchange.ts'
import type { Project } from '../../src/operator/formats/project.ts'
import { cache } from '../content/copied.ts'
import { NAME, ROOT } from '../line.ts'

export function projectIn(root: string): Project {
  const { files } = readFiles({ root, parsed: cache.parsed, faults: [] })
  if (!files) throw new Error('the project can not be read')
  return { files, exchange: exchangeOf(files, NAME) }
}

/** A copy of a project with a draft applied, removed when the test ends. */
export function withDraft(files: readonly DraftFile[], from = ROOT) {
  const root = mkdtempSync(join(tmpdir(), 'draft-'))
  onTestFinished(() => rmSync(root, { recursive: true }))
  for (const folder of ['content', 'flows'])
    cpSync(join(from, folder), join(root, folder), { recursive: true })
  for (const { file, text } of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true })
    writeFileSync(join(root, file), text)
  }
  return {
    root,
    load: (): Content => loadContent(root, { name: NAME, cache, questions: 'later' }),
    /** Removes a topic, and the first menu option leading to it. */
    without(topic: string) {
      const change = (file: string, from: RegExp) => {
        const text = readFileSync(join(root, file), 'utf8')
        if (!from.test(text)) throw new Error(`no ${from} in ${file}`)
        writeFileSync(join(root, file), text.replace(from, ''))
      }
      change('content/topics.yaml', new RegExp(`^- id: ${topic}\\n(?:  .*\\n|\\n)*`, 'm'))
      change('flows/line.yaml', new RegExp(`^  ${topic}: .*\\n`, 'm'))
      change('flows/line.yaml', new RegExp(`1: ${topic}, `))
      for (const language of ['en', 'es'])
        for (const folder of ['topics', 'questions'])
          rmSync(join(root, 'content', language, folder, `${topic}.yaml`))
    },
    edit(file: string, from: string, to: string) {
      const text = readFileSync(join(root, file), 'utf8')
      if (!text.includes(from)) throw new Error(`no '${from}' in ${file}`)
      writeFileSync(join(root, file), text.replaceAll(from, to))
    },
  }
}

/** A file to import, removed when the test ends. */
export function written(data: unknown): string {
  const folder = mkdtempSync(join(tmpdir(), 'floip-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'flow.json')
  writeFileSync(file, typeof data === 'string' ? data : JSON.stringify(data))
  return file
}
