/** Ends the process, after flushing telemetry, even if something hangs. */
import { kindOf } from '../../telemetry/kind.ts'
import type { Telemetry } from './telemetry.ts'

const LAST_WORDS_MS = 500

/** Ends the process. A hanging write would keep `exit` from returning, so then it is killed. */
export async function exit(code: number, telemetry: Telemetry): Promise<never> {
  const last = await telemetry.close(LAST_WORDS_MS)
  if (last === 'stuck') process.kill(process.pid, 'SIGKILL')
  process.exit(code)
}

/** Logs only the kind of an uncaught error, since its message may quote a text, and exits. */
export function exitOnCrash(telemetry: Telemetry): void {
  process.on('uncaughtException', (error) => {
    telemetry.log({ event: 'crashed', kind: kindOf(error) })
    exit(1, telemetry)
  })
}
