/** Checks how long the certificate of an address remains valid. */
import { isIP } from 'node:net'
import tls from 'node:tls'

/**
 * Days remaining, and days between its first and last. `trouble` is an error code, such as
 * CERT_HAS_EXPIRED.
 */
export type Validity = { days: number; lasts: number } | { trouble: string }

const PATIENCE_MS = 8_000
const DAY_MS = 86_400_000
/**
 * Certificates should have been renewed before this; those valid for six days are renewed after
 * three.
 */
const SOON_DAYS = 7

/**
 * Whether a certificate should already have been renewed: less than a week is left or, for a
 * short-lived one, less than a third of its lifetime.
 */
export function endsSoon(validity: Validity): boolean {
  return 'days' in validity && validity.days < Math.min(SOON_DAYS, validity.lasts / 3)
}

export function certificateOf(url: string, ca?: string): Promise<Validity> {
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
        const { valid_from, valid_to } = socket.getPeerCertificate()
        const [from, until] = [Date.parse(valid_from), Date.parse(valid_to)]
        resolve({
          days: Math.floor((until - Date.now()) / DAY_MS),
          lasts: Math.round((until - from) / DAY_MS),
        })
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
export function codeOf(error: unknown): string {
  const { code, cause, name } = (error ?? {}) as { code?: unknown; cause?: unknown; name?: unknown }
  if (typeof code === 'string') return code
  if (cause) return codeOf(cause)
  return name === 'TimeoutError' ? 'TIMEOUT' : 'UNKNOWN'
}
