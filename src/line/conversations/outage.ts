/** Remembers when the store last failed: what it held at that time may not be the latest. */
import type { Background } from '../background.ts'

export type Outage = ReturnType<typeof createOutage>

export function createOutage({ now, ticks }: Pick<Background, 'now' | 'ticks'>) {
  let latest = Number.NEGATIVE_INFINITY
  return {
    failed(): void {
      latest = ticks()
    },
    /**
     * Whether it has failed since `at` (seconds since 1970), however the clock was set meanwhile.
     */
    since(at: number): boolean {
      return at <= Math.ceil((now() - (ticks() - latest)) / 1000)
    },
  }
}
