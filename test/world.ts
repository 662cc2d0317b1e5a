/** The world of a transcript: which desks there are, what time it is, and what breaks. */
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serve } from '@hono/node-server'
import { loadContent } from '../src/content/load.ts'
import { buildCache } from '../src/content/read/cache.ts'
import { redisStore } from '../src/store/redis.ts'
import type { VirtualTwilio } from '../src/virtual-twilio/virtual-twilio.ts'
import { content, lineOnTwilio, NAME, ROOT } from './line.ts'
import { type RedisServer, startRedis } from './redis.ts'

export type World = Awaited<ReturnType<typeof createWorld>>

/** Two desks in front of the hotline, as an operator would write them. */
const DESKS = `
oakland:
  name: Oakland desk
  number: 510-555-0101
  type: survivor_help
  source: ourselves
  sourceYear: 2026
  checkedOn: 2026-11-23
  confidence: confirmed
  verifiedByCall: 2026-11-23
  handoff: { how: warm, accept: key, hours: { mon-fri: 09:00-17:00 }, closed: [2026-12-25] }
fresno:
  name: Fresno desk
  number: 559-555-0102
  type: survivor_help
  source: ourselves
  sourceYear: 2026
  checkedOn: 2026-11-23
  confidence: confirmed
  verifiedByCall: 2026-11-23
  handoff: { how: warm, accept: key, hours: { mon-fri: 09:00-17:00 }, languages: [en] }
`

export function contentWithDesks() {
  const root = mkdtempSync(join(tmpdir(), 'desks-'))
  try {
    for (const folder of ['content', 'flows'])
      cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
    const file = join(root, 'content/phones.yaml')
    writeFileSync(file, readFileSync(file, 'utf8') + DESKS)
    return loadContent(root, {
      name: NAME,
      cache: buildCache(ROOT),
      now: Date.parse('2026-11-24'),
    })
  } finally {
    rmSync(root, { recursive: true })
  }
}

/**
 * The line as a transcript wants it: behind the virtual Twilio, over real HTTP, and where the
 * transcript breaks Redis on a real one. Lines of it that begin with * are events of this world.
 */
export async function createWorld(transcript: string) {
  const desks = /^\* there are desks/m.test(transcript)
  const at = /^\* it is (.+)$/m.exec(transcript)?.[1]
  const redis = /^\* Redis/m.test(transcript) ? await startRedis() : undefined
  const store = redis && redisStore(redis.url)
  const own = desks ? contentWithDesks() : content()
  const line = lineOnTwilio(
    { content: own, ...(store ? { store } : {}) },
    at ? Date.parse(`${at.replace(' ', 'T')}:00-08:00`) : undefined,
    (request) => fetch(request.url.replace(line.publicUrl, base()), request),
  )
  const server = serve({ fetch: line.app.fetch, port: 0, hostname: '127.0.0.1' })
  await once(server, 'listening')
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (store) while ((await store.health()) !== 'up') await new Promise((go) => setTimeout(go, 20))
  return {
    ...line,
    content: own,
    happen: (event: string) => happen(event, line.twilio, redis),
    async close() {
      redis?.resume()
      await store?.close()
      await redis?.stop()
      server.close()
    },
  }
}

const rest = { 'REST is down': 500, 'REST hangs': 'timeout', 'REST works': 'ok' } as const

function happen(event: string, twilio: VirtualTwilio, redis: RedisServer | undefined): void {
  if (event in rest) twilio.faults.rest = rest[event as keyof typeof rest]
  else if (event === 'Redis hangs') redis?.pause()
  else if (event === 'Redis works') redis?.resume()
  else if (!/^(it is|there are desks)/.test(event)) throw new Error(`nothing is called ${event}`)
}
