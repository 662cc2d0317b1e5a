/**
 * A text to the line: its webhook, and the replies to its sender.
 * Source: https://www.twilio.com/docs/messaging/twiml
 */
import type { Clock } from './clock.ts'
import { type Cookies, createCookies } from './cookies.ts'
import { type Document, target } from './document.ts'
import type { Source } from './leg.ts'
import { smsParams } from './parameters.ts'
import type { Message, State } from './state.ts'
import { faultsOf, mayRun, readTwiml, TwimlError, type Verb } from './twiml.ts'
import type { Params } from './types.ts'

/** Characters. Source: https://www.twilio.com/docs/api/errors/14103 */
const MAX_LENGTH = 1600
/** The most documents for one text. Source: https://www.twilio.com/docs/api/errors/14106 */
const MAX_DOCUMENTS = 50
/** The most replies within REPLIES_MS. Source: https://www.twilio.com/docs/api/errors/14107 */
const MAX_REPLIES = 15
const REPLIES_MS = 30_000

/** Texts the line, and returns the messages sent back to the sender. */
export type SendText = (from: string, body: string, extra?: Params) => Promise<string[]>

export function createSms(state: State): SendText {
  const { options, clock, record } = state
  const cookiesOf = createCookieJars(state)
  const mayReply = createReplyLimit(clock)

  return async function text(from, body, extra = {}) {
    const to = options.lineNumber
    const sid = state.sids.sid('SM')
    const message = { sid, from, to, body }
    keep(state, message, 'inbound', Number(extra.NumMedia ?? 0))
    const params = { ...smsParams(state, message), ...extra }
    const source = { type: 'url', url: `${options.publicUrl}/sms`, method: 'POST' } as const
    const answer: string[] = []
    await new Promise<void>((resolve, reject) => {
      clock.spawn(() => talk(source, params, answer).then(resolve, reject))
    })
    return answer
  }

  async function talk(start: Source, params: Params, answer: string[]): Promise<void> {
    let source: Source | undefined = start
    for (let count = 0; source; count++) {
      if (count === MAX_DOCUMENTS) return fail(14106, 'more than 50 documents for one text')
      const document: Document | undefined = await load(source, params, start !== source)
      if (!document) return
      source = undefined
      for (const verb of document.verbs) {
        if (!mayRun(verb, 'sms')) continue
        if (verb.name === 'Message') reply(verb, params, answer)
        else source = target(verb.text.trim(), verb.attributes.method, document)
        if (source) break
      }
    }
  }

  async function load(
    source: Source,
    params: Params,
    again: boolean,
  ): Promise<Document | undefined> {
    try {
      if (source.type === 'text') return read(readTwiml(source.text), undefined)
      const { url, method } = source
      const cookies = cookiesOf(`${params.From} ${params.To}`)
      return read(await state.ask({ purpose: 'sms', url, method, params, cookies }), url)
    } catch (error) {
      if (!(error instanceof TwimlError)) throw error
      fail(error.code, error.message)
      const fallback = options.fallback?.sms
      if (fallback === undefined || (again && source.type === 'text')) return undefined
      return read(readTwiml(fallback), undefined)
    }
  }

  function read(verbs: readonly Verb[], base: string | undefined): Document {
    for (const text of faultsOf(verbs, 'sms')) record({ kind: 'warning', code: 12200, text })
    return { verbs, base }
  }

  function reply(verb: Verb, params: Params, answer: string[]): void {
    const body = bodyOf(verb)
    const to = verb.attributes.to ?? params.From ?? ''
    if (!body || body.length > MAX_LENGTH) fail(14103, 'a message is empty or too long')
    else if (!mayReply(to)) fail(14107, 'more than 15 replies in 30 s')
    else {
      const from = verb.attributes.from ?? options.lineNumber
      const sid = state.sids.sid('SM')
      keep(state, { sid, from, to, body }, 'outbound-reply')
      record({ kind: 'message', sid, from, to, text: body })
      if (to === params.From) answer.push(body)
    }
  }

  function fail(code: number, text: string): void {
    record({ kind: 'error', code, text })
  }
}

/** One cookie for each pair of numbers. */
function createCookieJars({ clock, faults }: State): (pair: string) => Cookies {
  const jars = new Map<string, Cookies>()
  return (pair) => {
    const cookies = jars.get(pair) ?? createCookies(clock, () => faults.cookies())
    jars.set(pair, cookies)
    return cookies
  }
}

/** Returns whether one more reply may be sent to a number now, and counts it if so. */
function createReplyLimit(clock: Clock): (to: string) => boolean {
  const replies = new Map<string, number[]>()
  return (to) => {
    const now = clock.now()
    const recent = (replies.get(to) ?? []).filter((at) => now - at < REPLIES_MS)
    if (recent.length >= MAX_REPLIES) return false
    replies.set(to, [...recent, now])
    return true
  }
}

/** Records a message for the REST API. */
function keep(
  { messages, clock, date }: State,
  message: Pick<Message, 'sid' | 'from' | 'to' | 'body'>,
  direction: 'inbound' | 'outbound-reply',
  media = 0,
): void {
  messages.set(message.sid, { ...message, direction, media, at: clock.now(), date: date() })
}

/** The text of a Message, with or without a Body element. */
function bodyOf({ children, text }: Verb): string {
  const bodies = children.filter((child) => child.name === 'Body')
  return (bodies.length > 0 ? bodies.map((body) => body.text).join('') : text).trim()
}
