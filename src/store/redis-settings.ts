/** What a Redis persists and evicts, according to its settings. */
import { Redis } from 'ioredis'
import { readRedisUrl } from './redis-url.ts'

export type RedisSettings = {
  /** Whether it writes to disk. */
  persistent: boolean
  evicts: string
  /** Number of slow commands, including their keys, in its slow log. */
  slowLog: number
}

const PATIENCE_MS = 3_000

/**
 * Connects, asks, and disconnects. Throws if Redis does not answer or does not tell (hosted ones
 * may not), and for Sentinel and Cluster, whose nodes each have their own settings.
 */
export async function redisSettings(url: string): Promise<RedisSettings> {
  const { kind } = readRedisUrl(url)
  if (kind !== 'standalone') throw new Error(`a ${kind} has several`)
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
    maxRetriesPerRequest: 0,
    retryStrategy: () => null,
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const setting = async (name: string) => {
      const answer = await client.config('GET', name)
      return Array.isArray(answer) ? String(answer[1] ?? '') : ''
    }
    return {
      persistent: (await setting('save')) !== '' || (await setting('appendonly')) === 'yes',
      evicts: await setting('maxmemory-policy'),
      slowLog: Number(await setting('slowlog-max-len')),
    }
  } finally {
    client.disconnect()
  }
}
