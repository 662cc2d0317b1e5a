/** The path of a request, forgiving what is easily mistyped in a console: /SMS, //sms and /sms/ are /sms. */
import { getPath } from 'hono/utils/url'

/** Only for finding the route; what Twilio signed is the address as it came. */
export function pathOf(request: Request): string {
  const path = getPath(request)
  return /[A-Z]|\/\/|.\/$/.test(path)
    ? path
        .toLowerCase()
        .replaceAll(/\/+/g, '/')
        .replace(/(.)\/$/, '$1')
    : path
}
