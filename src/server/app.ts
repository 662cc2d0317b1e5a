/** The app: which request goes where. Everything it needs comes in as an argument. */

import { createHash, timingSafeEqual } from 'node:crypto'
import { type Context, Hono } from 'hono'
import type { Content } from '../content/load.ts'
import type { Input } from '../flow/input.ts'
import type { Reply } from '../flow/session.ts'
import { createCallbacks } from '../line/callback.ts'
import { createRetention } from '../line/erasure.ts'
import { tokenBucket } from '../line/line-limit.ts'
import { createTransfers } from '../line/transfer.ts'
import { type Conversed, converse, converseAlone, isCrisis, protects } from '../line/turn.ts'
import { countryOf } from '../phones/country.ts'
import { ladderAt } from '../phones/ladder.ts'
import { TIME_ZONE } from '../phones/wall-clock.ts'
import { type Store, StoreError } from '../store/store.ts'
import { createVault } from '../store/vault.ts'
import { kindOf, type Log } from '../telemetry/log.ts'
import type { Records, Rest } from '../twilio/rest.ts'
import { safeDocuments } from '../twilio/safe-documents.ts'
import { type Form, type Signed, senderOf, twilioSignature } from '../twilio/signature.ts'
import { type OptOut, smsInput, smsTwiml } from '../twilio/sms.ts'
import { callbackDocument } from '../twilio/transfer.ts'
import { createSpeak, dialInput, keyInput } from '../twilio/voice.ts'
import { lastGuard } from './last-guard.ts'

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
  /** Twilio's REST API, to ring an advocate while a caller waits; without it callers are bridged. */
  rest?: Rest | undefined
  /** What Twilio keeps of texts, to have it blanked; without it nothing is. */
  records?: Records | undefined
  /** Whether the texts of every turn are blanked at Twilio, or only after FORGET. */
  retention?: 'keep' | 'blank'
  optOut?: OptOut
  /** What is answered at most; what is left out is without limit. */
  limits?: Partial<Limits>
  /** Seconds that a caller has to find a key. */
  keyWait?: number
  /** The page of counts, and the token that shows it; without it there is none. */
  metrics?: { token: string; page: () => Promise<string> } | undefined
  /** Whom there is to ring, asked at every transfer; the phones of the content if absent. */
  phones?: () => Content['phones']
  /** The time zone of the hours of desks. */
  timeZone?: string
  /** Milliseconds since 1970. */
  now?: () => number
  /** Hears of work that goes on after an answer; it never rejects. */
  background?: (work: Promise<void>) => void
  /** Does something after so many milliseconds. */
  later?: (ms: number, work: () => Promise<void>) => void
}

/** Limits, so that nobody can spend the operator's money. A text in danger knows none. */
export type Limits = {
  /** Countries whose texts are answered. */
  countries: readonly string[]
  /** Texts of one sender in a quarter of an hour; 0: any number, as with the others. */
  textsPerSender: number
  /** Texts and calls of the whole line in a minute, in this process. */
  textsPerMinute: number
  callsPerMinute: number
}

/** Seconds that a call can last at Twilio: 4 hours, and a little for its last request. */
const CALL_TTL_S = 4 * 3600 + 300

const XML = { 'content-type': 'text/xml; charset=utf-8' }

