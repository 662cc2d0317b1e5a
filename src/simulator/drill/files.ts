/** Drills as files: scripted people in a folder, one file each. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { ScriptError } from './action.ts'
import { parseScript, type Script } from './script.ts'

/** Throws ScriptError with file and line of what can not be read. */
export function readDrill(path: string): Script {
  if (!existsSync(path)) throw new ScriptError(`${path}: there is no such file`)
  return parseScript(basename(path), readFileSync(path, 'utf8'))
}

/** All drills of a folder, in the order of their names. */
export function readDrills(folder: string): Script[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.txt'))
    .toSorted()
    .map((file) => readDrill(`${folder}/${file}`))
}
