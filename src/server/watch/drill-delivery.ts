/**
 * Delivers a drill's requests to a running line: marked, only to that line, and only as long as it
 * accepts the mark.
 */
import { DRILL_HEADER } from '../drills.ts'

/** Time limit for a response, in milliseconds, the same as Twilio's. */
const PATIENCE_MS = 15_000

/** A drill cannot continue: the line is unreachable, or does not accept the mark. */
export class NoDrill extends Error {
  readonly reason: 'unreachable' | 'unmarked'

  constructor(reason: NoDrill['reason'], message: string) {
    super(message)
    this.name = 'NoDrill'
    this.reason = reason
  }
}

export type Delivery = {
  /** The prefix of the addresses that the line generates. */
  publicUrl: string
  /** The line's actual address; by default the public one. */
  at?: string | undefined
  token: string
  /** How to send requests; over the network by default. */
  ask?: ((request: Request) => Promise<Response>) | undefined
}

/**
 * Returns a `deliver` function for a virtual Twilio. `failed` says why it stopped; after that
 * nothing is sent, because a line that ignores the mark would treat the rest as a person and call
 * somebody.
 */
export function drillDelivery({ publicUrl, at = publicUrl, token, ask = fetch }: Delivery) {
  const base = new URL(at).origin
  let failed: NoDrill | undefined

  return {
    failed: () => failed,
    async deliver(request: Request): Promise<Response> {
      if (failed) throw failed
      try {
        return await marked(request)
      } catch (error) {
        failed =
          error instanceof NoDrill ? error : new NoDrill('unreachable', 'nobody answers there')
        throw failed
      }
    },
  }

  async function marked(request: Request): Promise<Response> {
    const { origin, pathname, search } = new URL(request.url)
    // a recording, or anything else that the line does not serve itself
    if (origin !== new URL(publicUrl).origin) throw new NoDrill('unreachable', 'it leads elsewhere')
    const headers = new Headers(request.headers)
    headers.set(DRILL_HEADER, token)
    headers.delete('content-length')
    const body = request.method === 'GET' ? null : await request.text()
    const signal = AbortSignal.timeout(PATIENCE_MS)
    // never follow redirects with the token
    const options = { method: request.method, headers, body, signal, redirect: 'manual' as const }
    const response = await ask(new Request(`${base}${pathname}${search}`, options))
    if (response.status >= 500) throw new NoDrill('unreachable', `it says ${response.status}`)
    if (response.headers.get(DRILL_HEADER) !== 'played')
      throw new NoDrill('unmarked', 'it does not take the token for a drill')
    return response
  }
}
