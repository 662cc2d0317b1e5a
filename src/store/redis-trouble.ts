/** Diagnoses Redis: the kind of an error, and a sentence that tells the operator what to do. */
import type { RedisTarget } from './redis-url.ts'

/** The kind of a Redis error. Its message and command contain keys and values and go no further. */
export function codeOf(error: unknown): string {
  const { message = '', code, lastNodeError } = error as RedisErrorLike
  if (lastNodeError) {
    const last = codeOf(lastNodeError)
    return last === 'unavailable' ? 'NONODE' : last
  }
  if (message === 'Command timed out') return 'timeout'
  // after many attempts, at sentinels or nodes, ioredis reports the last one
  const last = / Last error: (?:\w+: )?(.+)$/s.exec(message)?.[1]
  if (last) return codeOf({ message: last })
  // none of them failed, but none named a master
  if (message.startsWith('All sentinels are unreachable')) return 'NOMASTER'
  return code ?? codeIn(message)
}

type RedisErrorLike = { message?: string; code?: string; lastNodeError?: unknown }

/** Errors without a code of their own, recognised by their message. */
const UNNAMED: readonly (readonly [says: RegExp, code: string])[] = [
  [/^ERR unknown command/, 'NOCOMMAND'],
  [/cluster support disabled/, 'NOCLUSTER'],
  [/^ERR No such master/, 'NOMASTER'],
  [/without any password configured/, 'NOPASSWORD'],
]

function codeIn(message: string): string {
  const connecting = /\b(E[A-Z]{4,15})\b(?= |$)/.exec(message)?.[1]
  const named = UNNAMED.find(([says]) => says.test(message))?.[1]
  return named ?? connecting ?? /^[A-Z]{3,20}(?= )/.exec(message)?.[0] ?? 'unavailable'
}

/** Whether it is an error reply from the server. */
export function isReply(error: unknown): boolean {
  return error instanceof Error && error.name === 'ReplyError'
}

/** What is known about a Redis that cannot store turns. */
export type Symptoms = {
  kind: RedisTarget['kind']
  tls: boolean
  /** The kind of the latest error. */
  code: string
  /** As reported by the server: `sentinel`, `cluster` or `standalone`; `master` or `replica`. */
  mode?: string | undefined
  role?: string | undefined
}

/** One sentence with a remedy, containing none of our values. */
export function remedyFor({ kind, tls, code, mode, role }: Symptoms): string {
  if (kind === 'standalone' && (mode === 'sentinel' || mode === 'cluster')) return PLAIN_AT[mode]
  if (kind === 'standalone' && role === 'replica') return AT_REPLICA
  if (tls && isSilence(code)) return `${SILENT}; where it speaks no TLS, write redis://`
  return BY_KIND[kind][code] ?? BY_CODE[code] ?? `Redis keeps nothing: ${code}; see its own log`
}

const isSilence = (code: string) => BY_CODE[code] === SILENT

const PLAIN_AT = {
  sentinel:
    'REDIS_URL points at a sentinel, which keeps nothing; write redis+sentinel://host:26379/ and the name of the master',
  cluster:
    'REDIS_URL points at one node of a cluster, which keeps a part only; write redis+cluster:// in front of the same host',
}

const AT_REPLICA =
  'REDIS_URL points at a replica, which takes no writes; point it at the master, or write redis+sentinel:// and the sentinels, which know it'

const NOT_A_NODE =
  'REDIS_URL says cluster, and what answers is no node of one; write redis:// in front of the same host'

const BY_KIND: Record<RedisTarget['kind'], Readonly<Record<string, string>>> = {
  standalone: {
    MOVED: PLAIN_AT.cluster,
    CLUSTERDOWN: PLAIN_AT.cluster,
    NOCOMMAND: PLAIN_AT.sentinel,
    READONLY: AT_REPLICA,
  },
  sentinel: {
    NOCOMMAND:
      'REDIS_URL says sentinel, and what answers is none; give the hosts and ports of the sentinels, usually 26379',
    NOMASTER:
      'The sentinels know no master of the name that REDIS_URL ends in; see SENTINEL MASTERS',
    NOAUTH:
      'A password is missing: of the master in front of the hosts, of the sentinels as ?sentinel_password=',
    READONLY: 'The master that the sentinels name takes no writes; a failover may be under way',
  },
  cluster: {
    NOCLUSTER: NOT_A_NODE,
    NOCOMMAND: NOT_A_NODE,
    NOSLOTS:
      'The node of REDIS_URL has no slots and no cluster yet; see redis-cli --cluster create',
    NONODE: 'No node of the cluster answers; start it, or correct the hosts of REDIS_URL',
    ECONNREFUSED:
      'A node of the cluster is away and nobody has taken its part over; see CLUSTER NODES',
    READONLY: 'A node of the cluster takes no writes; a failover may be under way',
    CLUSTERDOWN:
      'The cluster is down for a part of its slots; see CLUSTER INFO, and whether each master has a replica',
  },
}

const CERTIFICATE =
  'The certificate of Redis is of an authority that is not known here; give its file in NODE_EXTRA_CA_CERTS'
const NO_TLS =
  'Redis does not speak TLS at this port; write redis:// instead of rediss://, or the other port'
const SILENT =
  'Nothing answers at the address of REDIS_URL in time; look at the network and the firewall'
const NO_HOST = 'The host of REDIS_URL has no address; correct the name'

const BY_CODE: Readonly<Record<string, string>> = {
  ECONNREFUSED:
    'Nothing listens at the address of REDIS_URL; start Redis there, or correct host and port',
  ECONNRESET: 'Redis breaks the connection off; where it speaks TLS only, write rediss://',
  ENOTFOUND: NO_HOST,
  EAI_AGAIN: NO_HOST,
  ETIMEDOUT: SILENT,
  EHOSTUNREACH: SILENT,
  timeout: SILENT,
  NOAUTH: 'Redis wants a password; write redis://user:password@host, or redis://:password@host',
  WRONGPASS: 'Redis refuses the user or the password of REDIS_URL; correct them',
  NOPASSWORD: 'Redis has no password, and REDIS_URL gives one; take it away, or set it there',
  NOPERM:
    "The user of REDIS_URL may not do what a turn needs; docs/operating.md has the line for Redis' ACL",
  OOM: 'Redis is full; give it more maxmemory, and maxmemory-policy volatile-ttl',
  MISCONF: 'Redis takes no writes since it can not save to disk; it need not: set save ""',
  NOREPLICAS:
    'Redis takes no writes while its replicas are away; bring them back, or set min-replicas-to-write 0',
  LOADING: 'Redis is still reading its data; it will be there by itself',
  MASTERDOWN: 'Redis copies a master that is away; bring it back, or let sentinels choose another',
  BUSY: 'Redis is busy with a script of somebody else; see SCRIPT KILL',
  DEPTH_ZERO_SELF_SIGNED_CERT: CERTIFICATE,
  SELF_SIGNED_CERT_IN_CHAIN: CERTIFICATE,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: CERTIFICATE,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: CERTIFICATE,
  CERT_HAS_EXPIRED: 'The certificate of Redis has expired; renew it',
  ERR_TLS_CERT_ALTNAME_INVALID:
    'The certificate of Redis is of another name; write the host as the certificate has it',
  ERR_SSL_WRONG_VERSION_NUMBER: NO_TLS,
  EPROTO: NO_TLS,
}
