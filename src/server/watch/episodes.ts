/**
 * Episodes: since when a cause has been told, so that its end is told once too, and its return not
 * at once. Shared by all processes; while the store is away each goes by what it knows itself.
 */
import type { Cause } from '../../alarms/causes.ts'
import { type Codec, type Fields, flag, row, whole } from '../../store/codec.ts'
import { type RecordDefinition, records } from '../../store/record.ts'
import { StoreError } from '../../store/store.ts'
import type { Vault } from '../../store/vault.ts'

/** Times are in seconds since 1970. */
type Episode = {
  /** The first is 1. */
  readonly nth: number
  /** When it was told, and last seen, or when its end was told. */
  readonly since: number
  readonly last: number
  readonly over?: true
}

const episode: Codec<Episode> = row<Episode>(' ', {
  nth: whole,
  since: whole,
  last: whole,
  over: flag,
} as Fields<Episode>)

const episodeRecord: RecordDefinition<Episode> = {
  name: 'alarm',
  version: 1,
  codec: episode,
  ttl: 30 * 24 * 3600,
}

/** A cause that returns within this time after its end was told is not told yet. */
const RETURN_S = 3600

export type Episodes = {
  /**
   * A cause holds: the number of its episode, under which it is told once. Undefined if it has been
   * over for too short a time to be told again.
   */
  holds(cause: Cause): Promise<number | undefined>
  /** It was told. */
  told(cause: Cause): Promise<void>
  /**
   * It does not hold: how many milliseconds it lasted, once, if it was told and has not been seen
   * for `quiet` milliseconds.
   */
  ended(cause: Cause, quiet: number): Promise<number | undefined>
}

/** `now` is the wall clock, in milliseconds. */
export function createEpisodes(vault: Vault, now: () => number): Episodes {
  const kept = records(vault, episodeRecord)
  const own = new Map<Cause, Episode>()
  const seconds = () => Math.floor(now() / 1000)

  /** Changes the episode of a cause; gives what was there before, if it was changed. */
  async function change(
    cause: Cause,
    to: (before: Episode | undefined) => Episode | undefined,
  ): Promise<Episode | undefined> {
    const changing = (before: Episode | undefined) => {
      const keep = to(before)
      return { result: { before, after: keep ?? before, changed: keep !== undefined }, keep }
    }
    const { before, after, changed } = await kept
      .update(cause, (found) => changing(found ?? own.get(cause)))
      .then(({ result, kept: how }) => ({ ...result, changed: how === 'written' }))
      .catch((error) => {
        if (!(error instanceof StoreError)) throw error
        return changing(own.get(cause)).result
      })
    if (after) own.set(cause, after)
    return changed ? before : undefined
  }

  return {
    async holds(cause) {
      const at = seconds()
      let nth: number | undefined
      await change(cause, (before) => {
        nth = before?.nth ?? 1
        if (!before?.over) return before && { ...before, last: at }
        nth = at - before.last < RETURN_S ? undefined : before.nth + 1
        return undefined
      })
      return nth
    },
    async told(cause) {
      const at = seconds()
      await change(cause, (before) =>
        before && !before.over ? undefined : { nth: (before?.nth ?? 0) + 1, since: at, last: at },
      )
    },
    async ended(cause, quiet) {
      const at = seconds()
      const before = await change(cause, (found) =>
        found && !found.over && (at - found.last) * 1000 >= quiet
          ? { ...found, last: at, over: true }
          : undefined,
      )
      return before && Math.max(0, (at - before.since) * 1000 - quiet)
    },
  }
}
