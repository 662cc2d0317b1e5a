/**
 * Access control: the page is only for the person at this machine, or for browsers let in by a
 * one-time link. Requests under any other host name (DNS rebinding) are refused, and no other page
 * can control, frame or read it.
 */
import type { MiddlewareHandler } from 'hono'
import type { Links } from './links.tsx'

const HERE = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/

const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'self'",
].join('; ')

/**
 * With `links`, a cookie replaces the check of the host name: browsers never send it to another
 * host.
 */
export function fence(links?: Links): MiddlewareHandler {
  return async function fence(c, next) {
    const host = c.req.header('host') ?? ''
    if (links && !links.knows(c)) return c.text('ask whoever started the line for a link', 403)
    if (!links && !HERE.test(host)) return c.text('only at 127.0.0.1 and localhost', 421)
    if (c.req.method !== 'GET') {
      // JSON from another origin needs a preflight, which is not answered here
      const json = c.req.header('content-type')?.startsWith('application/json') === true
      const origins = [`http://${host}`, ...(links ? [`https://${host}`] : [])]
      if (!origins.includes(c.req.header('origin') ?? '') || !json)
        return c.text('only from this page', 403)
    }
    await next()
    c.header('content-security-policy', POLICY)
    c.header('cache-control', 'no-store')
    c.header('cross-origin-opener-policy', 'same-origin')
    c.header('cross-origin-resource-policy', 'same-origin')
    c.header('referrer-policy', 'no-referrer')
    c.header('x-content-type-options', 'nosniff')
  }
}
