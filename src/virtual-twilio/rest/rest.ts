/**
 * The part of the REST API that the line uses: an HTTP client for the twilio SDK that answers by
 * itself.
 * Source: https://www.twilio.com/docs/usage/requests-to-twilio
 */
import type RequestClient from 'twilio/lib/base/RequestClient.js'
import type { Run } from '../document.ts'
import type { State } from '../state.ts'
import type { Params, RestFault } from '../types.ts'
import { missing, Refusal, type RestRequest, type RestResponse } from './answer.ts'
import { callRoutes } from './calls.ts'
import { messageRoutes, queueRoutes } from './records.ts'

/** The SDK's default timeout in milliseconds. */
const TIMEOUT_MS = 30_000

type Options = Parameters<RequestClient['request']>[0]

export function createRest(state: State, run: Run): RequestClient {
  const routes = [...callRoutes(state, run), ...messageRoutes(state), ...queueRoutes(state)]
  const { options, faults, record, clock } = state

  // the SDK uses only this method of its client
  return { request } as unknown as RequestClient

  async function request(asked: Options) {
    const url = new URL(asked.uri)
    const method = asked.method.toUpperCase()
    const path = url.pathname
    const params = { ...lists(url.searchParams), ...lists(asked.params), ...lists(asked.data) }
    const fault = typeof faults.rest === 'function' ? faults.rest(method, path) : faults.rest
    const { happens, status: error, ms = 0 } = planOf(fault)
    const done = happens ? answer(asked, { method, path, params }) : undefined
    const given = error === undefined ? done : refused(errors[error])
    const wait = given ? ms : Number.POSITIVE_INFINITY
    const status = Number.isFinite(wait) ? given?.status : undefined
    record({ kind: 'rest', method, path, params: flat(params), status })
    if (wait > 0) await later(wait, asked.timeout)
    return { statusCode: given?.status, body: given?.body ?? '', headers: {} }
  }

  /**
   * Waits by the simulated clock; if there is never an answer, until the client times out in real
   * time.
   */
  async function later(ms: number, timeout = TIMEOUT_MS): Promise<void> {
    const done = state.lateAnswers.begin()
    try {
      if (ms === Number.POSITIVE_INFINITY) await silence(timeout)
      else await new Promise<void>((resolve) => clock.after(ms, resolve))
    } finally {
      done()
    }
  }

  function answer(
    credentials: Pick<Options, 'username' | 'password'>,
    { method, path, params }: { method: string; path: string; params: RestRequest['params'] },
  ): RestResponse {
    try {
      if (!known(credentials)) throw new Refusal(401, 20003, 'Authenticate')
      const account = `/2010-04-01/Accounts/${options.accountSid}`
      const found = routes.flatMap((route) => {
        const [before = '', after] = `${account}${route.path}`.split('{sid}')
        const sid = path.slice(
          before.length,
          after === undefined ? undefined : path.length - after.length,
        )
        const fits =
          after === undefined ? path === before : /^\w+$/.test(sid) && path === before + sid + after
        return route.method === method && fits ? [() => route.answer({ sid, params })] : []
      })
      const [first] = found
      if (!first) throw missing(path)
      return first()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      return refused(error)
    }
  }

  /** Accepts the account with its token, or any API key. */
  function known({ username = '', password }: Pick<Options, 'username' | 'password'>): boolean {
    if (username.startsWith('SK')) return Boolean(password)
    return username === options.accountSid && password === options.authToken
  }
}

/** Source: https://www.twilio.com/docs/api/errors */
const errors = {
  401: new Refusal(401, 20003, 'Authenticate'),
  429: new Refusal(429, 20429, 'Too Many Requests'),
  500: new Refusal(500, 20500, 'An internal server error has occurred'),
  503: new Refusal(503, 20503, 'Service unavailable'),
} as const

/** Whether a request takes effect, which error it gets, and when. */
function planOf(fault: RestFault): Exclude<RestFault, string | number> {
  if (typeof fault === 'object') return fault
  if (fault === 'ok') return { happens: true }
  if (fault === 'timeout') return { happens: false, ms: Number.POSITIVE_INFINITY }
  if (fault === 'accepted-timeout') return { happens: true, ms: Number.POSITIVE_INFINITY }
  return { happens: false, status: fault }
}

function refused({ status, code, message }: Refusal): RestResponse {
  const more_info = `https://www.twilio.com/docs/errors/${code}`
  return { status, body: { code, message, more_info, status } }
}

/** Never answers: rejects when the client's own timeout passes, in real time. */
function silence(timeout = TIMEOUT_MS): Promise<never> {
  return new Promise((_resolve, reject) => {
    const error = Object.assign(new Error(`timeout of ${timeout}ms exceeded`), {
      code: 'ECONNABORTED',
    })
    setTimeout(reject, timeout, error).unref()
  })
}

function lists(data: unknown): RestRequest['params'] {
  const entries = data instanceof URLSearchParams ? [...data] : Object.entries(data ?? {})
  return Object.fromEntries(
    entries
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => [name, [value].flat().map(String)]),
  )
}

function flat(params: RestRequest['params']): Params {
  return Object.fromEntries(
    Object.entries(params).map(([name, values]) => [name, values.join(' ')]),
  )
}
