/** Remembers when the store last failed: what it held by then may not be the last that was said. */
import type { Background } from '../background.ts'

export type Outage = ReturnType<typeof createOutage>

export function createOutage({ now, ticks }: Pick<Background, 'now' | 'ticks'>) {
  let latest = Number.NEGATIVE_INFINITY
  return {
    failed(): void {
      latest = ticks()
    },
    /** Whether there was one since, in seconds since 1970, whatever has been done to the clock. */
    since(at: number): boolean {
      return at <= Math.ceil((now() - (ticks() - latest)) / 1000)
    },
  }
}
