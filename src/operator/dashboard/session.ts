/**
 * The operator's session: a cookie that nobody can make without the token, for 12 hours. It stands in no
 * store, so that the page can be looked at while the store is away; only that one was ended does.
 */
import { createHmac, randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { deleteCookie, getSignedCookie, setSignedCookie } from 'hono/cookie'
import { oneOf } from '../../store/codec.ts'
import { type RecordDefinition, records } from '../../store/record.ts'
import type { Store } from '../../store/store.ts'
import { createVault } from '../../store/vault.ts'

const NAME = 'operator'
const LIFE_S = 12 * 3600
/** The browser takes such a cookie from this very host by https alone: no other host can plant one. */
const COOKIE = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
} as const

/** That a session was ended by hand, for as long as its cookie would hold. */
const endedRecord: RecordDefinition<'ended'> = {
  name: 'operator session',
  version: 1,
  codec: oneOf('ended'),
  ttl: LIFE_S,
}

export type SessionDeps = {
  token: string
  store: Store
  sessionSecrets: readonly [string, ...string[]]
  /** Milliseconds since 1970. */
  now: () => number
}

export type OperatorSessions = ReturnType<typeof operatorSessions>

export function operatorSessions({ token, store, sessionSecrets, now }: SessionDeps) {
  // of the token, so that another token ends every session
  const key = createHmac('sha256', token).update('harborline operator session').digest('base64url')
  const ended = records(createVault(store, sessionSecrets), endedRecord)

  async function read(c: Context): Promise<string | undefined> {
    const value = await getSignedCookie(c, key, NAME, COOKIE.prefix)
    if (!value) return undefined
    const [, until = ''] = value.split(' ')
    return Number(until) * 1000 > now() ? value : undefined
  }

  return {
    /** Begins one of its own at each log-in, whatever the browser has sent. */
    async begin(c: Context): Promise<void> {
      const until = Math.floor(now() / 1000) + LIFE_S
      const value = `${randomBytes(16).toString('base64url')} ${until}`
      await setSignedCookie(c, NAME, value, key, { ...COOKIE, maxAge: LIFE_S })
    },
    async isOpen(c: Context): Promise<boolean> {
      const value = await read(c)
      if (value === undefined) return false
      // without the store nobody can know; the cookie is gone from the browser that ended it
      return (await ended.read(value).catch(() => undefined)) === undefined
    },
    async end(c: Context): Promise<void> {
      const value = await read(c)
      deleteCookie(c, NAME, COOKIE)
      if (value === undefined) return
      await ended.update(value, () => ({ result: undefined, keep: 'ended' })).catch(() => {})
    },
  }
}
