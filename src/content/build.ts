/** The last step of `npm run build`: parses and learns what a start would otherwise have to. */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keep } from './read/cache.ts'
import { readFiles } from './read/files.ts'
import { parse } from './read/yaml.ts'

const ROOT = new URL('../..', import.meta.url).pathname

const texts = ['content', 'flows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
)
const known = texts.flatMap((text): [string, unknown][] => {
  const parsed = parse(text)
  // what can not be parsed is told at the start, with its file
  return 'data' in parsed ? [[text, parsed.data]] : []
})
keep(known, readFiles(ROOT).files)
