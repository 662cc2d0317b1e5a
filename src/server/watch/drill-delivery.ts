/** How a drill's requests reach a line that runs: marked, only to that line, and no further once it does not play along. */
import { DRILL_HEADER } from '../drills.ts'

/** Milliseconds for one answer; Twilio waits as long. */
const PATIENCE_MS = 15_000

/** Why a drill can not go on: the line is not there, or does not take the mark. */
export class NoDrill extends Error {
  readonly reason: 'unreachable' | 'unmarked'

  constructor(reason: NoDrill['reason'], message: string) {
    super(message)
    this.name = 'NoDrill'
    this.reason = reason
  }
}

export type Delivery = {
  /** The addresses that the line hands out begin with it. */
  publicUrl: string
  /** Where the line is asked; there, if absent. */
  at?: string | undefined
  token: string
  /** How it asks; over the network if absent. */
  ask?: ((request: Request) => Promise<Response>) | undefined
}

/**
 * Gives a `deliver` for a virtual Twilio. `failed`: why it came to an end, if it has; from then on nothing is
 * sent, since a line that does not take the mark would take what follows for a person, and ring somebody.
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
    // a recording, or whatever else the line does not serve itself
    if (origin !== new URL(publicUrl).origin) throw new NoDrill('unreachable', 'it leads elsewhere')
    const headers = new Headers(request.headers)
    headers.set(DRILL_HEADER, token)
    headers.delete('content-length')
    const body = request.method === 'GET' ? null : await request.text()
    const signal = AbortSignal.timeout(PATIENCE_MS)
    // the token goes nowhere that the line's answer may lead to
    const options = { method: request.method, headers, body, signal, redirect: 'manual' as const }
    const response = await ask(new Request(`${base}${pathname}${search}`, options))
    if (response.status >= 500) throw new NoDrill('unreachable', `it says ${response.status}`)
    if (response.headers.get(DRILL_HEADER) !== 'played')
      throw new NoDrill('unmarked', 'it does not take the token for a drill')
    return response
  }
}
