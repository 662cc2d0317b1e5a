/** Calls that nobody needs any more are ended, though the provider does not hear it at once. */
import { expect, test } from 'vitest'
import { createEndCall } from '../../src/line/tasks/end-call.ts'
import type { Result, Telephony } from '../../src/line/telephony.ts'
import type { LogEvent } from '../../src/telemetry/events.ts'

/** A provider that answers these, one after the other; gives how often it was asked, and when. */
async function ask(...answers: Result<void>[]) {
  const waits: number[] = []
  const due: (() => Promise<void>)[] = []
  const events: LogEvent[] = []
  let asked = 0
  const telephony = {
    endCall: async () => answers[asked++] ?? { ok: true, value: undefined },
  } as unknown as Telephony
  const background = {
    now: () => 0,
    ticks: () => 0,
    run: () => {},
    later: (ms: number, work: () => Promise<void>) => {
      waits.push(ms)
      due.push(work)
    },
  }
  await createEndCall({ telephony, background, log: (event) => events.push(event) })('CA1')
  for (let work = due.shift(); work; work = due.shift()) await work()
  expect(JSON.stringify(events)).not.toContain('CA1')
  return { asked, waits }
}

const failed = (status: number, code = 0): Result<void> => ({ ok: false, status, code })

test('an end that was heard is asked for once', async () => {
  expect(await ask({ ok: true, value: undefined })).toEqual({ asked: 1, waits: [] })
})

test.each([
  ['over already', failed(400, 21220)],
  ['not there', failed(404, 20404)],
])('a call that is %s is left alone', async (_what, answer) => {
  expect(await ask(answer)).toEqual({ asked: 1, waits: [] })
})

test.each([0, 401, 429, 500, 503])(
  'an end that failed with %i is asked for again',
  async (status) => {
    expect(await ask(failed(status), failed(status))).toEqual({ asked: 3, waits: [2_000, 5_000] })
  },
)

test('but not for ever', async () => {
  const answers = Array.from({ length: 9 }, () => failed(500))
  expect(await ask(...answers)).toEqual({ asked: 5, waits: [2_000, 5_000, 10_000, 20_000] })
})
