/** The stack that Twilio documents: express, twilio.webhook(), cookie sessions, kept in Redis. */
import { RedisStore } from 'connect-redis'
import express from 'express'
import session from 'express-session'
import { createClient } from 'redis'
import twilio from 'twilio'
import { advance, freshSession, TTL } from './clinic.mjs'

const { PORT, PUBLIC_URL, REDIS_URL, SESSION_SECRET, TWILIO_AUTH_TOKEN } = process.env

const redis = createClient({ url: REDIS_URL })
redis.connect().catch(console.error)

const app = express()
app.set('trust proxy', true)
app.use(express.urlencoded({ extended: false }))
app.use(twilio.webhook({ protocol: 'https', host: new URL(PUBLIC_URL).host }, TWILIO_AUTH_TOKEN))
app.use(
  session({
    store: new RedisStore({ client: redis, ttl: TTL }),
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
  }),
)

function turn({ body, session }) {
  session.talk ??= freshSession(body.From)
  return advance(session.talk, body.Body ?? body.Digits, body.MessageSid ?? body.CallSid)
}

app.post('/sms', (request, response) => {
  const twiml = new twilio.twiml.MessagingResponse()
  twiml.message(turn(request))
  response.type('text/xml').send(twiml.toString())
})

app.post(['/voice', '/voice/menu'], (request, response) => {
  const twiml = new twilio.twiml.VoiceResponse()
  twiml
    .gather({ action: '/voice/menu', method: 'POST', numDigits: 1, timeout: 5 })
    .say({ voice: 'Polly.Joanna' }, turn(request))
  twiml.redirect('/voice/menu')
  response.type('text/xml').send(twiml.toString())
})

app.listen(Number(PORT), '127.0.0.1', () => console.log('listening'))
