/** The last guard stands before the signature check, so that what hangs or breaks there is covered too. */
import { expect, test } from 'vitest'
import { createLine, PUBLIC_URL, signedForm } from '../line.ts'

test('a body that never comes to its end is answered within 3 s, without a document', async () => {
  const { app, events } = createLine()
  const { headers } = signedForm('/voice', { CallSid: 'CA1' })
  const body = new ReadableStream({
    start: (controller) => controller.enqueue(new TextEncoder().encode('CallSid=CA1')),
  })
  const { 'content-length': _, ...others } = headers as Record<string, string>
  const request = { method: 'POST', body, duplex: 'half' as const, headers: others }
  const begun = performance.now()
  const response = await app.request(`${PUBLIC_URL}/voice`, request)
  expect(performance.now() - begun).toBeLessThan(3_000)
  expect(response.status).toBe(403)
  expect(await response.text()).toBe('')
  expect(events).toEqual([{ event: 'guarded', reason: 'timeout', kind: 'late' }])
})
