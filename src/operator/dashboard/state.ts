/** How the line is at this moment, as far as the process that is asked knows it. */
import { describe } from '../../content/fault.ts'
import type { Content } from '../../content/load.ts'
import type { Spoken } from '../../server/routes/operator.ts'
import type { Certificate } from '../doctor/web.ts'

export type StateDeps = {
  store: { health: () => Promise<'up' | 'down'> }
  /** Where conversations are kept. */
  keptIn: 'redis' | 'memory'
  trouble: () => Promise<string | undefined>
  spoken: () => Spoken
  content: () => Content
  publicUrl: string
  watch: Watch
  certificate: (url: string) => Promise<Certificate>
  now: () => number
}

/** Who looks after the line while nobody looks at this page. */
export type Watch = { selfTestMinutes: number; alarms: boolean; heartbeat: boolean }

export type LineState = {
  store: 'up' | 'down'
  keptIn: 'redis' | 'memory'
  trouble: string | undefined
  spoken: Spoken
  /** The day on which the topic was checked that was not for the longest time. */
  checkedOn: string
  /** So many topics and phones were not checked for too long. */
  stale: number
  warnings: readonly string[]
  watch: Watch
  reviews: Content['reviews']
  /** Nothing where it is not https, or is not known yet. */
  certificate: Certificate | undefined
}

/** A page does not wait longer for the network. */
const PATIENCE_MS = 1_000
/** A certificate is looked at so often. */
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
