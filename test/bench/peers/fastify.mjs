/**
 * As lean as a signed turn gets by hand, on Fastify: one parse, an HMAC of our own, GET and SET, documents by
 * template. No exactly-once, no limits, no sealing, no log.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import fastify from 'fastify'
import { Redis } from 'ioredis'
import { advance, freshSession, TTL } from './clinic.mjs'

const { PORT, PUBLIC_URL, REDIS_URL, TWILIO_AUTH_TOKEN } = process.env

const redis = new Redis(REDIS_URL, { enableAutoPipelining: true })
const app = fastify()
app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  (_request, text, done) => done(null, Object.fromEntries(new URLSearchParams(text))),
)

for (const path of ['/sms', '/voice', '/voice/menu'])
  app.post(path, async ({ body, headers }, reply) => {
    if (!isSigned(PUBLIC_URL + path, body, headers['x-twilio-signature'])) {
      reply.code(403)
      return ''
    }
    const key = `sess:${body.MessageSid ? body.From : body.CallSid}`
    const stored = await redis.get(key)
    const session = stored ? JSON.parse(stored) : freshSession(body.From)
    const text = advance(session, body.Body ?? body.Digits, body.MessageSid ?? body.CallSid)
    await redis.set(key, JSON.stringify(session), 'EX', TTL)
    reply.type('text/xml; charset=utf-8')
    return body.MessageSid ? message(text) : menu(text)
  })

function isSigned(url, body, signature = '') {
  let data = url
  for (const name of Object.keys(body).sort()) data += name + body[name]
  const expected = Buffer.from(createHmac('sha1', TWILIO_AUTH_TOKEN).update(data).digest('base64'))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

// no text of the clinic has a sign that XML would escape
const message = (text) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Message>${text}</Message></Response>`
const menu = (text) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Gather action="/voice/menu" method="POST" numDigits="1" timeout="5"><Say voice="Polly.Joanna">${text}</Say></Gather><Redirect>/voice/menu</Redirect></Response>`

await app.listen({ port: Number(PORT), host: '127.0.0.1' })
