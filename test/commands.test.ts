/** The commands of README and docs: that each, its options and the files that it names are there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { commandsOf, pages } from './documented.ts'
import { ROOT } from './line.ts'

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
const commands = pages.flatMap(commandsOf)

test('each word of a command, and each file that it names, is there', () => {
  const cli = readdirSync(join(ROOT, 'src/commands'))
    .map((file) => read(`src/commands/${file}`))
    .join()
  expect(commands.length).toBeGreaterThan(20)
  const { scripts } = JSON.parse(read('package.json'))
  for (const { page, command } of commands) {
    const where = `${page}: ${command}`
    const [, name] = /^npm run (?:--silent )?([\w:-]+)/.exec(command) ?? []
    if (name) expect(Object.keys(scripts), where).toContain(name)
    const [, own] = /harborline -- ([a-z]+)/.exec(command) ?? []
    if (own) expect(cli, where).toContain(`new Command('${own}')`)
    if (own)
      for (const [, option] of command.matchAll(/ (--[a-z-]+)/g))
        expect(cli, where).toMatch(new RegExp(`[', ]${option}[ ']`))
    for (const [file] of command.matchAll(/\b(?:deploy|scripts|content|drills)\/[\w./-]+/g))
      expect(existsSync(join(ROOT, file)), where).toBe(true)
  }
})
