/** A store that can be switched off, and that tells what lies in it without understanding it. */
import { type Store, StoreError } from '../store/store.ts'
import { createVault } from '../store/vault.ts'

/** A value as the store has it, and as the vault reads it. */
export type Kept = { key: string; bytes: number; expires: number; text: string }

export type BreakableStore = Store & {
  off: boolean
  /** What is kept under a name, one question at a time; undefined when nothing is, or the store is off. */
  peek(name: string): Promise<Kept | undefined>
}

/** `now` in milliseconds, by the clock that the store itself goes by. */
export function breakable(
  store: Store,
  secrets: readonly [string, ...string[]],
  now: () => number,
): BreakableStore {
  const expiries = new Map<string, number>()
  let asked = ''
  const vault = createVault(
    {
      ...store,
      get(key) {
        asked ||= key
        return store.get(key)
      },
    },
    secrets,
  )
  const alive = () => {
    if (self.off) throw new StoreError('switched off')
  }
  const self: BreakableStore = {
    off: false,
    async get(key) {
      alive()
      return store.get(key)
    },
    async exchange(key, expected, value, ttl, life) {
      alive()
      const done = await store.exchange(key, expected, value, ttl, life)
      const before = life === 'left' && expected ? expiries.get(key) : undefined
      if (done.written) expiries.set(key, before ?? now() + ttl * 1000)
      return done
    },
    async delete(key) {
      alive()
      return store.delete(key)
    },
    health: async () => (self.off ? 'down' : store.health()),
    close: () => store.close(),
    async peek(name) {
      if (self.off) return undefined
      asked = ''
      const { sealed, text } = await vault.read(name)
      if (!sealed || text === undefined) return undefined
      const expires = Math.max(0, Math.round(((expiries.get(asked) ?? now()) - now()) / 1000))
      return { key: asked, bytes: sealed.length, expires, text }
    },
  }
  return self
}
