/** Opens the port, and closes it again without losing anybody. The only place that opens one. */
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'

/** Whole requests of Twilio take milliseconds; who drips is cut. */
const REQUEST_MS = 10_000
const HEADERS_MS = 5_000
/** How often the two are looked at: Node's own 30 s would let a drip live six times as long. */
const LOOK_MS = 1_000
/** Longer than proxies keep a quiet connection, so that it is never closed while a request is on its way. */
const KEEP_ALIVE_MS = 75_000
/** How often connections are looked for on which nothing is under way. */
const IDLE_MS = 50

/** A port or an address that can not be had. The message names the setting and its remedy. */
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

/** Resolves once it listens; rejects with a ListenError. */
export async function listen(
  fetch: (request: Request) => Response | Promise<Response>,
  { port, host }: { port: number; host: string },
) {
  let draining = false
  const server = serve({
    fetch,
    port,
    hostname: host,
    serverOptions: {
      requestTimeout: REQUEST_MS,
      headersTimeout: HEADERS_MS,
      connectionsCheckingInterval: LOOK_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    // no http2 was asked for
  }) as Server
  server.prependListener('request', (_, response) => {
    if (draining) response.setHeader('connection', 'close')
  })
  await new Promise<void>((resolve, reject) => {
    server.once('listening', resolve)
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new ListenError(port, error.code ?? 'unknown')),
    )
  })

  return {
    port: (server.address() as AddressInfo).port,
    /** From now on every answer asks its client to come back by another connection. */
    drain(): void {
      draining = true
    },
    /** Resolves when what was under way is answered, after so long at most. */
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
