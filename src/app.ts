/** The app: which request goes where. Everything it needs comes in as an argument. */
import { Hono } from 'hono'
import { safeDocuments } from './channels/safe.ts'
import { smsInput, smsTwiml } from './channels/sms.ts'
import { type Form, type Signed, senderOf, twilioSignature } from './channels/twilio.ts'
import { dialInput, keyInput, voiceTwiml } from './channels/voice.ts'
import type { Content } from './content/load.ts'
import type { Channel } from './content/wording.ts'
import { type Conversed, converse, converseAlone } from './conversation.ts'
import type { Input } from './engine/input.ts'
import type { Reply } from './engine/session.ts'
import { lastGuard } from './guard.ts'
import type { Log } from './log.ts'
import { type Store, StoreError } from './stores/store.ts'
import { createVault } from './stores/vault.ts'

export type Deps = {
  content: Content
  store: Store
  log: Log
  /** Where Twilio reaches this server, without a slash at the end. */
  publicUrl: string
  /** The line's own number, E.164: the only caller ID that anybody sees. */
  lineNumber: string
  /** Auth tokens that may sign, the current one first. */
  authTokens: readonly string[]
  sessionSecrets: readonly [string, ...string[]]
  /** Seconds that a texter's session lives. */
  sessionTtl: number
  /** Whether the process is about to end. */
  stopping?: () => boolean
}

/** Seconds that a call can last at Twilio: 4 hours, and a little for its last request. */
const CALL_TTL_S = 4 * 3600 + 300

const XML = { 'content-type': 'text/xml; charset=utf-8' }

/** Builds the app. Throws when its last-resort documents can not be made. */
export function createApp(deps: Deps): Hono<Signed> {
  const { content, log, store } = deps
  const vault = createVault(store, deps.sessionSecrets)
  const safe = safeDocuments(content, deps.lineNumber)
  const line = { publicUrl: deps.publicUrl, callerId: deps.lineNumber }
  const signed = twilioSignature({ tokens: deps.authTokens, publicUrl: deps.publicUrl, log })

  const app = new Hono<Signed>()
  // the guard says what happened; nothing else may, since an error can quote a message
  app.onError((_error, c) => c.body(null, 500))
  app.use('/sms', lastGuard({ document: safe.sms, log }), signed)
  app.use('/voice/*', lastGuard({ document: safe.voice, log }), signed)

  app.post('/sms', async (c) => {
    const form = c.get('form')
    const input = smsInput(form, content.lexicon)
    // Twilio has answered by itself; a second answer would only confuse
    if (!input) return c.body('<Response/>', 200, XML)
    const answer = await timed('sms', () => smsAnswer(form, input))
    return c.body(smsTwiml(answer, content.wording.sms), 200, XML)
  })

  const voiceTurn = (route: string, input: (form: Form) => Input) => {
    app.post(route, async (c) => {
      const form = c.get('form')
      const step = stepOf(c.req.query('step'))
      const incoming = {
        who: `call ${form.get('CallSid') ?? ''}`,
        turnId: `${route} ${step}`,
        input: input(form),
        ttl: CALL_TTL_S,
      }
      const answer = await timed('voice', () => converse(vault, content.flows.voice, incoming))
      return c.body(voiceTwiml(answer, step + 1, content, line), 200, XML)
    })
  }
  voiceTurn('/voice', () => ({ type: 'begin' }))
  voiceTurn('/voice/turn', keyInput)
  voiceTurn('/voice/transfer-ended', dialInput)

  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const ready = !deps.stopping?.()
    return c.json({ ready, store: await store.health() }, ready ? 200 : 503)
  })
  return app

  /** A texter whose number is withheld, or who comes while the store is away, is answered alone. */
  async function smsAnswer(form: Form, input: Input): Promise<Conversed> {
    const sender = senderOf(form)
    const turnId = form.get('MessageSid')
    if (!sender || !turnId) return converseAlone(content.flows.sms, input)
    const incoming = { who: `sms ${sender}`, turnId, input, ttl: deps.sessionTtl }
    try {
      return await converse(vault, content.flows.sms, incoming)
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      log({ event: 'store_trouble', code: error.code })
      return converseAlone(content.flows.sms, input)
    }
  }

  async function timed(channel: Channel, turn: () => Promise<Conversed>): Promise<Conversed> {
    const started = performance.now()
    const answer = await turn()
    const { outcome, language, replies } = answer
    const ms = Math.round(performance.now() - started)
    log({ event: 'turn', channel, outcome, said: said(replies.at(-1)), language, ms })
    return answer
  }
}

/** The step of a call, from our own signed URL. */
function stepOf(query: string | undefined): number {
  return /^\d{1,4}$/.test(query ?? '') ? Number(query) : 0
}

/** The key of a reply's words, for the log. */
function said(reply: Reply | undefined): string {
  if (!reply || reply.type === 'end') return 'end'
  return reply.type === 'say' ? reply.text : reply.node
}