/** Builds the app. Throws when its last-resort documents can not be made. */
export function createApp(deps: Deps): Hono<Signed> {
  const { content, log, store } = deps
  const vault = createVault(store, deps.sessionSecrets)
  const safe = safeDocuments(content, deps.lineNumber)
  const line = { publicUrl: deps.publicUrl, callerId: deps.lineNumber, keyWait: deps.keyWait }
  const speak = createSpeak(content, line)
  const now = deps.now ?? Date.now
  const timeZone = deps.timeZone ?? TIME_ZONE
  const background = (work: Promise<unknown>) => {
    const quiet = work.then(
      () => {},
      (error: unknown) => log({ event: 'guarded', reason: 'error', kind: kindOf(error) }),
    )
    deps.background?.(quiet)
  }
  const later = deps.later ?? ((ms, work) => void setTimeout(() => background(work()), ms).unref())
  const { rest, records } = deps
  const { hotline } = content.phones
  // only the hotline has interpreters
  const interpreters = hotline ? { hotline } : {}
  const retention =
    records && createRetention({ records, log, lineNumber: deps.lineNumber, later, background })
  const {
    countries,
    textsPerSender = 0,
    textsPerMinute = 0,
    callsPerMinute = 0,
  } = deps.limits ?? {}
  const textAllowed = tokenBucket(textsPerMinute, now)
  const callAllowed = tokenBucket(callsPerMinute, now)
  const callbacks = createCallbacks({
    vault,
    log,
    publicUrl: deps.publicUrl,
    rest,
    now,
    later,
    background,
  })
  const transfers = createTransfers({
    content,
    vault,
    log,
    line,
    rest,
    ladder: (language) =>
      ladderAt(language === undefined ? interpreters : (deps.phones?.() ?? content.phones), {
        language: language ?? '',
        at: new Date(now()),
        timeZone,
      }).rungs,
    now,
    background,
  })
  const signed = twilioSignature({ tokens: deps.authTokens, publicUrl: deps.publicUrl, log })

  const app = new Hono<Signed>()
  // the guard says what happened; nothing else may, since an error can quote a message
  app.onError((_error, c) => c.body(null, 500))
  const guarded: [path: string, document: string | undefined][] = [
    ['/sms', safe.sms],
    ['/voice/*', safe.voice],
    ['/transfer/wait', safe.waiting],
    ['/transfer/key', safe.waiting],
    ['/transfer/left', safe.voice],
    ['/transfer/leg', safe.leg],
    ['/transfer/leg-key', safe.leg],
    ['/transfer/status', undefined],
    ['/callback/answered', safe.callback],
    ['/callback/key', safe.voice],
    ['/callback/status', undefined],
  ]
  for (const [path, document] of guarded) app.use(path, lastGuard({ document, log }), signed)

  app.post('/sms', async (c) => {
    const form = c.get('form')
    const input = smsInput(form, content.lexicon, deps.optOut ?? 'provider')
    const sender = senderOf(form)
    if (sender && deps.retention === 'blank') retention?.blankTurn(sender)
    // Twilio has answered by itself; a second answer would only confuse
    if (!input || !(await admitted(sender, input))) return c.body('<Response/>', 200, XML)
    const answer = await timed('sms', () => smsAnswer(sender, form, input))
    if (answer.outcome === 'silenced') return c.body('<Response/>', 200, XML)
    return c.body(smsTwiml(answer, content.wording.text), 200, XML)
  })

  const voiceTurn = (route: string, input: (form: Form) => Input) => {
    app.post(route, async (c) => {
      const step = stepOf(c.req.query('step'))
      const document = await voiceDocument(route, step, c.get('form'), input(c.get('form')))
      return c.body(document, 200, XML)
    })
  }
  app.use('/voice', async (c, next) => {
    if (callAllowed()) return next()
    // a call is never turned away: it is connected without a menu
    log({ event: 'limited', scope: 'calls' })
    return c.body(safe.voice, 200, XML)
  })
  voiceTurn('/voice', () => ({ type: 'begin' }))
  voiceTurn('/voice/turn', keyInput)
  voiceTurn('/voice/transfer-ended', dialInput)

  const id = (c: Context) => c.req.query('t') ?? ''
  const rung = (c: Context) => stepOf(c.req.query('rung'))
  app.post('/transfer/wait', async (c) => c.body(await transfers.wait(id(c)), 200, XML))
  app.post('/transfer/key', async (c) =>
    c.body(await transfers.key(id(c), c.get('form')), 200, XML),
  )
  app.post('/transfer/left', async (c) => {
    const form = c.get('form')
    const step = stepOf(c.req.query('step'))
    const onward = await transfers.left(id(c), form, step)
    if (onward.type === 'document') return c.body(onward.document, 200, XML)
    const { outcome } = onward
    const input = { type: 'transfer_ended', outcome } as const
    return c.body(await voiceDocument('/transfer/left', step, form, input), 200, XML)
  })
  app.post('/transfer/leg', async (c) => {
    const document = await transfers.leg(id(c), rung(c), c.get('form'))
    return c.body(document ?? safe.leg, 200, XML)
  })
  app.post('/transfer/leg-key', async (c) => {
    const document = await transfers.legKey(id(c), rung(c), c.get('form'))
    return c.body(document ?? safe.leg, 200, XML)
  })
  app.post('/transfer/status', async (c) => {
    await transfers.status(id(c), rung(c), c.get('form'))
    return c.body(null, 204)
  })

  const language = (c: Context) => c.req.query('language') ?? content.flows.voice.languages[0]
  app.post('/callback/answered', async (c) => {
    const wanted = await callbacks.wanted(c.get('form'))
    return c.body(wanted ? callbackDocument(content, language(c), line) : safe.callback, 200, XML)
  })
  app.post('/callback/key', async (c) => {
    const form = c.get('form')
    if (form.get('Digits')?.[0] !== '1') return c.body(safe.callback, 200, XML)
    const input = { type: 'called_back', language: language(c) } as const
    return c.body(await voiceDocument('/callback/key', 0, form, input), 200, XML)
  })
  app.post('/callback/status', async (c) => {
    await callbacks.status(c.get('form'))
    return c.body(null, 204)
  })

  const { metrics } = deps
  if (metrics)
    app.get('/metrics', async (c) => {
      const shown = c.req.header('authorization') ?? ''
      if (!same(shown, `Bearer ${metrics.token}`)) return c.body(null, 401)
      return c.text(await metrics.page())
    })
  app.get('/healthz', (c) => c.text('ok'))
  app.get('/readyz', async (c) => {
    const ready = !deps.stopping?.()
    return c.json({ ready, store: await store.health() }, ready ? 200 : 503)
  })
  return app

  /** One turn of a call; a caller who is to be connected is told so in the same breath. */
  async function voiceDocument(
    route: string,
    step: number,
    form: Form,
    input: Input,
  ): Promise<string> {
    const incoming = {
      who: `call ${form.get('CallSid') ?? ''}`,
      turnId: `${route} ${step}`,
      input,
      ttl: CALL_TTL_S,
    }
    const answer = await timed('voice', () => converse(vault, content.flows.voice, incoming))
    const last = answer.replies.at(-1)
    const node = last?.type === 'transfer' ? content.flows.voice.nodes[last.node] : undefined
    const { quiet = false, interpreter = false } = node?.type === 'transfer' ? node : {}
    const connect =
      last?.type === 'transfer'
        ? await transfers.start({ language: answer.language, quiet, interpreter }, step + 1)
        : () => {}
    return speak(answer, step + 1, connect)
  }

  /** Whether a text is answered at all: danger always is, and so is whoever wants less of us. */
  async function admitted(sender: string | undefined, input: Input): Promise<boolean> {
    if (isCrisis(input)) return true
    const refused = (scope: 'country' | 'texts') => {
      log({ event: 'limited', scope })
      return false
    }
    if (sender && countries && !countries.includes((await countryOf(sender)) ?? ''))
      return refused('country')
    return protects(input) || textAllowed() || refused('texts')
  }

  async function smsAnswer(
    sender: string | undefined,
    form: Form,
    input: Input,
  ): Promise<Conversed> {
    const answer = await smsTurn(sender, form, input)
    const forgotten = answer.replies.some(
      (reply) => reply.type === 'say' && reply.text === 'forgotten',
    )
    if (sender && forgotten) retention?.forget(sender)
    return answer
  }

  /** A texter whose number is withheld, or who comes while the store is away, is answered alone. */
  async function smsTurn(sender: string | undefined, form: Form, input: Input): Promise<Conversed> {
    const turnId = form.get('MessageSid')
    if (!sender || !turnId) return converseAlone(content.flows.text, input)
    const limit = { texts: textsPerSender, now: Math.floor(now() / 1000) }
    const incoming = { who: `sms ${sender}`, turnId, input, ttl: deps.sessionTtl, limit }
    try {
      return await effects(sender, await converse(vault, content.flows.text, incoming))
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      log({ event: 'store_trouble', code: error.code })
      return converseAlone(content.flows.text, input)
    }
  }

  /** What a texter's turn does outside the conversation: rings their phone, or stops that. */
  async function effects(sender: string, answer: Conversed): Promise<Conversed> {
    const said = answer.replies.map((reply) => (reply.type === 'say' ? reply.text : reply.type))
    if (['end', 'away', 'forgotten'].some((word) => said.includes(word)))
      await callbacks.cancel(sender)
    if (!said.includes('callback') || answer.outcome === 'replayed') return answer
    const outcome = await callbacks.start(sender, answer.language)
    if (outcome === 'started') return answer
    return { ...answer, replies: [{ type: 'say', text: `ring.${outcome}` }] }
  }

  async function timed(
    channel: 'sms' | 'voice',
    turn: () => Promise<Conversed>,
  ): Promise<Conversed> {
    const started = performance.now()
    const answer = await turn()
    const { outcome, language, replies } = answer
    const ms = Math.round(performance.now() - started)
    log({ event: 'turn', channel, outcome, said: said(replies.at(-1)), language, ms })
    return answer
  }
}

/** Compared in a time that tells nothing. */
function same(a: string, b: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}

/** A small number from our own signed URL. */
function stepOf(query: string | undefined): number {
  return /^\d{1,4}$/.test(query ?? '') ? Number(query) : 0
}

/** The key of a reply's words, for the log. */
function said(reply: Reply | undefined): string {
  if (!reply) return 'nothing'
  switch (reply.type) {
    case 'say':
      return reply.text
    case 'end':
    case 'callback':
      return reply.type
    default:
      return reply.node
  }
}
