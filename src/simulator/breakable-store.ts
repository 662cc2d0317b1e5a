/** A store that can be made to hang, and whose sealed values can be opened and looked at. */
import { type Store, StoreError } from '../store/store.ts'
import { createVault } from '../store/vault.ts'

/** A value as the store has it, and as the vault opens it. */
export type Kept = {
  key: string
  bytes: number
  /** Seconds that it lives on. */
  expires: number
  text: string
}

export type BreakableStore = Store & {
  /** Whether every request fails, as with a Redis that does not answer. */
  hangs: boolean
  /**
   * What is kept under a name such as `sms +14155550123`; undefined when nothing is, or the store
   * hangs. One at a time: a second call has to wait for the first.
   */
  peek(name: string): Promise<Kept | undefined>
}

/** `now` in milliseconds, by the clock that the store itself goes by. */
export function breakable(
  store: Store,
  secrets: readonly [string, ...string[]],
  now: () => number,
): BreakableStore {
  /** When each key is gone, in milliseconds. */
  const gone = new Map<string, number>()
  // only a vault knows which key a name has (`h1:Qd8DX7...`), so it is watched while it reads
  let key = ''
  const vault = createVault(
    {
      ...store,
      get(asked) {
        key ||= asked
        return store.get(asked)
      },
    },
    secrets,
  )
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
      const { sealed, text } = await vault.read(name)
      if (!sealed || text === undefined) return undefined
      const expires = Math.max(0, Math.round(((gone.get(key) ?? now()) - now()) / 1000))
      return { key, bytes: sealed.length, expires, text }
    },
  }
  return self
}
