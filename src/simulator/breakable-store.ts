/** A store that can be made to hang, and whose encrypted values can be inspected. */
import type { LineStateDeps } from '../line/state.ts'
import { carrySealer } from '../store/carry.ts'
import { createCarryKeys, type KeyClocks } from '../store/carry-keys.ts'
import { type Store, StoreError } from '../store/store.ts'
import { createVault } from '../store/vault.ts'

/** A stored value, and its decrypted text. */
export type StoredValue = {
  key: string
  bytes: number
  /** Seconds until it expires. */
  expires: number
  text: string
}

export type BreakableStore = Store & {
  /** Whether every request fails, as when Redis does not answer. */
  hangs: boolean
  /**
   * The value stored under a name such as `sms +14155550123`; undefined if there is none, or the
   * store hangs. Call it one at a time: wait for each to finish.
   */
  peek(name: string): Promise<StoredValue | undefined>
}

/** What the line's own sealing needs, and its clocks. */
export type Opening = Pick<LineStateDeps, 'sessionSecrets' | 'lineNumber'> & KeyClocks

/** `now`: milliseconds, by the clock that the store itself uses. */
export function breakable(
  store: Store,
  { sessionSecrets, lineNumber, ...clocks }: Opening,
  now: () => number,
): BreakableStore {
  /** When each key expires, in milliseconds. */
  const gone = new Map<string, number>()
  // only the vault knows which key a name gets (`h1:Qd8DX7...`), so its reads are observed
  let key = ''
  const vault = createVault(
    {
      ...store,
      get(asked) {
        key ||= asked
        return store.get(asked)
      },
    },
    sessionSecrets,
  )
  const ring = createCarryKeys(vault, clocks)
  const conversations = vault.sealedBy(carrySealer(ring, lineNumber))
  const unlessHanging = () => {
    if (self.hangs) throw new StoreError('timeout')
  }
  const self: BreakableStore = {
    hangs: false,
    async get(key) {
      unlessHanging()
      return store.get(key)
    },
    async exchange(key, expected, value, ttl, life) {
      unlessHanging()
      const done = await store.exchange(key, expected, value, ttl, life)
      const before = life === 'left' && expected ? gone.get(key) : undefined
      if (done.written) gone.set(key, before ?? now() + ttl * 1000)
      return done
    },
    async delete(key) {
      unlessHanging()
      return store.delete(key)
    },
    health: async () => (self.hangs ? 'down' : store.health()),
    close: () => store.close(),
    async peek(name) {
      if (self.hangs) return undefined
      key = ''
      const { sealed, text } = await conversations.read(name)
      if (!sealed || text === undefined) return undefined
      const expires = Math.max(0, Math.round(((gone.get(key) ?? now()) - now()) / 1000))
      return { key, bytes: sealed.length, expires, text }
    },
  }
  return self
}
