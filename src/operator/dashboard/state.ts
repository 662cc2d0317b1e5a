/** The current state of the line, as far as the process that is asked knows it. */
import { describe } from '../../content/fault.ts'
import type { Content } from '../../content/load.ts'
import type { Spoken } from '../../server/routes/operator.ts'
import type { Certificate } from '../doctor/web.ts'

export type StateDeps = {
  store: { health: () => Promise<'up' | 'down'> }
  /** Where conversations are stored. */
  keptIn: 'redis' | 'memory'
  trouble: () => Promise<string | undefined>
  spoken: () => Spoken
  content: () => Content
  publicUrl: string
  watch: Watch
  certificate: (url: string) => Promise<Certificate>
  now: () => number
}

/** What watches the line while nobody looks at this page. */
export type Watch = { selfTestMinutes: number; alarms: boolean; heartbeat: boolean }

export type LineState = {
  store: 'up' | 'down'
  keptIn: 'redis' | 'memory'
  trouble: string | undefined
  spoken: Spoken
  /** The oldest check date of any topic. */
  checkedOn: string
  /** Number of topics and phones whose check is overdue. */
  stale: number
  warnings: readonly string[]
  watch: Watch
  reviews: Content['reviews']
  /** Undefined without https, or if it is not known yet. */
  certificate: Certificate | undefined
}

/** The longest that a page waits for the network. */
const PATIENCE_MS = 1_000
/** How long a certificate check is reused. */
const LOOK_MS = 3_600_000

export function lookAtLine(deps: StateDeps): () => Promise<LineState> {
  const { store, trouble, spoken, content, keptIn, watch } = deps
  const certificate = rememberCertificate(deps)
  return async () => {
    const [health, remedy, known] = await Promise.all([store.health(), trouble(), certificate()])
    const { topics, stale, warnings, reviews } = content()
    return {
      store: health,
      keptIn,
      trouble: remedy,
      spoken: spoken(),
      checkedOn: topics.map(({ checkedOn }) => checkedOn).toSorted()[0] ?? '',
      stale: stale.length,
      warnings: warnings.map(describe),
      reviews,
      watch,
      certificate: known,
    }
  }
}

function rememberCertificate({ publicUrl, certificate, now }: StateDeps) {
  let asked: Promise<Certificate> | undefined
  let at = 0
  return async (): Promise<Certificate | undefined> => {
    if (!publicUrl.startsWith('https:')) return undefined
    if (!asked || now() - at > LOOK_MS) {
      at = now()
      asked = certificate(publicUrl)
    }
    const late = new Promise<undefined>((resolve) => {
      setTimeout(() => resolve(undefined), PATIENCE_MS).unref()
    })
    return Promise.race([asked, late])
  }
}
