/** A copy of the built project, whose content a test can edit while the line runs. */
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { keepFewQuestions } from './few-questions.ts'
import { ROOT } from './line.ts'

const COPIED = ['content', 'flows', 'dist', 'package.json']

export type Project = ReturnType<typeof copiedProject>

/** How long another process of this run may take to make the first copy, on a busy machine. */
const PATIENCE_MS = 240_000
const LOOK_MS = 50

/**
 * The built copy that others are copied from; one for all processes of this run. A hook could only
 * end it for one test file, so `removeCopies` does.
 */
function firstCopy(): string {
  const first = join(tmpdir(), `${beginningFor(process.ppid)}first`)
  if (claimed(`${first}.claim`)) renameSync(builtCopy(), first)
  for (let waited = 0; !existsSync(first); waited += LOOK_MS) {
    if (waited > PATIENCE_MS)
      throw new Error('the process that claimed the first copy did not make it')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOOK_MS)
  }
  return first
}

/** Whether this process was the first to claim it. */
function claimed(folder: string): boolean {
  return mkdirSync(folder, { recursive: true }) !== undefined
}

function builtCopy(): string {
  const root = temporary()
  for (const name of COPIED) cpSync(join(ROOT, name), join(root, name), { recursive: true })
  symlinkSync(join(ROOT, 'node_modules'), join(root, 'node_modules'))
  keepFewQuestions(root)
  execFileSync(process.execPath, ['dist/build.js'], { cwd: root })
  return root
}

function temporary(): string {
  return `${mkdtempSync(join(tmpdir(), beginningFor(process.ppid)))}/`
}

const beginningFor = (run: number) => `project-${run}-`

/** Removes the copies that this run has made. */
export function removeCopies(): void {
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(beginningFor(process.pid)))
      rmSync(join(tmpdir(), name), { recursive: true })
}

export function copiedProject() {
  const root = temporary()
  cpSync(firstCopy(), root, { recursive: true })

  const edit = (file: string, from: string | RegExp, to: string) => {
    const before = readFileSync(root + file, 'utf8')
    const after = before.replace(from, to)
    if (after === before) throw new Error(`${file} does not say ${from}`)
    writeFileSync(root + file, after)
  }

  return {
    root,
    edit,
    /** Removes a topic that nothing else refers to, including its place in the menus. */
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
