/** Runs the probes, a few at a time, each with a time limit. */
import { type Finding, type Probe, unseen } from './probe.ts'
import type { Surroundings } from './surroundings.ts'

export type Row = Omit<Probe, 'look'> & Finding

export type Progress = (done: number, all: number, title: string) => void

/** Number of concurrent probes; small, since an account may limit concurrent requests. */
const AT_ONCE = 6

/**
 * `patience` is the time limit per probe in milliseconds. A probe that breaks becomes a row like
 * any other.
 */
export async function examine(
  probes: readonly Probe[],
  at: Surroundings,
  {
    patience = 20_000,
    progress = () => {},
  }: { patience?: number; progress?: Progress | undefined } = {},
): Promise<Row[]> {
  const rows: Row[] = []
  let next = 0
  let done = 0
  const work = async () => {
    for (let turn = next++; turn < probes.length; turn = next++) {
      const probe = probes[turn]
      if (!probe) return
      const { look, ...row } = probe
      rows[turn] = { ...row, ...(await inTime(look(at), patience)) }
      progress(++done, probes.length, probe.title)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  return rows
}

async function inTime(looking: Promise<Finding>, patience: number): Promise<Finding> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Finding>((resolve) => {
    const seconds = Math.round(patience / 100) / 10
    const finding = unseen(`no answer within ${seconds} s`, 'Try again, or with a longer --timeout')
    timer = setTimeout(resolve, patience, finding)
  })
  // an error message may quote an address or number
  const looked = looking.catch(() => unseen('this probe broke', 'Report it, without your settings'))
  return Promise.race([looked, late]).finally(() => clearTimeout(timer))
}
