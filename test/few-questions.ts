/**
 * Reduces the thousands of questions in a copy of the content, so that learning from them takes no
 * time.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** How many to keep of each list. */
const KEPT = 5
/** The start of another list; within one there may be blank lines. */
const KEY = /^ *[\w-]+:/

export function keepFewQuestions(root: string): void {
  const folder = join(root, 'content')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!/(^|\/)questions\/.+\.yaml$/.test(name)) continue
    const file = join(folder, name)
    let item = 0
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => {
        if (/^ *- /.test(line)) item += 1
        else if (KEY.test(line)) item = 0
        return item <= KEPT
      })
    writeFileSync(file, `${lines.join('\n').trimEnd()}\n`)
  }
}
