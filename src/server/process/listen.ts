/** Opens the port, and closes it without losing requests. The only place that opens one. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import type { FastPath } from '../fast-path.ts'

/** Twilio's requests take milliseconds; slow clients are cut off. */
const REQUEST_MS = 10_000
const HEADERS_MS = 5_000
/**
 * How often these limits are enforced; Node's default of 30 s would let slow clients live six times
 * as long.
 */
const LOOK_MS = 1_000
/**
 * Longer than proxies keep idle connections, so that none is closed while a request is on its way.
 */
const KEEP_ALIVE_MS = 75_000
/** How often to look for idle connections while closing. */
const IDLE_MS = 50

/** A port or address that is unavailable. The message names the setting and its remedy. */
export class ListenError extends Error {
  constructor(port: number, code: string) {
    super(sentenceOf(port, code))
    this.name = 'ListenError'
  }
}

function sentenceOf(port: number, code: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return `PORT ${port} is taken: another program listens there. Stop that one, or set PORT to a free one`
    case 'EACCES':
      return `PORT ${port} is not for this user. Set PORT to one above 1023`
    case 'EADDRNOTAVAIL':
    case 'EINVAL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'HOST is no address of this machine. Set it to one, or to 0.0.0.0 for all of them'
    default:
      return `HOST and PORT ${port} can not be listened on (${code})`
  }
}

export type Listener = Awaited<ReturnType<typeof listen>>

/** Resolves once listening; rejects with a ListenError. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, host, fastPath }: { port: number; host: string; fastPath?: FastPath | undefined },
) {
  let draining = false
  const listener = getRequestListener(fetch, { hostname: host })
  const server = createServer(
    {
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: LOOK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    (incoming, outgoing) => {
      if (!fastPath?.(incoming, outgoing)) listener(incoming, outgoing)
    },
  )
  server.prependListener('request', (_, response) => {
    if (draining) response.setHeader('connection', 'close')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(port, error.code ?? 'unknown')),
    )
    server.listen(port, host)
  })

  return {
    port: (server.address() as AddressInfo).port,
    /** From now on, every response asks its client to use a new connection. */
    drain(): void {
      draining = true
    },
    /** Resolves once requests in flight are answered, or after `ms`. */
    close(ms: number): Promise<void> {
      draining = true
      return new Promise((resolve) => {
        server.close(() => resolve())
        setInterval(() => server.closeIdleConnections(), IDLE_MS).unref()
        setTimeout(resolve, ms).unref()
      })
    },
  }
}
