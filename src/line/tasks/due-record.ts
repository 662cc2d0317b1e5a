/** What is still to be asked of the provider, as it is kept: ids and when, and nothing of whom. */
import { type Codec, listOf, oneOf, row, Unreadable, whole } from '../../store/codec.ts'
import type { RecordDefinition } from '../../store/record.ts'
import type { Task } from './task.ts'

/** `at`: seconds since 1970. `tries`: how often it was tried, and could not be done yet. */
export type DueTask = Task & { readonly at: number; readonly tries: number }

/** An id of the provider: letters and digits, so that no character of it is a separator. */
const SID = /^[A-Za-z0-9]{1,64}$/

export const isSid = (text: string): boolean => SID.test(text)

const sid: Codec<string> = {
  write: (value) => value,
  read(text) {
    if (!isSid(text)) throw new Unreadable()
    return text
  },
}

const task: Codec<DueTask> = row<DueTask>(' ', {
  what: oneOf('end_call', 'blank', 'delete'),
  sid,
  at: whole,
  tries: whole,
})

export const dueRecord: RecordDefinition<readonly DueTask[]> = {
  name: 'due',
  version: 1,
  codec: listOf(task, ';'),
  // longer than anything may be due
  ttl: 3600,
}
