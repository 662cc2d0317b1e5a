/** The store: opaque values under opaque keys, each with a time to live. Nothing outlives it. */

/**
 * What every store does alike (test/store/conformance.ts). Values are bytes that the store does not
 * understand; the value last read is the version to write against. All may throw `StoreError`.
 */
export type Store = {
  get(key: string): Promise<Buffer | undefined>
  /**
   * Writes `value` if the key still holds what is expected (undefined: nothing), atomically. Expecting
   * nothing is how something is claimed. `ttl` is a whole number of seconds above 0, counted from
   * this write; with `life: 'left'` a value that is written over another has what that had left.
   */
  exchange(
    key: string,
    expected: Expected,
    value: Buffer,
    ttl: number,
    life?: Life,
  ): Promise<Exchange>
  delete(key: string): Promise<void>
  health(): Promise<'up' | 'down'>
  close(): Promise<void>
}

/** A value, how one begins, or nothing. */
export type Expected = Buffer | { readonly begins: Buffer } | undefined

export type Life = 'new' | 'left'

/** `written: false` comes with what is there instead. */
export type Exchange = { written: true } | { written: false; current: Buffer | undefined }

/** A store that did not answer as it should. Carries a kind only: never a key, a value or a command. */
export class StoreError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the store failed: ${code}`)
    this.name = 'StoreError'
    this.code = code
  }
}
