/**
 * The operator's session: a signed cookie, valid for 12 hours, that cannot be forged without the
 * token. Sessions are not stored, so that the dashboard works while the store is down; only logouts
 * are.
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
/**
 * With the __Host- prefix, browsers accept the cookie only from this host over https: no other host
 * can plant one.
 */
const COOKIE = {
  prefix: 'host',
  path: '/',
  secure: true,
  httpOnly: true,
  sameSite: 'Strict',
} as const

/** Records that a session was logged out, for as long as its cookie is valid. */
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
  /** Wall clock, in milliseconds since 1970. */
  now: () => number
}

export type OperatorSessions = ReturnType<typeof operatorSessions>

export function operatorSessions({ token, store, sessionSecrets, now }: SessionDeps) {
  // derived from the token, so that changing it ends every session
  const key = createHmac('sha256', token).update('harborline operator session').digest('base64url')
  const ended = records(createVault(store, sessionSecrets), endedRecord)

  async function read(c: Context): Promise<string | undefined> {
    const value = await getSignedCookie(c, key, NAME, COOKIE.prefix)
    if (!value) return undefined
    const [, until = ''] = value.split(' ')
    return Number(until) * 1000 > now() ? value : undefined
  }

  return {
    /** Starts a new session at each login, whatever cookie the browser sent. */
    async begin(c: Context): Promise<void> {
      const until = Math.floor(now() / 1000) + LIFE_S
      const value = `${randomBytes(16).toString('base64url')} ${until}`
      await setSignedCookie(c, NAME, value, key, { ...COOKIE, maxAge: LIFE_S })
    },
    async isOpen(c: Context): Promise<boolean> {
      const value = await read(c)
      if (value === undefined) return false
      // without the store a logout cannot be checked; the browser that logged out has dropped its
      // cookie
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
