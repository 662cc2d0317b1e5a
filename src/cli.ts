#!/usr/bin/env node
/** The harborline command: one file per command in commands/, and one line here. */
import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { alarm } from './commands/alarm.ts'
import { approval } from './commands/approval.ts'
import { ask } from './commands/ask.ts'
import { chat } from './commands/chat.ts'
import { check } from './commands/check.ts'
import { diagram } from './commands/diagram.ts'
import { diff } from './commands/diff.ts'
import { doctor } from './commands/doctor.ts'
import { drill } from './commands/drill.ts'
import { exportFlow } from './commands/export.ts'
import { fallback } from './commands/fallback.ts'
import { importFlow } from './commands/import.ts'
import { paths } from './commands/paths.ts'
import { type Place, placeAt } from './commands/place.ts'
import { publish } from './commands/publish.ts'
import { recordings } from './commands/recordings.ts'
import { endWithOutput, inWords } from './commands/refused.ts'
import { report } from './commands/report.ts'
import { rollback } from './commands/rollback.ts'
import { setup } from './commands/setup.ts'
import { sheet } from './commands/sheet.ts'
import { sign } from './commands/sign.ts'
import { texts } from './commands/texts.ts'
import { versions } from './commands/versions.ts'
import { where } from './commands/where.ts'

/** In the order of the help text. */
const commands = [
  check,
  sign,
  sheet,
  recordings,
  fallback,
  where,
  paths,
  diagram,
  texts,
  ask,
  chat,
  drill,
  diff,
  publish,
  rollback,
  versions,
  doctor,
  report,
  alarm,
  setup,
  approval,
  exportFlow,
  importFlow,
]

const ROOT = new URL('..', import.meta.url).pathname

function program(place: Place): Command {
  const program = new Command('harborline')
    .description('The information line, from the command line')
    .version(JSON.parse(readFileSync(`${place.root}package.json`, 'utf8')).version)
    .showHelpAfterError()
  for (const command of commands) program.addCommand(command(place).copyInheritedSettings(program))
  return program
}

endWithOutput(process.stdout)
try {
  await program(placeAt(ROOT)).parseAsync()
} catch (error) {
  const words = inWords(error)
  if (words === undefined) throw error
  console.error(words)
  process.exitCode = 1
}
