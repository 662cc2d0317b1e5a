/** Tasks: requests to the provider about a call or message, which need nothing but its id. */
import type { Log } from '../../telemetry/events.ts'
import { isAlreadyDone, type MessageArchive, type Telephony } from '../telephony.ts'

export type Task = { readonly what: 'end_call' | 'blank' | 'delete'; readonly sid: string }

/** Does a task, and says whether it is finished with. Idempotent. */
export type DoTask = (task: Task) => Promise<boolean>

export type TaskDeps = {
  telephony: Telephony | undefined
  archive: MessageArchive | undefined
  log: Log
}

/** Twilio's "not final yet". */
const NOT_FINAL = 20009

export function createTasks({ telephony, archive, log }: TaskDeps): DoTask {
  const ask = ({ what, sid }: Task) => {
    switch (what) {
      case 'end_call':
        return telephony?.endCall(sid)
      case 'blank':
        return archive?.blankMessage(sid)
      case 'delete':
        return archive?.deleteMessage(sid)
    }
  }
  return async function doTask(task) {
    const result = await ask(task)
    // without an account the task can never be done
    if (!result || result.ok) return true
    if (isAlreadyDone(result)) return true
    const { code, status } = result
    if (code !== NOT_FINAL) log({ event: 'rest_trouble', code, status })
    return false
  }
}
