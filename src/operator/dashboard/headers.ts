/** What the browser may do with the page: show it, here, once, and load nothing. */
import { createHash } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { STYLE } from './style.ts'

const styleHash = createHash('sha256').update(STYLE).digest('base64')

const secured = secureHeaders({
  contentSecurityPolicy: {
    defaultSrc: ["'none'"],
    styleSrc: [`'sha256-${styleHash}'`],
    // an empty icon, so that none is asked for
    imgSrc: ['data:'],
    formAction: ["'self'"],
    baseUri: ["'none'"],
    frameAncestors: ["'none'"],
  },
  xFrameOptions: 'DENY',
  // of the line's own name alone: what else the agency has there is not ours to decide
  strictTransportSecurity: 'max-age=15552000',
})

export function headers(): MiddlewareHandler {
  return async function headers(c, next) {
    await secured(c, next)
    c.header('cache-control', 'no-store')
    c.header('x-robots-tag', 'noindex, nofollow')
  }
}
