/** The SDK's own client on top of an in-memory account, recording what is sent. */
import RequestClient from 'twilio/lib/base/RequestClient.js'
import { answer } from './rest.ts'
import type { Asked } from './route.ts'
import type { AccountState } from './state.ts'

export type Sent = Pick<Asked, 'method' | 'host' | 'path'>

/** `before` is called with each request first; if it throws, the network has failed. */
export class MemoryClient extends RequestClient {
  readonly sent: Sent[] = []
  readonly #state: AccountState
  readonly #before: (asked: Sent) => void

  constructor(state: AccountState, before: (asked: Sent) => void = () => {}) {
    super()
    this.#state = state
    this.#before = before
  }

  override async request<Data>({ method, uri, params, data }: RequestClient.RequestOptions<Data>) {
    const { host, pathname: path, searchParams: query } = new URL(uri)
    for (const [name, value] of Object.entries(params ?? {})) query.append(name, String(value))
    const form = new URLSearchParams()
    for (const [name, value] of Object.entries(data ?? {}))
      for (const each of [value].flat())
        form.append(name, each instanceof Date ? each.toISOString() : String(each))
    const { status, body } = this.#answer({ method: method.toUpperCase(), host, path, query, form })
    const date = new Date(Date.now() + this.#state.clock).toUTCString()
    // the SDK reads the body as its own type, whatever it is
    return { statusCode: status, body: body as Data, headers: { date }, toString: () => 'answer' }
  }

  /** The same for what the SDK cannot send: a form with a file. */
  readonly send: typeof fetch = async (address, { method = 'GET', body } = {}) => {
    const { host, pathname: path, searchParams: query } = new URL(String(address))
    const form = await formOf(body)
    const { status, body: answered } = this.#answer({ method, host, path, query, form })
    return Response.json(answered, { status })
  }

  #answer(asked: Asked) {
    const { method, host, path } = asked
    this.#before(asked)
    this.sent.push({ method, host, path })
    return answer(this.#state, asked)
  }
}

/** A form with files, each read as text. */
export async function formOf(body: unknown): Promise<URLSearchParams> {
  const form = new URLSearchParams()
  if (body instanceof FormData)
    for (const [name, value] of body)
      form.append(name, typeof value === 'string' ? value : await value.text())
  return form
}
