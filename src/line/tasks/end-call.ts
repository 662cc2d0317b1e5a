/** Ends a call that nobody needs any more, retrying until the provider confirms it. */
import type { Log } from '../../telemetry/events.ts'
import type { Background } from '../background.ts'
import { isAlreadyDone, type Telephony } from '../telephony.ts'

/** Delay before each retry, in milliseconds; an unanswered leg ends by itself within that time. */
const AGAIN_MS = [2_000, 5_000, 10_000, 20_000]
export type EndCall = (sid: string) => Promise<void>

/** Never throws. */
export function createEndCall({
  telephony,
  background,
  log,
}: {
  telephony: Telephony | undefined
  background: Background
  log: Log
}): EndCall {
  return async function endCall(sid: string, tries = 0): Promise<void> {
    const ended = await telephony?.endCall(sid)
    if (!ended || ended.ok || isAlreadyDone(ended)) return
    log({ event: 'rest_trouble', code: ended.code, status: ended.status })
    const wait = AGAIN_MS[tries]
    if (wait !== undefined) background.later(wait, () => endCall(sid, tries + 1))
  }
}
