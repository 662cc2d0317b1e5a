/** Recordings: each under an address with the hash of what is heard, so that it may be kept for ever. */
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Recordings } from '../../content/recordings.ts'

/** A year, the longest that caches heed. */
const FOREVER = 'public, max-age=31536000, immutable'

export function addAudioRoutes(app: Hono, { playable }: Recordings): void {
  const files = new Map(
    Array.from(playable.values()).flatMap(({ address, file }) => (file ? [[address, file]] : [])),
  )
  if (files.size === 0) return
  const fromDisk = serveStatic({
    root: '/',
    rewriteRequestPath: (path) => files.get(path)?.path ?? '',
  })
  app.on(['GET', 'HEAD'], '/audio/*', etag(), async (c, next) => {
    const file = files.get(c.req.path)
    if (!file) return c.notFound()
    const found = await fromDisk(c, next)
    // somebody has taken it away: that is not to be kept for a year
    if (!(found instanceof Response)) return new Response(null, { status: 404 })
    found.headers.set('cache-control', FOREVER)
    found.headers.set('etag', `"${file.hash}"`)
    // by the name of its file a WAV has no type
    found.headers.set('content-type', file.type)
    return found
  })
}
