/**
 * The fast path: answers webhooks straight from Node's HTTP server. Hono's Request, Response and
 * context around each of them take a tenth of a turn's CPU: docs/performance.md.
 */
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DRILL_HEADER } from './drills.ts'
import type { HttpAnswer, HttpRequest, Webhook } from './http.ts'
import { queryIn } from './path.ts'

/** Answers a request and returns true; or returns false, and leaves it to the app. */
export type FastPath = (incoming: IncomingMessage, outgoing: ServerResponse) => boolean

/**
 * Takes what Twilio sends. Anything unusual is left to the app: other methods, mistyped paths,
 * bodies without a length, drills.
 */
export function createFastPath(webhookAt: (path: string) => Webhook | undefined): FastPath {
  return (incoming, outgoing) => {
    const { method, url = '', headers } = incoming
    const length = Number(headers['content-length'])
    if (method !== 'POST' || Number.isNaN(length) || DRILL_HEADER in headers) return false
    const end = url.indexOf('?')
    const webhook = webhookAt(end < 0 ? url : url.slice(0, end))
    if (!webhook) return false
    webhook(httpRequestOf(incoming))
      .then((answer) => send(outgoing, answer))
      .catch(() => fail(outgoing))
    return true
  }
}

function httpRequestOf(incoming: IncomingMessage): HttpRequest {
  const { url: path = '', headers } = incoming
  return {
    method: 'POST',
    path,
    header(name) {
      const value = headers[name]
      return typeof value === 'string' ? value : undefined
    },
    query: (name) => queryIn(path, name),
    text: () => textOf(incoming),
  }
}

/** The body, at once if all of it is there. */
function textOf(incoming: IncomingMessage): string | Promise<string> {
  if (incoming.complete) return incoming.read()?.toString() ?? ''
  return new Promise((resolve, reject) => {
    const brokeOff = () => reject(new Error('the request broke off'))
    if (incoming.destroyed) brokeOff()
    const chunks: Buffer[] = []
    incoming
      .on('data', (chunk: Buffer) => chunks.push(chunk))
      .on('end', () => resolve(Buffer.concat(chunks).toString()))
      .on('error', reject)
      .on('close', brokeOff)
  })
}

function send(outgoing: ServerResponse, { status, headers, body }: HttpAnswer): void {
  if (body === null) outgoing.writeHead(status, headers).end()
  else
    outgoing.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

/** As the app does with an error that the last guard did not catch. */
function fail(outgoing: ServerResponse): void {
  if (outgoing.headersSent) outgoing.destroy()
  else outgoing.writeHead(500).end()
}
