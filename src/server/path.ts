/**
 * Normalises request paths that are easily mistyped in a console: /SMS, //sms and /sms/ are /sms.
 */
import { getPath } from 'hono/utils/url'

/** Only for routing; Twilio's signature covers the address as received. */
export function pathOf(request: Request): string {
  const path = getPath(request)
  return /[A-Z]|\/\/|.\/$/.test(path)
    ? path
        .toLowerCase()
        .replaceAll(/\/+/g, '/')
        .replace(/(.)\/$/, '$1')
    : path
}
