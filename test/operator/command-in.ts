/** Runs the built command as an operator would, in a copy of the project. */
import { spawnSync } from 'node:child_process'
import { PRODUCTION } from '../server.ts'

/** For a line listening on this port. */
export function commandIn(root: string, PORT: string) {
  return (...args: string[]) => {
    const { PATH = '' } = process.env
    const env = { PATH, ENV_FILE: '/dev/null', PORT, LINE_NUMBER: PRODUCTION.LINE_NUMBER }
    const options = { cwd: root, encoding: 'utf8', env } as const
    // as strict as some administrators configure it
    const masked = 'umask 077; exec "$@"'
    const { status, stdout, stderr } = spawnSync(
      'sh',
      ['-c', masked, 'sh', process.execPath, 'dist/cli.js', ...args],
      options,
    )
    return { status, stdout, stderr }
  }
}
