/**
 * Response headers that let the browser show the page and nothing else: no caching, no framing, no
 * loading.
 */
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { STYLE } from './style.ts'

const styleHash = createHash('sha256').update(STYLE).digest('base64')

const secured = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: [`'sha256-${styleHash}'`],
    // the empty icon keeps browsers from requesting one
    imgSrc: ['data:'],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // without subdomains: those are the agency's business
  strictTransportSecurity: 'max-age=15552000',
})

export function headers(): MiddlewareHandler {
  return async function headers(c, next) {
    await secured(c, next)
    c.header('cache-control', 'no-store')
    c.header('x-robots-tag', 'noindex, nofollow')
  }
}
