/** Reads drills from files, one script per file. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ScriptError } from './action.ts'
import { parseScript, type Script } from './script.ts'

/** Throws ScriptError, with file and line, if it cannot be parsed. */
export function readDrill(path: string): Script {
  if (!existsSync(path)) throw new ScriptError(`${path}: there is no such file`)
  return parseScript(basename(path), readFileSync(path, 'utf8'))
}

/** All drills in a folder, sorted by name. */
export function readDrills(folder: string): Script[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .map((file) => readDrill(`${folder}/${file}`))
}
