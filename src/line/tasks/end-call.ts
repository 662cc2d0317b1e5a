/** The end of a call that nobody needs any more: asked for until the provider has heard it. */
import type { Log } from '../../telemetry/events.ts'
import type { Background } from '../background.ts'
import type { Failure, Telephony } from '../telephony.ts'

/** Milliseconds until each further try; a leg that nobody has answered is over by itself by then. */
const AGAIN_MS = [2_000, 5_000, 10_000, 20_000]
/** Twilio's "not there", and "over already". */
const GONE = 404
const OVER = 21220

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
    if (!ended || ended.ok || isOver(ended)) return
    log({ event: 'rest_trouble', code: ended.code, status: ended.status })
    const wait = AGAIN_MS[tries]
    if (wait !== undefined) background.later(wait, () => endCall(sid, tries + 1))
  }
}

function isOver({ code, status }: Failure): boolean {
  return status === GONE || code === OVER
}
