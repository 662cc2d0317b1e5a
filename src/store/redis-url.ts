/** Parses REDIS_URL: a single Redis, one behind sentinels, or a cluster, each in its usual form. */

export type RedisAddress = { readonly host: string; readonly port: number }

type Access = {
  readonly username: string | undefined
  readonly password: string | undefined
  readonly tls: boolean
}

/**
 * `hosts` are the sentinels in the sentinel form; `sentinel` holds the sentinels' own credentials.
 */
export type RedisTarget = Access & {
  readonly hosts: readonly [RedisAddress, ...RedisAddress[]]
} & (
    | { readonly kind: 'standalone'; readonly database: number }
    | {
        readonly kind: 'sentinel'
        readonly database: number
        readonly master: string
        readonly sentinel: Pick<Access, 'username' | 'password'>
      }
    | { readonly kind: 'cluster' }
  )

/**
 * `redis://[user:password@]host[:port][/database]`, `redis+sentinel://…host,host/master[/database]`
 * and `redis+cluster://…host,host`; `rediss` for TLS; `-` is accepted instead of `+`.
 */
const FORM =
  /^(redis|rediss)(?:[+-](sentinel|cluster))?:\/\/(?:([^/?#]*)@)?([^/?#@]*)((?:\/[^?#]*)?)(?:\?([^#]*))?$/
const HOST = /^(?:\[([0-9a-fA-F:.]+)\]|([A-Za-z0-9._-]+))(?::(\d{1,5}))?$/
const PORTS = { standalone: 6379, sentinel: 26379, cluster: 6379 }
/** `sentinelMasterId` is another common way to name the master. */
const QUERY: Readonly<Record<RedisTarget['kind'], readonly string[]>> = {
  // formerly needed for IPv6; both families are tried now
  standalone: ['family'],
  sentinel: ['sentinel_username', 'sentinel_password', 'sentinelMasterId', 'family'],
  cluster: ['family'],
}

/** What is wrong with a Redis URL, to follow its name; contains nothing of the URL. */
export class RedisUrlFault extends Error {}

/** Throws RedisUrlFault. */
export function readRedisUrl(url: string): RedisTarget {
  const [, scheme, suffix, user, hostList = '', path = '', search = ''] = FORM.exec(url) ?? []
  if (scheme === undefined)
    throw new RedisUrlFault(
      'is not an address such as redis://127.0.0.1:6379, redis+sentinel://host,host/mymaster or redis+cluster://host,host. In a password write @ / # ? % as %40 %2F %23 %3F %25',
    )
  const kind = suffix === 'sentinel' || suffix === 'cluster' ? suffix : 'standalone'
  const query = queryOf(kind, search)
  const hosts = hostsOf(hostList, kind)
  const common = { hosts, ...accessOf(user), tls: scheme === 'rediss' }
  const places = path.split('/').slice(1).map(decoded).filter(Boolean)
  switch (kind) {
    case 'standalone':
      return { kind, ...common, database: databaseOf(places) }
    case 'cluster':
      if (places.length > 0)
        throw new RedisUrlFault(
          'ends in a database or a name, and a cluster has neither; end it with the last host',
        )
      return { kind, ...common }
    case 'sentinel': {
      const master = query.get('sentinelMasterId') ?? places.shift()
      if (!master)
        throw new RedisUrlFault(
          'names no master; end it in the name that the sentinels know, such as /mymaster',
        )
      const sentinel = {
        username: query.get('sentinel_username'),
        password: query.get('sentinel_password'),
      }
      return { kind, ...common, master, database: databaseOf(places), sentinel }
    }
  }
}

function hostsOf(list: string, kind: RedisTarget['kind']): RedisTarget['hosts'] {
  const [first, ...others] = list.split(',').map((text) => {
    const [, six, name, port] = HOST.exec(text) ?? []
    const host = six ?? name
    if (host === undefined || Number(port ?? 1) > 65_535)
      throw new RedisUrlFault(
        'has something that is no host and port; write the signs / ? # @ of a password as %2F %3F %23 %40',
      )
    return { host, port: Number(port ?? PORTS[kind]) }
  })
  if (!first) throw new RedisUrlFault('has no host')
  if (kind === 'standalone' && others.length > 0)
    throw new RedisUrlFault(
      'names several hosts; begin it with redis+sentinel:// or redis+cluster://',
    )
  return [first, ...others]
}

function accessOf(user: string | undefined): Pick<Access, 'username' | 'password'> {
  if (!user) return { username: undefined, password: undefined }
  const colon = user.indexOf(':')
  if (colon === -1)
    throw new RedisUrlFault(
      'has a user without a password; a password alone has a colon in front, redis://:password@host',
    )
  return {
    username: decoded(user.slice(0, colon)) || undefined,
    password: decoded(user.slice(colon + 1)) || undefined,
  }
}

function databaseOf(places: readonly string[]): number {
  const [database = '0', ...more] = places
  if (more.length > 0 || !/^\d{1,4}$/.test(database))
    throw new RedisUrlFault('ends in something that is no number of a database, such as /0')
  return Number(database)
}

function queryOf(kind: RedisTarget['kind'], search: string): Map<string, string> {
  const query = new Map(
    search
      .split('&')
      .filter(Boolean)
      .map((pair): [string, string] => {
        const [name = '', ...value] = pair.split('=')
        return [decoded(name), decoded(value.join('='))]
      }),
  )
  for (const name of query.keys())
    if (!QUERY[kind].includes(name))
      throw new RedisUrlFault(
        'has something after its ? that is not known here; only sentinels have sentinel_username and sentinel_password',
      )
  return query
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    throw new RedisUrlFault('has a % that stands for nothing; write the sign % as %25')
  }
}
