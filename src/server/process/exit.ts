/** The end of a process: last words, and then it ends, whatever hangs. */
import { kindOf } from '../../telemetry/kind.ts'
import type { Telemetry } from './telemetry.ts'

const LAST_WORDS_MS = 500

/** Ends the process. A write that hangs would keep `exit` from returning, so then it is killed. */
export async function exit(code: number, telemetry: Telemetry): Promise<never> {
  const last = await telemetry.close(LAST_WORDS_MS)
  if (last === 'stuck') process.kill(process.pid, 'SIGKILL')
  process.exit(code)
}

/** An error can quote a message: only its kind is written when one ends the process. */
export function exitOnCrash(telemetry: Telemetry): void {
  process.on('uncaughtException', (error) => {
    telemetry.log({ event: 'crashed', kind: kindOf(error) })
    exit(1, telemetry)
  })
}
