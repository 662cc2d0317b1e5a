/** The conditions of a simulated line: what can be broken, and which local desks there are. */
import type { Faults } from '../virtual-twilio/types.ts'
import type { Desks } from './desks.ts'

/** The state of what the line depends on, and which local desks exist. */
export type Conditions = {
  redis: 'works' | 'hangs'
  rest: 'works' | 'down' | 'late' | 'hangs'
  network: 'works' | 'slow'
  cookies: 'kept' | 'lost'
  desks: Desks
}

/** Milliseconds that a webhook takes on a slow network, each way. */
const SLOW = { there: 1_500, back: 1_500 }
/** Everything works, and there are no desks. */
export const USUAL: Conditions = {
  redis: 'works',
  rest: 'works',
  network: 'works',
  cookies: 'kept',
  desks: 'none',
}
/** `late`: after the line has stopped waiting, by the simulated clock. */
const REST_FAULTS = {
  works: 'ok',
  down: 500,
  late: { happens: true, ms: 6_000 },
  hangs: 'timeout',
} as const

/** The conditions that affect Twilio. */
export function faultsOf({ rest, network, cookies }: Conditions): Partial<Faults> {
  return {
    rest: REST_FAULTS[rest],
    delay: () => (network === 'slow' ? SLOW : undefined),
    cookies: () => cookies,
  }
}
