/**
 * Language folders that content/languages.yaml does not list: nobody is offered what they contain.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Fault } from '../../content/fault.ts'

export function unofferedFolders(root: string, offered: readonly string[]): Fault[] {
  return readdirSync(join(root, 'content'))
    .filter(
      (name) => !offered.includes(name) && existsSync(join(root, 'content', name, 'line.yaml')),
    )
    .map((name) => ({
      rule: 'unoffered',
      file: `content/${name}`,
      key: '',
      problem: 'content/languages.yaml does not name this language, and nobody is offered it',
      remedy: 'Name it there once it is whole, or move the folder away',
    }))
}
