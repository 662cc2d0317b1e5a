/**
 * The cookie of a conversation: a single one, returned with the next webhook for the same two
 * numbers, or the same call.
 * Source: https://help.twilio.com/articles/223136287-How-do-Twilio-cookies-work-
 */
import type { Clock } from './clock.ts'
import type { Faults } from './types.ts'

/** The longest a cookie is kept. */
const LONGEST_MS = 4 * 3600 * 1000

export type Cookies = {
  /** The cookie to send with a request to this URL. */
  sentTo(url: string): string | undefined
  keep(response: Response): void
}

type Kept = { pair: string; before: string | undefined; secure: boolean; expires: number }

/** `fault`: what happens to the cookie in transit. */
export function createCookies(
  clock: Pick<Clock, 'now'>,
  fault: () => ReturnType<Faults['cookies']> = () => 'kept',
): Cookies {
  let kept: Kept | undefined
  return {
    sentTo(url) {
      if (!kept || clock.now() >= kept.expires) return undefined
      if (kept.secure && !url.startsWith('https:')) return undefined
      switch (fault()) {
        case 'lost':
          return undefined
        case 'stale':
          return kept.before ?? kept.pair
        case 'kept':
          return kept.pair
      }
    },
    keep(response) {
      const last = response.headers.getSetCookie().at(-1)
      if (last === undefined) return
      const [pair = '', ...rest] = last.split(';').map((part) => part.trim())
      const attributes = new Map(
        rest.map((part) => {
          const [name = '', value = ''] = part.split('=')
          return [name.toLowerCase(), value]
        }),
      )
      const age = attributes.get('max-age')
      const ms = age === undefined ? LONGEST_MS : Math.min(Number(age) * 1000, LONGEST_MS)
      const secure = attributes.has('secure')
      kept = { pair, before: kept?.pair, secure, expires: clock.now() + ms }
    },
  }
}

/**
 * The share that is lost, and again that is stale: "there are rare circumstances", the page says.
 */
export const RARE = 0.02

/** Loses some cookies and returns some old ones, reproducibly for the same `random`. */
export function rarely(random: () => number, share = RARE): Faults['cookies'] {
  return () => {
    const at = random()
    if (at < share) return 'lost'
    return at < 2 * share ? 'stale' : 'kept'
  }
}
