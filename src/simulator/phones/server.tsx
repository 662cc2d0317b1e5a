/**
 * Two phones in the browser, next to the webhooks of a line without a Twilio account: a virtual
 * Twilio is behind them. For the person at this machine, and those given a link. Never loaded in
 * production.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Hono } from 'hono'
import { compress } from 'hono/compress'
import { streamSSE } from 'hono/streaming'
import { type Diagram, diagramOf } from '../../diagram/diagram.ts'
import { readDrills } from '../drill/files.ts'
import type { SimulatedLineDeps } from '../simulated-line.ts'
import { ActionError } from './actions.ts'
import { fence } from './fence.ts'
import { createHub, type Hub } from './hub.ts'
import type { Links } from './links.tsx'
import { Page } from './page.tsx'

const TYPES = { css: 'text/css; charset=utf-8', mjs: 'text/javascript; charset=utf-8' } as const
const FILES = ['phones.css', 'main.mjs', 'dom.mjs', 'calls.mjs', 'backstage.mjs', 'sound.mjs']
/** Large enough for a text and its wrapping. */
const MOST_BYTES = 8_192
/** How often an idle connection checks whether the process is about to end, in milliseconds. */
const PULSE_MS = 1_000
/** How soon the browser reconnects after a restart, in milliseconds. */
const RETRY_MS = 500

/**
 * The line and its page as one app. `root` contains public/, served to the browser, and drills/.
 * With `links`, only browsers let in by one of them see the page.
 */
export function phonesInTheBrowser(deps: SimulatedLineDeps, root: string, links?: Links) {
  const hub = createHub(deps, readDrills(join(root, 'drills')))
  const page = pageOf(hub, join(root, 'public'), deps.stopping ?? (() => false), links)
  return {
    fetch(request: Request, env?: object): Response | Promise<Response> {
      const { pathname } = new URL(request.url)
      const ours = pathname === '/' || pathname.startsWith('/phones/')
      return ours ? page.fetch(request, env) : hub.fetch(request, env)
    },
  }
}

function pageOf(hub: Hub, folder: string, stopping: () => boolean, links?: Links): Hono {
  const app = new Hono()
  const start = randomUUID()
  if (links) app.route('/phones/link', links.app)
  app.use(fence(links))

  let diagrams: readonly Diagram[] | undefined
  app.get('/', compress(), (c) => {
    const { content, ...shown } = hub.shown
    // computed only on demand: it explores every possible conversation
    diagrams ??= (['text', 'voice'] as const).map((medium) =>
      diagramOf(content, medium, content.flows[medium].languages[0]),
    )
    return c.html(<Page {...shown} diagrams={diagrams} />)
  })

  for (const file of FILES) {
    const body = readFileSync(join(folder, file), 'utf8')
    const type = TYPES[file.endsWith('.css') ? 'css' : 'mjs']
    app.get(`/phones/${file}`, compress(), (c) => c.body(body, 200, { 'content-type': type }))
  }

  app.get('/phones/events', (c) =>
    streamSSE(c, async (stream) => {
      let wake = () => {}
      const changes: object[] = []
      const stop = hub.watch((change) => {
        changes.push(change)
        wake()
      })
      stream.onAbort(() => wake())
      await stream.writeSSE({ event: 'start', data: start, retry: RETRY_MS })
      changes.push(await hub.view())
      while (!stream.aborted && !stopping()) {
        for (const change of changes.splice(0))
          await stream.writeSSE({ data: JSON.stringify(change) })
        if (changes.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve
            setTimeout(resolve, PULSE_MS).unref()
          })
      }
      stop()
    }),
  )

  app.post('/phones/do', async (c) => {
    const text = await c.req.text()
    const { action, value } = text.length > MOST_BYTES ? {} : asked(text)
    if (!action) return c.text('say what to do', 400)
    try {
      await hub.do(action, value ?? '')
      return c.body(null, 204)
    } catch (error) {
      if (!(error instanceof ActionError)) throw error
      return c.text(error.message, 409)
    }
  })
  return app
}

function asked(text: string): { action?: string; value?: string } {
  try {
    const { action, value }: Record<string, unknown> = JSON.parse(text)
    if (typeof action !== 'string') return {}
    return { action, value: typeof value === 'string' ? value : '' }
  } catch {
    return {}
  }
}
