/**
 * All commands under one name, grouped as in its help: one file per command, with its examples and
 * name.
 */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { alarm } from './alarm.ts'
import { approval } from './approval.ts'
import { ask } from './ask.ts'
import { chat } from './chat.ts'
import { check } from './check.ts'
import { diagram } from './diagram.ts'
import { diff } from './diff.ts'
import { doctor } from './doctor.ts'
import { drill } from './drill.ts'
import { examplesOf, HOW_TO_WRITE } from './examples.ts'
import { exportFlow } from './export.ts'
import { fallback } from './fallback.ts'
import { importFlow } from './import.ts'
import { paths } from './paths.ts'
import type { Place } from './place.ts'
import { publish } from './publish.ts'
import { recordings } from './recordings.ts'
import { report } from './report.ts'
import { rollback } from './rollback.ts'
import { setup } from './setup.ts'
import { sheet } from './sheet.ts'
import { sign } from './sign.ts'
import { texts } from './texts.ts'
import { versions } from './versions.ts'
import { where } from './where.ts'

/** As the help lists them, by what somebody wants to do. */
const groups: Readonly<Record<string, readonly ((place: Place) => Command)[]>> = {
  'Set the line up, and look whether it works:': [setup, approval, fallback, doctor, alarm],
  'Change what it says:': [check, diff, publish, rollback, versions],
  'Try it:': [chat, ask, drill],
  'Read, draw and review it:': [texts, where, paths, diagram, sheet, sign, recordings],
  'See what happened:': [report],
  'Other tools:': [exportFlow, importFlow],
}

export function program(place: Place): Command {
  const program = new Command('harborline')
    .description('The information line, from the command line')
    .version(JSON.parse(readFileSync(`${place.root}package.json`, 'utf8')).version)
    .showHelpAfterError()
    .addHelpText('after', HOW_TO_WRITE)
  for (const [group, commands] of Object.entries(groups))
    for (const make of commands) {
      const command = make(place).copyInheritedSettings(program).helpGroup(group)
      program.addCommand(command.addHelpText('after', examplesOf(command.name())))
    }
  return program
}
