/** The in-memory account behind a socket, for programs in their own processes. */
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { formOf } from './client.ts'
import { answer } from './rest.ts'
import type { Asked } from './route.ts'
import type { AccountState } from './state.ts'

type Sent = Pick<Asked, 'method' | 'host' | 'path'>

/** Each path begins with the intended host. `before` handles each request first. */
export async function serveAccount(
  state: AccountState,
  before: (asked: Sent) => Promise<void> | void = () => {},
) {
  const sent: Sent[] = []
  const server = http.createServer(async (request, response) => {
    const { pathname, searchParams: query } = new URL(request.url ?? '/', 'http://127.0.0.1')
    const [, host = '', ...rest] = pathname.split('/')
    const { method = '' } = request
    const path = `/${rest.join('/')}`
    const type = request.headers['content-type'] ?? ''
    const content = await buffer(request)
    const form = type.startsWith('multipart/')
      ? await formOf(await new Response(content, { headers: { 'content-type': type } }).formData())
      : new URLSearchParams(content.toString())
    sent.push({ method, host, path })
    await before({ method, host, path })
    const { status, body } = answer(state, { method, host, path, query, form })
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(status === 204 ? undefined : JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    sent,
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}
