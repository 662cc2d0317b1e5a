/** The last step of `npm run build`: keeps what every file of content/ and flows/ means, for quick starts. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { hashOf, parse, SNAPSHOT } from './yaml.ts'

const ROOT = new URL('../..', import.meta.url).pathname

const texts = ['content', 'flows'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => readFileSync(join(ROOT, folder, file), 'utf8')),
)
const known = texts.flatMap((text) => {
  const parsed = parse(text)
  // what can not be parsed is told at the start, with its file
  return 'data' in parsed ? [[hashOf(text), parsed.data] as const] : []
})
writeFileSync(SNAPSHOT, JSON.stringify(Object.fromEntries(known)))
