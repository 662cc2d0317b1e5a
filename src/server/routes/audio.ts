/**
 * Routes for recordings, each at an address containing its hash, so that it may be cached forever.
 */
import { serveStatic } from '@hono/node-server/serve-static'
import type { Hono } from 'hono'
import { etag } from 'hono/etag'
import type { Recordings } from '../../content/recordings.ts'

/** One year, the longest that caches respect. */
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
    // the file was removed: that must not be cached for a year
    if (!(found instanceof Response)) return new Response(null, { status: 404 })
    found.headers.set('cache-control', FOREVER)
    found.headers.set('etag', `"${file.hash}"`)
    // serveStatic does not know the type of WAV
    found.headers.set('content-type', file.type)
    return found
  })
}
