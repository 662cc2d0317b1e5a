/** What a command could not do, in a sentence: a wrong option or setting, a fault of content, a refusal of the machine. */
import { ConfigError } from '../config.ts'
import { describe, FaultsError } from '../content/fault.ts'

/** Why the machine refused, and what mends it. */
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

/** Nothing for a bug, which shows itself. */
export function inWords(error: unknown): string | undefined {
  if (error instanceof ConfigError) return error.message
  if (error instanceof FaultsError) return error.faults.map(describe).join('\n')
  if (!(error instanceof Error)) return undefined
  const { code = '', path } = error as NodeJS.ErrnoException
  const refusal = REFUSALS[code]
  return refusal && path ? `${path}: ${refusal}` : undefined
}

/** Whoever reads has had enough (`| head`), or what is written to is full: the first is no fault. */
export function endWithOutput(output: NodeJS.WriteStream): void {
  output.on('error', ({ code }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE')
      console.error(`the output could not be written: ${REFUSALS[code ?? ''] ?? code}`)
    process.exit(code === 'EPIPE' ? (process.exitCode ?? 0) : 1)
  })
}
