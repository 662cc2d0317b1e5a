/** Whether two secrets are the same, in a time that tells nothing. */
import { createHash, timingSafeEqual } from 'node:crypto'

export function same(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(one), digest(other))
}
