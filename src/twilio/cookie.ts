/**
 * The cookie that Twilio keeps for the texts between two numbers: a single one, for at most 4
 * hours, occasionally lost or stale. It is not signed, so it is trusted only over https, and only
 * for the sealed data in it.
 * Source: https://help.twilio.com/articles/223136287-How-do-Twilio-cookies-work-
 */
import type { Carry } from '../line/conversations/carrying.ts'

/** In seconds. */
const LONGEST = 4 * 3600

/** Whether cookies can be trusted at this address. */
export function keepsCookies(publicUrl: string): boolean {
  return publicUrl.startsWith('https://')
}

/** The Set-Cookie header for a carry. */
export function cookieOf({ token, seconds }: Carry): string {
  const age = Math.min(seconds, LONGEST)
  return `c=${token}; Max-Age=${age}; Path=/; HttpOnly; Secure`
}

/** The carry in a Cookie header. */
export function carryIn(cookies: string | undefined): string | undefined {
  return cookies && /(?:^|; *)c=([\w-]+)/.exec(cookies)?.[1]
}
