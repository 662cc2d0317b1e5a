/** The store: opaque values under opaque keys, each with a time to live. Nothing outlives it. */

/**
 * The contract of every store (test/store/conformance.ts). Values are bytes that the store does not
 * interpret; the value last read is the version to write against. Every method may throw
 * `StoreError`.
 */
export type Store = {
  get(key: string): Promise<Buffer | undefined>
  /**
   * Writes `value` atomically if the key still holds what is expected (undefined: nothing).
   * Expecting nothing is how something is claimed. `ttl` is a positive whole number of seconds,
   * counted from this write; with `life: 'left'` a replacement inherits the remaining lifetime.
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

/** A value, its beginning, or nothing. */
export type Expected = Buffer | { readonly begins: Buffer } | undefined

export type Life = 'new' | 'left'

/** `written: false` comes with the current value. */
export type Exchange = { written: true } | { written: false; current: Buffer | undefined }

/** A store failure. Carries only its kind: never a key, value or command. */
export class StoreError extends Error {
  readonly code: string
  constructor(code: string) {
    super(`the store failed: ${code}`)
    this.name = 'StoreError'
    this.code = code
  }
}
