/**
 * Records: the kinds of things that the line stores. Each defines its name, format version and
 * lifetime; all are changed by the one compare-and-set loop below.
 */
import { type Codec, Unreadable } from './codec.ts'
import { type Life, StoreError } from './store.ts'
import type { Keys, Slot, Vault } from './vault.ts'

export type RecordDefinition<Value> = {
  /** The kind of record; together with the id it is the name that the vault hashes. */
  name: string
  /** The version of the format written; every change of format needs a new one. */
  version: number
  codec: Codec<Value>
  /**
   * Formats that are only read, by version: the previous release's and the next one's, so that two
   * releases can run side by side. 0 is the format from before there were versions.
   */
  others?: Readonly<Record<number, Pick<Codec<Value>, 'read'>>>
  /** Lifetime in seconds, unless a change specifies another. */
  ttl: number
  /** How often to retry a change when others write at the same time. */
  tries?: number
  /** Chooses between values written under different secrets; by default the first. */
  newest?: (one: Value, other: Value) => Value
}

/**
 * The outcome of a change: the value to store (`keep` undefined: unchanged), for how long, and a
 * result. `life: 'left'` keeps the remaining lifetime of the value replaced. `everywhere` also
 * overwrites values under other secrets.
 */
export type Change<Value, Result> = {
  result: Result
  keep?: Value | undefined
  ttl?: number
  life?: Life
  everywhere?: boolean
}

/** `contended`: lost every race, so nothing was stored. `sealed` is what was written. */
export type Changed<Result> = {
  result: Result
  kept: 'written' | 'unchanged' | 'contended'
  sealed?: Buffer
}

/** A value with the text that it was parsed from, and that as it may be stored. */
export type Known<Value> = {
  readonly text: string
  readonly value: Value
  readonly sealed: Buffer
}

/**
 * What is known before reading. `known` is a value that may be stored, to avoid parsing it again.
 * `suppose` is the change based on it (or on nothing); if it stores something, it is written at
 * once, and the store is read only if it turns out to hold something else.
 */
export type PriorKnowledge<Value, Result> = {
  known?: Known<Value> | undefined
  suppose?: (() => Change<Value, Result>) | false | undefined
}

/** The stored records of one kind. Every method may throw StoreError. */
export type Records<Value> = {
  /** The store keys of an id, which may be remembered in its place. */
  keysOf(id: string): Keys
  read(id: string): Promise<Value | undefined>
  /**
   * Changes a record atomically; if another writer interferes, `change` is called again with the
   * new value. It must be free of side effects.
   */
  update<Result>(
    id: string | Keys,
    change: (value: Value | undefined) => Change<Value, Result>,
    atHand?: PriorKnowledge<Value, Result>,
  ): Promise<Changed<Result>>
}

/** The version, before the first space. */
const VERSIONED = /^(\d{1,4}) /

/** The versioned codec of a kind of record. An unknown format throws StoreError. */
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
 * A stored value that cannot be read, such as one of a newer release, counts as a store failure and
 * is never overwritten.
 */
export function records<Value>(vault: Vault, definition: RecordDefinition<Value>): Records<Value> {
  const { name, ttl, tries = 8, newest = (one) => one } = definition
  const texts = textsOf(definition)

  function open({ text, others }: Slot, known?: Known<Value>): Value | undefined {
    if (text === undefined) return undefined
    const read = (each: string) => (each === known?.text ? known.value : texts.read(each))
    return others.map(read).reduce(newest, read(text))
  }

  const named = (id: string | Keys): Keys =>
    typeof id === 'string' ? vault.keysOf(`${name} ${id}`) : id

  /** A change to try without reading; undefined if that is impossible, or it stores nothing. */
  function guessed<Result>(
    keys: Keys,
    changed: Change<Value, Result>,
    known: Known<Value> | undefined,
  ) {
    const slot = changed.keep === undefined ? undefined : vault.supposed(keys, known?.sealed)
    return slot && { slot, changed }
  }

  return {
    keysOf: named,
    async read(id) {
      return open(await vault.read(named(id)))
    },
    async update(id, change, { known, suppose } = {}) {
      const keys = named(id)
      const guess = suppose ? guessed(keys, suppose(), known) : undefined
      let slot = guess?.slot ?? (await vault.read(keys))
      let changed = guess?.changed ?? change(open(slot, known))
      for (let tried = guess ? 0 : 1; ; tried++) {
        const { result, keep, ttl: own = ttl, life, everywhere } = changed
        if (keep === undefined) return { result, kept: 'unchanged' }
        if (tried > tries) return { result, kept: 'contended' }
        const text = texts.write(keep)
        const sealed = vault.seal(slot, text)
        const there = await vault.write(slot, sealed, own, life)
        if (!there) {
          if (everywhere) await vault.cover(slot, text, own)
          return { result, kept: 'written', sealed }
        }
        slot = there
        changed = change(open(slot, known))
      }
    },
  }
}
