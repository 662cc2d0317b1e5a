/**
 * The cookie of a conversation: one, which comes back with the next webhook of the same two numbers, or
 * of the same call.
 * Source: https://help.twilio.com/articles/223136287-How-do-Twilio-cookies-work-
 */
import type { Clock } from './clock.ts'
import type { Faults } from './types.ts'

/** Milliseconds for which one is kept at most. */
const LONGEST_MS = 4 * 3600 * 1000

export type Cookies = {
  /** What goes with a request to this address. */
  sentTo(url: string): string | undefined
  keep(response: Response): void
}

type Kept = { pair: string; before: string | undefined; secure: boolean; expires: number }

/** `fault`: what becomes of it on its way. */
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

/** So many of a hundred are lost, and as many old: "there are rare circumstances", the page says. */
export const RARE = 0.02

/** Loses some cookies and brings some old ones, the same in every run with the same `random`. */
export function rarely(random: () => number, share = RARE): Faults['cookies'] {
  return () => {
    const at = random()
    if (at < share) return 'lost'
    return at < 2 * share ? 'stale' : 'kept'
  }
}
