/**
 * The base of all ratios: bare Hono, a parsed form and one Redis round trip that reads and writes a
 * session. No signature, no logic, a fixed answer.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { Redis } from 'ioredis'
import { freshSession, STATIC_TWIML, TTL } from './clinic.mjs'

const redis = new Redis(process.env.REDIS_URL, { enableAutoPipelining: true })

const app = new Hono()
app.on('POST', ['/sms', '/voice', '/voice/menu'], async (c) => {
  const from = new URLSearchParams(await c.req.text()).get('From')
  await redis.set(`sess:${from}`, JSON.stringify(freshSession(from)), 'EX', TTL, 'GET')
  return c.body(STATIC_TWIML, 200, { 'content-type': 'text/xml; charset=utf-8' })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () =>
  console.log('listening'),
)
