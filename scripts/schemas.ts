/** Writes the JSON Schemas that editors check YAML by: `npm run schemas`, after a change of a shape. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { jsonSchemaOf, kinds } from '../src/content/file-kinds.ts'

const folder = join(import.meta.dirname, '..', 'schemas')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const kind of kinds)
  writeFileSync(
    join(folder, `${kind.name}.json`),
    `${JSON.stringify(jsonSchemaOf(kind), undefined, 2)}\n`,
  )
