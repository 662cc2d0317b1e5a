/** The obvious version on Hono: parseBody, the SDK's signature check, zod, GET, SETEX, the SDK's builder. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { Redis } from 'ioredis'
import twilio from 'twilio'
import { z } from 'zod'
import { advance, freshSession, TTL } from './clinic.mjs'

const { PORT, PUBLIC_URL, REDIS_URL, TWILIO_AUTH_TOKEN } = process.env

const Webhook = z.looseObject({
  From: z.string().regex(/^\+[1-9]\d{5,14}$/),
  To: z.string(),
  AccountSid: z.string().regex(/^AC[0-9a-f]{32}$/),
  MessageSid: z.string().optional(),
  CallSid: z.string().optional(),
  Body: z.string().max(1600).optional(),
  Digits: z.string().max(32).optional(),
})

const redis = new Redis(REDIS_URL)

const app = new Hono()
app.on('POST', ['/sms', '/voice', '/voice/menu'], async (c) => {
  const body = await c.req.parseBody()
  const signature = c.req.header('x-twilio-signature')
  if (!twilio.validateRequest(TWILIO_AUTH_TOKEN, signature, PUBLIC_URL + c.req.path, body))
    return c.text('forbidden', 403)

  const { From, MessageSid, CallSid, Body, Digits } = Webhook.parse(body)
  const key = `sess:${MessageSid ? From : CallSid}`
  const stored = await redis.get(key)
  const session = stored ? JSON.parse(stored) : freshSession(From)
  const text = advance(session, Body ?? Digits, MessageSid ?? CallSid)
  await redis.setex(key, TTL, JSON.stringify(session))

  const twiml = MessageSid ? message(text) : menu(text)
  return c.body(twiml, 200, { 'content-type': 'text/xml; charset=utf-8' })
})

function message(text) {
  const response = new twilio.twiml.MessagingResponse()
  response.message(text)
  return response.toString()
}

function menu(text) {
  const response = new twilio.twiml.VoiceResponse()
  response
    .gather({ action: '/voice/menu', method: 'POST', numDigits: 1, timeout: 5 })
    .say({ voice: 'Polly.Joanna' }, text)
  response.redirect('/voice/menu')
  return response.toString()
}

serve({ fetch: app.fetch, port: Number(PORT), hostname: '127.0.0.1' }, () =>
  console.log('listening'),
)
