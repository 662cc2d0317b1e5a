/** Webhooks: signs and posts a form, and checks the answer, as Twilio does. */
import { getExpectedTwilioSignature } from 'twilio/lib/webhooks/webhooks.js'
import type { Clock } from './clock.ts'
import type { Cookies } from './cookies.ts'
import type { Sids } from './sids.ts'
import { readTwiml, TwimlError, type Verb } from './twiml.ts'
import type { Faults, Happening, Params, VirtualTwilioOptions } from './types.ts'

/** Milliseconds. Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides */
export const LIMIT_MS = 15_000
/** Bytes. Source: https://www.twilio.com/docs/api/errors/11750 */
const MAX_BYTES = 64 * 1024

export type Webhook = {
  purpose: 'sms' | 'voice' | 'status'
  url: string
  method: string
  params: Params
  cookies?: Cookies | undefined
}

/**
 * Sends one webhook and returns the verbs of its answer. Throws TwimlError if the answer is
 * unusable.
 */
export type Ask = (webhook: Webhook) => Promise<readonly Verb[]>

type Entry = Extract<Happening, { kind: 'webhook' }>

export type AskParts = {
  options: VirtualTwilioOptions
  clock: Clock
  sids: Sids
  faults: Faults
  record: (happening: Happening) => void
}

export function createAsk({ options, clock, sids, faults, record }: AskParts): Ask {
  const { deliver, authToken } = options

  return async function ask(webhook) {
    const method = webhook.method.toUpperCase()
    const { url, overrides } = addressOf(webhook, method)
    const { purpose, params } = webhook
    const entry: Entry = { kind: 'webhook', purpose, method, url, params }
    record(entry)
    const token = sids.token()
    const cookie = webhook.cookies?.sentTo(url)
    // a retry sends the same request
    const request = () => signed({ ...webhook, method, url }, { token, cookie })
    try {
      const { there = 0, back = 0 } = faults.delay({ url, params }) ?? {}
      if (there > 0) await clock.sleep(Math.min(there, LIMIT_MS))
      if (there >= LIMIT_MS) throw new TwimlError(11200, 'no answer within 15 s')
      const response = await attempts(request, overrides)
      if (back > 0) await clock.sleep(Math.min(back, LIMIT_MS - there))
      if (there + back >= LIMIT_MS) throw new TwimlError(11200, 'no answer within 15 s')
      entry.status = response.status
      webhook.cookies?.keep(response)
      entry.document = await response.text()
      if (purpose === 'status') return judgeCallback(response.status)
      return judge(response, entry.document)
    } catch (error) {
      if (error instanceof TwimlError) entry.error = error.code
      throw error
    }
  }

  function signed(
    { params, purpose, method, url }: Webhook,
    { token, cookie }: { token: string; cookie: string | undefined },
  ): Request {
    const get = method === 'GET'
    const headers = new Headers({
      accept: '*/*',
      'user-agent': 'TwilioProxy/1.1',
      'i-twilio-idempotency-token': token,
      'x-home-region': 'us1',
      'x-twilio-signature': getExpectedTwilioSignature(
        authToken,
        signedUrl(url, purpose),
        get ? {} : { ...params },
      ),
    })
    if (cookie !== undefined) headers.set('cookie', cookie)
    if (get) return new Request(url, { method, headers })
    const body = new URLSearchParams(params).toString()
    headers.set('content-type', 'application/x-www-form-urlencoded; charset=UTF-8')
    headers.set('content-length', String(Buffer.byteLength(body)))
    return new Request(url, { method, headers, body })
  }

  /** Retries if the connection failed, or as the URL's fragment says. */
  async function attempts(
    request: () => Request,
    { retries, on, wait }: Overrides,
  ): Promise<Response> {
    for (let attempt = 0; ; attempt++) {
      const again = attempt < retries
      const answer = await within(deliver(request()), wait)
      if (answer instanceof Response) {
        const lost = faults.webhooks === 'twice' && attempt === 0
        const kind = `${String(answer.status)[0]}xx`
        if (!lost && !(again && on.includes(kind))) return answer
      } else {
        const kind = answer === 'late' ? 'rt' : 'ct'
        if (!(again && on.includes(kind)))
          throw new TwimlError(answer === 'late' ? 11200 : 11205, 'the line did not answer')
      }
    }
  }
}

/** `wait`: milliseconds to wait for an answer. */
type Overrides = { retries: number; on: readonly string[]; wait: number }

/**
 * The URL without its fragment, and what the fragment configures.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
function addressOf(webhook: Webhook, method: string): { url: string; overrides: Overrides } {
  const [address = '', fragment = ''] = webhook.url.split('#')
  const keys = new URLSearchParams(fragment)
  const policy = (keys.get('rp') ?? 'ct').split(',')
  const overrides = {
    retries: Number(keys.get('rc') ?? 1),
    on: policy.includes('all') ? ['4xx', '5xx', 'ct', 'rt'] : policy,
    wait: Math.min(Number(keys.get('rt') ?? LIMIT_MS), LIMIT_MS),
  }
  if (method !== 'GET') return { url: address, overrides }
  const query = new URLSearchParams(webhook.params).toString()
  return { url: `${address}${address.includes('?') ? '&' : '?'}${query}`, overrides }
}

/**
 * The URL to sign: without the user name, and for voice over HTTPS without the port.
 * Source: https://www.twilio.com/docs/usage/security#validating-requests
 */
function signedUrl(url: string, purpose: Webhook['purpose']): string {
  const bare = url.replace(/^(https?:\/\/)[^/?@]*@/, '$1')
  return purpose === 'sms' ? bare : bare.replace(/^(https:\/\/[^/?]*?):\d+/, '$1')
}

/** The answer, or why there is none, timed in real milliseconds. */
async function within(
  answer: Response | Promise<Response>,
  ms: number,
): Promise<Response | 'late' | 'failed'> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, ms, 'late')
  })
  try {
    return await Promise.race([answer, late])
  } catch {
    return 'failed'
  } finally {
    clearTimeout(timer)
  }
}

/** Source: https://www.twilio.com/docs/api/errors/15003 */
function judgeCallback(status: number): readonly Verb[] {
  if (status >= 400) throw new TwimlError(15003, `a callback got ${status}`)
  return []
}

/** Sources: https://www.twilio.com/docs/api/errors/11200, 11750 and 12300 */
function judge(response: Response, body: string): readonly Verb[] {
  if (response.status !== 200) throw new TwimlError(11200, `the line said ${response.status}`)
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';')
  if (!['text/xml', 'application/xml'].includes(type.trim().toLowerCase()))
    throw new TwimlError(12300, 'the document is not of a type that Twilio runs')
  if (Buffer.byteLength(body) > MAX_BYTES) throw new TwimlError(11750, 'more than 64 kB')
  return readTwiml(body)
}
