/** The doctor's web access: requests without redirects, and the validity of certificates. */
import { isIP } from 'node:net'
import tls from 'node:tls'

/** `trouble` is an error code, such as ENOTFOUND. */
export type WebAnswer = { status: number; body: string; location: string } | { trouble: string }
export type Certificate = { days: number } | { trouble: string }

export type Web = {
  ask: (
    method: 'GET' | 'POST',
    url: string,
    form?: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<WebAnswer>
  certificate: (url: string) => Promise<Certificate>
}

const PATIENCE_MS = 8_000
const DAY_MS = 86_400_000
/** No TwiML is longer than this. */
const MOST_BODY = 64 * 1024

/** `ca` is an additional certificate authority, for tests. */
export function openWeb({ ca }: { ca?: string } = {}): Web {
  return { ask, certificate: (url) => certificateOf(url, ca) }
}

const ask: Web['ask'] = async (method, url, form, headers = {}) => {
  try {
    const answer = await fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(PATIENCE_MS),
      ...(form && method === 'POST' ? { body: new URLSearchParams(form) } : {}),
    })
    const body = (await answer.text()).slice(0, MOST_BODY)
    return { status: answer.status, body, location: answer.headers.get('location') ?? '' }
  } catch (error) {
    return { trouble: codeOf(error) }
  }
}

function certificateOf(url: string, ca?: string): Promise<Certificate> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = tls.connect(
      {
        host: hostname,
        port: Number(port || 443),
        servername: isIP(hostname) ? '' : hostname,
        ...(ca && { ca }),
      },
      () => {
        const until = Date.parse(socket.getPeerCertificate().valid_to)
        resolve({ days: Math.floor((until - Date.now()) / DAY_MS) })
        socket.end()
      },
    )
    socket.setTimeout(PATIENCE_MS, () => {
      resolve({ trouble: 'TIMEOUT' })
      socket.destroy()
    })
    socket.on('error', (error) => resolve({ trouble: codeOf(error) }))
  })
}

/** The error code only, because the message may quote an address. */
function codeOf(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { code?: unknown; cause?: unknown; name?: unknown }
  if (typeof code === 'string') return code
  if (cause) return codeOf(cause)
  return name === 'TimeoutError' ? 'TIMEOUT' : 'UNKNOWN'
}
