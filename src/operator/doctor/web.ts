/** The doctor's web access: requests without redirects, and the validity of certificates. */
import { certificateOf, codeOf } from '../../server/watch/certificate.ts'

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
/** No TwiML is longer than this. */
const MOST_BODY = 64 * 1024

/** `ca` is an additional certificate authority, for tests. */
export function openWeb({ ca }: { ca?: string } = {}): Web {
  return { ask, certificate: (url) => certificateDays(url, ca) }
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

async function certificateDays(url: string, ca?: string): Promise<Certificate> {
  const found = await certificateOf(url, ca)
  return 'trouble' in found ? found : { days: found.days }
}
