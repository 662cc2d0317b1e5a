/**
 * Records: the kinds of things that the line keeps. Each says how it is named, in which version it is
 * written and how long it lives; all are changed by the one compare-and-set loop below.
 */
import { type Codec, Unreadable } from './codec.ts'
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

/** `contended`: others wrote each time, so nothing of this change is kept. `text`: what was written. */
export type Changed<Result> = {
  result: Result
  kept: 'written' | 'unchanged' | 'contended'
  text?: string
}

/** A value, and the text that it was read from. */
export type Known<Value> = { readonly text: string; readonly value: Value }

/**
 * What is known before anything is read. `known`: a value that may be there, which then is not read anew.
 * `suppose`: the change of just that, or of nothing where none is known. It is written at once where it keeps
 * something, and nothing is read unless the store holds something else.
 */
export type AtHand<Value, Result> = {
  known?: Known<Value> | undefined
  suppose?: (() => Change<Value, Result>) | false | undefined
}

/** A kind of record, in a store. All may throw StoreError. */
export type Records<Value> = {
  /** How the store knows an id: what may be remembered of it. */
  keysOf(id: string): Keys
  read(id: string): Promise<Value | undefined>
  /**
   * Changes what is there, if nobody else does meanwhile; else `change` is asked again about what is
   * there now. It must be free of effects.
   */
  update<Result>(
    id: string | Keys,
    change: (value: Value | undefined) => Change<Value, Result>,
    atHand?: AtHand<Value, Result>,
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
  const { name, ttl, tries = 8, newest = (one) => one } = definition
  const texts = textsOf(definition)

  function open({ text, others }: Slot, known?: Known<Value>): Value | undefined {
    if (text === undefined) return undefined
    const read = (each: string) => (each === known?.text ? known.value : texts.read(each))
    return others.map(read).reduce(newest, read(text))
  }

  const named = (id: string | Keys): Keys =>
    typeof id === 'string' ? vault.keysOf(`${name} ${id}`) : id

  /** Writes what a change keeps over a slot. `there`: what others have written meanwhile. */
  async function writeOver<Result>(
    slot: Slot,
    { result, keep, ttl: own = ttl, life, everywhere }: Change<Value, Result> & { keep: Value },
  ): Promise<{ done: Changed<Result> } | { there: Slot }> {
    const text = texts.write(keep)
    const there = await vault.write(slot, text, own, life)
    if (there) return { there }
    if (everywhere) await vault.cover(slot, text, own)
    return { done: { result, kept: 'written', text } }
  }

  /** Nothing where that can not be, or keeps nothing. */
  async function trySupposed<Result>(
    keys: Keys,
    { keep, ...changed }: Change<Value, Result>,
    known: Known<Value> | undefined,
  ) {
    if (keep === undefined) return undefined
    const slot = vault.supposed(keys, known?.text)
    return slot && writeOver(slot, { ...changed, keep })
  }

  return {
    keysOf: named,
    async read(id) {
      return open(await vault.read(named(id)))
    },
    async update(id, change, { known, suppose } = {}) {
      const keys = named(id)
      const first = suppose && (await trySupposed(keys, suppose(), known))
      if (first && 'done' in first) return first.done
      let slot = first ? first.there : await vault.read(keys)
      for (let tried = 1; ; tried++) {
        const changed = change(open(slot, known))
        const { result, keep } = changed
        if (keep === undefined) return { result, kept: 'unchanged' }
        if (tried > tries) return { result, kept: 'contended' }
        const how = await writeOver(slot, { ...changed, keep })
        if ('done' in how) return how.done
        slot = how.there
      }
    },
  }
}
