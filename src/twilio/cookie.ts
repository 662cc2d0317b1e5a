/**
 * The cookie that Twilio keeps of the texts between two numbers: one of them, for at most 4 hours, now and
 * then lost or old. It is not signed, so it is only to be trusted over https, and for what is sealed in it.
 * Source: https://help.twilio.com/articles/223136287-How-do-Twilio-cookies-work-
 */
import type { Carry } from '../line/conversations/carrying.ts'

/** Seconds. */
const LONGEST = 4 * 3600

/** Whether a server at this address gets cookies that can be trusted. */
export function keepsCookies(publicUrl: string): boolean {
  return publicUrl.startsWith('https://')
}

/** The cookie in which a carry is to be kept. */
export function cookieOf({ token, seconds }: Carry): string {
  const age = Math.min(seconds, LONGEST)
  return `c=${token}; Max-Age=${age}; Path=/; HttpOnly; Secure`
}

/** The carry in what was brought back. */
export function carryIn(cookies: string | undefined): string | undefined {
  return cookies && /(?:^|; *)c=([\w-]+)/.exec(cookies)?.[1]
}
