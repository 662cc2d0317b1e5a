#!/usr/bin/env node
/** The harborline command. */
import { fileURLToPath } from 'node:url'
import { placeAt } from './commands/place.ts'
import { program } from './commands/program.ts'
import { endWithOutput, inWords } from './commands/refused.ts'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

endWithOutput(process.stdout)
try {
  await program(placeAt(ROOT)).parseAsync()
} catch (error) {
  const words = inWords(error)
  if (words === undefined) throw error
  console.error(words)
  process.exitCode = 1
}
