/** Bare Hono: reads the body and answers with a fixed document. The least that any turn costs. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { STATIC_TWIML } from './clinic.mjs'

const app = new Hono()
app.on('POST', ['/sms', '/voice', '/voice/menu'], async (c) => {
  await c.req.text()
  return c.body(STATIC_TWIML, 200, { 'content-type': 'text/xml; charset=utf-8' })
})

serve({ fetch: app.fetch, port: Number(process.env.PORT), hostname: '127.0.0.1' }, () =>
  console.log('listening'),
)
