/** Leaves so few of its thousands of questions to a copy of content that it takes no seconds to learn from them anew. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Of each list. */
const KEPT = 5
/** What begins another list. Between the questions of one there are blanks. */
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
