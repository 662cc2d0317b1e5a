/** A copy of the built project, whose content a test may edit while the line runs. */
import {
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './line.ts'

const COPIED = ['content', 'flows', 'dist', 'package.json']

export type Project = ReturnType<typeof copiedProject>

/** Its questions are the first few of thousands, so that it takes no seconds to learn from them. */
export function copiedProject() {
  const root = `${mkdtempSync(join(tmpdir(), 'project-'))}/`
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  for (const file of readdirSync(`${root}content`, { recursive: true, encoding: 'utf8' }))
    if (/questions\/[a-z-]+\.yaml$/.test(file)) {
      const lines = readFileSync(join(root, 'content', file), 'utf8').split('\n')
      writeFileSync(join(root, 'content', file), `${lines.slice(0, 12).join('\n')}\n`)
    }

  const edit = (file: string, from: string | RegExp, to: string) => {
    const before = readFileSync(root + file, 'utf8')
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${file} does not say ${from}`)
    writeFileSync(root + file, after)
  }

  return {
    root,
    edit,
    /** A topic of which nothing else speaks, with its place in the menus. */
    removeTopic(topic: string, options: [from: string, to: string]) {
      edit('flows/line.yaml', ...options)
      edit('flows/line.yaml', new RegExp(`^  ${topic}: .*\n`, 'm'), '')
      edit('content/topics.yaml', new RegExp(`^- id: ${topic}\n(?:(?!- id: ).*\n)*`, 'm'), '')
      for (const language of ['en', 'es'])
        for (const folder of ['topics', 'questions'])
          rmSync(`${root}content/${language}/${folder}/${topic}.yaml`)
    },
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}
