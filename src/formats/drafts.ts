/** YAML files being edited; comments, order and everything untouched are preserved. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from 'yaml'
import { editYaml } from '../content/edit.ts'
import { kindOf } from '../content/file-kinds.ts'
import type { Files } from '../content/read/files.ts'
import { yaml } from '../content/read/yaml.ts'
import type { Exchange } from './exchange.ts'

/** The project as it is, and as it would be after the import. */
export type Change = { root: string; files: Files; before: Exchange; after: Exchange }

export type DraftFile = { file: string; text: string }
type Path = readonly (string | number)[]

export class Drafts {
  readonly #root: string
  readonly #texts = new Map<string, string>()

  constructor(root: string) {
    this.#root = root
  }

  set(file: string, path: Path, value: unknown): void {
    const text = this.#text(file)
    const inPlace =
      typeof value === 'string' &&
      yaml().parseDocument(text).hasIn(path) &&
      path.every((key) => typeof key === 'string')
    if (inPlace) this.#texts.set(file, editYaml(text, [{ path: path.map(String), value }]))
    else this.#change(file, (document) => document.setIn(path, value))
  }

  drop(file: string, path: Path): void {
    this.#change(file, (document) => document.deleteIn(path))
  }

  /** Creates a new file. */
  write(file: string, data: unknown): void {
    this.#texts.set(file, `${schemaLine(file)}${yaml().stringify(data, { lineWidth: WIDTH })}`)
  }

  changed(): DraftFile[] {
    return Array.from(this.#texts, ([file, text]) => ({ file, text }))
  }

  #change(file: string, change: (document: Document) => void): void {
    const document = yaml().parseDocument(this.#text(file))
    change(document)
    this.#texts.set(file, document.toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: 1000 }))
  }

  #text(file: string): string {
    const path = join(this.#root, file)
    const known = this.#texts.get(file)
    if (known !== undefined) return known
    return existsSync(path) ? readFileSync(path, 'utf8') : `${schemaLine(file)}{}\n`
  }
}

/** The line width used in content/. */
const WIDTH = 92

function schemaLine(file: string): string {
  const kind = kindOf(file)
  const up = '../'.repeat(file.split('/').length - 1)
  return kind ? `# yaml-language-server: $schema=${up}schemas/${kind.name}.json\n` : ''
}
