/**
 * Records: the kinds of things that the line keeps. Each says how it is named, in which version it is
 * written and how long it lives; all are changed by the one compare-and-set loop below.
 */
import { type Codec, Unreadable } from './codec.ts'
import { createLatest } from './latest.ts'
import { type Life, StoreError } from './store.ts'
import type { Keys, Slot, Vault } from './vault.ts'

export type RecordDefinition<Value> = {
  /** What it is of: with the id it is the name that the vault hashes. */
  name: string
  /** Of the format that is written. Another format is another version. */
  version: number
  codec: Codec<Value>
  /**
   * Formats that are only read, by version: that of the release before, and that of the next one, so
   * that two releases can run side by side. 0 is what was written before there were versions.
   */
  others?: Readonly<Record<number, Pick<Codec<Value>, 'read'>>>
  /** Seconds that it lives after a change that names no other time. */
  ttl: number
  /** How often a change is tried when others write at the same time. */
  tries?: number
  /** Whether what was last written is kept in the process for a moment: for what is changed again and again. */
  recalls?: true
  /** Which of two values to believe, where each was written under another secret; else the first. */
  newest?: (one: Value, other: Value) => Value
}

/**
 * What a change makes of a value: what to keep (nothing: it stays as it is), for how long, and its result.
 * `life: 'left'`: it ends when what it is written over would have. `everywhere`: what is there under
 * other secrets is written over too.
 */
export type Change<Value, Result> = {
  result: Result
  keep?: Value | undefined
  ttl?: number
  life?: Life
  everywhere?: boolean
}

/** `contended`: others wrote each time, so nothing of this change is kept. */
export type Changed<Result> = { result: Result; kept: 'written' | 'unchanged' | 'contended' }

/** A kind of record, in a store. All may throw StoreError. */
export type Records<Value> = {
  /** How the store knows an id: what may be remembered of it. */
  keysOf(id: string): Keys
  read(id: string): Promise<Value | undefined>
  /**
   * Changes what is there, if nobody else does meanwhile; else `change` is asked again about what is
   * there now. It must be free of effects. `guessed`: the value is what this process last wrote, and may
   * not be there any more.
   */
  update<Result>(
    id: string | Keys,
    change: (value: Value | undefined, guessed: boolean) => Change<Value, Result>,
  ): Promise<Changed<Result>>
}

/** Before the first space stands the version. */
const VERSIONED = /^(\d{1,4}) /

/** The texts of a kind of record. What is in the format of no release that it knows throws StoreError. */
export function textsOf<Value>({
  version,
  codec,
  others = {},
}: Pick<RecordDefinition<Value>, 'version' | 'codec' | 'others'>): Codec<Value> {
  const formats: RecordDefinition<Value>['others'] = { ...others, [version]: codec }
  const prefix = `${version} `
  return {
    write: (value) => prefix + codec.write(value),
    read(text) {
      const [head = '', written = '0'] = VERSIONED.exec(text) ?? []
      const format = formats?.[Number(written)]
      if (!format) throw new StoreError('unreadable')
      try {
        return format.read(text.slice(head.length))
      } catch (error) {
        throw error instanceof Unreadable ? new StoreError('unreadable') : error
      }
    },
  }
}

/**
 * What is there and can not be read, such as the value of a release that is further on, counts as a
 * failure of the store and is never written over.
 */
export function records<Value>(vault: Vault, definition: RecordDefinition<Value>): Records<Value> {
  const { name, ttl, tries = 8, newest = (one) => one, recalls } = definition
  const latest = recalls ? createLatest() : undefined
  const texts = textsOf(definition)

  function open({ text, others }: Slot): Value | undefined {
    if (text === undefined) return undefined
    return others.map(texts.read).reduce(newest, texts.read(text))
  }

  const keysFor = (id: string | Keys) =>
    typeof id === 'string' ? vault.keysOf(`${name} ${id}`) : id

  return {
    keysOf: keysFor,
    async read(id) {
      return open(await vault.read(keysFor(id)))
    },
    async update(id, change) {
      const keys = keysFor(id)
      const guess = latest?.of(keys)
      let slot = guess ?? (await vault.read(keys))
      // a guess that was wrong is no lost race
      for (let tried = guess ? 0 : 1; ; tried++) {
        const { result, keep, ttl: own = ttl, life, everywhere } = change(open(slot), tried === 0)
        if (keep === undefined) {
          if (tried > 0) return { result, kept: 'unchanged' }
          // what writes nothing has to ask all the same: somebody else may have wiped this
          slot = await vault.read(keys)
          continue
        }
        if (tried > tries) return { result, kept: 'contended' }
        const text = texts.write(keep)
        const there = await vault.write(slot, text, own, life, latest)
        if (there) {
          slot = there
          continue
        }
        if (everywhere) await vault.cover(slot, text, own)
        return { result, kept: 'written' }
      }
    },
  }
}
