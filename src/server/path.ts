/** Paths and queries of requests. */
import { getPath, getQueryParam } from 'hono/utils/url'

/**
 * Normalises paths that are easily mistyped in a console: /SMS, //sms and /sms/ are /sms. Only for
 * routing; Twilio's signature covers the address as received.
 */
export function pathOf(request: Request): string {
  const path = getPath(request)
  return /[A-Z]|\/\/|.\/$/.test(path)
    ? path
        .toLowerCase()
        .replaceAll(/\/+/g, '/')
        .replace(/(.)\/$/, '$1')
    : path
}

/** A field of the query of an address. */
export function queryIn(address: string, name: string): string | undefined {
  const value = getQueryParam(address, name)
  return typeof value === 'string' ? value : undefined
}
