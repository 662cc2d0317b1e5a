/** Metrics: counts under words of ours, for the operator alone. */
import { expect, test } from 'vitest'
import { createMetrics } from '../../src/telemetry/metrics.ts'
import { createLine, PERSON } from '../line.ts'

const TOKEN = 'a token for metrics'
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } })

test('without a token there are none, and with a wrong one neither', async () => {
  const { app } = createLine()
  expect((await app.request('/metrics', bearer(TOKEN))).status).toBe(404)
  const { page } = createMetrics()
  const { app: open } = createLine({ metrics: { token: TOKEN, page } })
  for (const wrong of [{}, bearer(''), bearer('a token'), { headers: { authorization: TOKEN } }])
    expect((await open.request('/metrics', wrong)).status).toBe(401)
  expect((await open.request('/metrics', bearer(TOKEN))).status).toBe(200)
})

test('they count what the log says, under labels of a closed set', async () => {
  const { count, page } = createMetrics()
  const { text, post, app } = createLine({ log: count, metrics: { token: TOKEN, page } })
  await text('zebra-quartz-Maria')
  await text('hola', '+14155550177')
  await post('/voice', { CallSid: 'CAcanary', From: PERSON })
  await post('/sms', {}, { token: 'wrong' })
  const shown = await (await app.request('/metrics', bearer(TOKEN))).text()
  for (const language of ['en', 'es'])
    expect(shown).toContain(
      `harborline_turns_total{channel="sms",outcome="answered",answer="menu",language="${language}",from="store"} 1`,
    )
  expect(shown).toContain('harborline_refused_total{reason="signature"} 1')
  expect(shown).not.toMatch(/zebra|4155550|canary/)
  const labels = new Set(Array.from(shown.matchAll(/(\w+)="([^"]*)"/g), ([, name]) => name))
  expect(labels).toEqual(
    new Set(['channel', 'outcome', 'answer', 'language', 'from', 'reason', 'le']),
  )
})
