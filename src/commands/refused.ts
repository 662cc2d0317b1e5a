/**
 * Explains in a sentence why a command failed: a wrong option or setting, a fault of content, a
 * system error.
 */
import { ConfigError } from '../config.ts'
import { describe, FaultsError } from '../content/fault.ts'

/** System errors, with their remedies. */
const REFUSALS: Readonly<Record<string, string>> = {
  EACCES:
    'this user may not read or write it. Run the command as the user it belongs to, or give another place by --out',
  EPERM: 'this user may not change it. Run the command as the user it belongs to',
  EROFS:
    'it can only be read here (in a container content is mounted so). Do it in the clone, or give another place by --out',
  ENOSPC: 'there is no room left on the disk. Make room, and do it again',
  ENOENT: 'it is not there. Correct its name, or make the folder first',
  ENOTDIR: 'a folder is wanted there, and a file has its name. Give another name',
  EISDIR: 'a file is wanted there, and it is a folder. Give the name of a file',
  EEXIST: 'it is there already. Give another name, or move it away',
}

/** Undefined for a bug, which should show its stack trace. */
export function inWords(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  if (error instanceof FaultsError) return error.faults.map(describe).join('\n')
  if (!(error instanceof Error)) return undefined
  const { code = '', path } = error as NodeJS.ErrnoException
  const refusal = REFUSALS[code]
  return refusal && path ? `${path}: ${refusal}` : undefined
}

/** Handles write errors: a closed pipe (`| head`) is no failure, a full disk is. */
export function endWithOutput(output: NodeJS.WriteStream): void {
  output.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE')
      console.error(`the output could not be written: ${REFUSALS[code ?? ''] ?? code}`)
    process.exit(code === 'EPIPE' ? (process.exitCode ?? 0) : 1)
  })
}
