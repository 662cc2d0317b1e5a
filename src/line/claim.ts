/** Claims: of several processes, who does what only one of them should, or says what should be said once. */
import { randomBytes } from 'node:crypto'
import { whole, word } from '../store/codec.ts'
import { type RecordDefinition, records } from '../store/record.ts'
import { StoreError } from '../store/store.ts'
import type { Vault } from '../store/vault.ts'

/** How far it was claimed; the store lets it end, so that no clock has a part in it. */
const claimRecord: RecordDefinition<number> = {
  name: 'claim',
  version: 1,
  codec: whole,
  // named anew by every claim
  ttl: 60,
}

/**
 * Whether it is this process's to do, for so many seconds; `level`: what is claimed at a lower one may be
 * claimed again. Without the store each process goes by what it knows itself.
 */
export type Claim = (name: string, seconds: number, level?: number) => Promise<boolean>

/** `ticks`: milliseconds that only go forward. */
export function createClaims(vault: Vault, ticks: () => number): Claim {
  const kept = records(vault, claimRecord)
  const own = new Map<string, { until: number; level: number }>()

  return async function claim(name, seconds, level = 1) {
    const before = own.get(name)
    if (before && before.until > ticks() && before.level >= level) return false
    const mine = await claimed(name, seconds, level)
    if (mine) own.set(name, { until: ticks() + seconds * 1000, level })
    return mine
  }

  async function claimed(name: string, seconds: number, level: number): Promise<boolean> {
    try {
      const { result, kept: how } = await kept.update(name, (taken) =>
        taken !== undefined && taken >= level
          ? { result: false }
          : { result: true, keep: level, ttl: seconds },
      )
      return result && how !== 'contended'
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
      return true
    }
  }
}

/** Who is on duty: a random word that a process calls itself. */
const dutyRecord: RecordDefinition<string> = {
  name: 'duty',
  version: 1,
  codec: word,
  // two rounds of a minute, and a little
  ttl: 130,
}

/**
 * Whether this process is the one on duty; to be asked every minute. Whoever has it keeps it, also while the
 * store is away; where one has ended, another has it two minutes later.
 */
export function createDuty(vault: Vault): () => Promise<boolean> {
  const kept = records(vault, dutyRecord)
  const self = randomBytes(9).toString('hex')
  let mine = true

  return async function onDuty() {
    try {
      const { result, kept: how } = await kept.update('now', (taken) =>
        taken === undefined || taken === self ? { result: true, keep: self } : { result: false },
      )
      mine = result && how !== 'contended'
    } catch (error) {
      if (!(error instanceof StoreError)) throw error
    }
    return mine
  }
}
