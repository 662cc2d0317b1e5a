/** What the help of each command shows, for somebody who has never used one. */
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { examples, examplesOf } from '../../src/commands/examples.ts'
import { placeAt } from '../../src/commands/place.ts'
import { program } from '../../src/commands/program.ts'
import { ROOT } from '../line.ts'

/** The words as a shell would part them. */
const parted = (words: string) =>
  (words.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''))

/** All commands, which do nothing; which one was called is told to `called`. */
function idle(called: (name: string) => void): Command {
  const all = program(placeAt(ROOT)).exitOverride()
  for (const command of all.commands)
    command
      .exitOverride()
      .configureOutput({ writeErr: () => {} })
      .action(() => called(command.name()))
  return all
}

test('every command has an example, and there is none of another', () => {
  const names = program(placeAt(ROOT)).commands.map((command) => command.name())
  expect(names.toSorted()).toEqual(Object.keys(examples).toSorted())
})

test.each(
  Object.entries(examples).flatMap(([name, all]) => all.map(([words]) => [words, name] as const)),
)('harborline %s is what the command takes', (words, name) => {
  const called: string[] = []
  idle((each) => called.push(each)).parse(parted(words), { from: 'user' })
  expect(called).toEqual([name])
  expect(examplesOf(name)).toContain(`harborline ${words}\n`)
})

test.each(['doctor --timeout abc', 'doctor --timeout 0', 'setup --alarm-dollars 5USD'])(
  'harborline %s is refused, with what to write',
  (words) => {
    const run = () => idle(() => {}).parse(parted(words), { from: 'user' })
    expect(run).toThrow('Write a number above 0, such as 20.')
  },
)
