/** Pending provider tasks as they are stored: ids and times, and nothing about people. */
import { type Codec, listOf, oneOf, row, Unreadable, whole } from '../../store/codec.ts'
import type { RecordDefinition } from '../../store/record.ts'
import type { Task } from './task.ts'

/** `at` is in seconds since 1970; `tries` counts failed attempts. */
export type DueTask = Task & { readonly at: number; readonly tries: number }

/** A provider id: letters and digits only, so it contains no separator. */
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
  // longer than any task can be pending
  ttl: 3600,
}
