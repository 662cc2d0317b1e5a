/**
 * A substitute for Twilio's REST API in the lab: places calls that nobody answers, refuses, or
 * never responds.
 */
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { ROOT } from '../line.ts'

/** How it responds; a number is an error status. */
export type RestWay = 429 | 500 | 'hangs'

export type RestApi = Awaited<ReturnType<typeof startRestApi>>

/** `environment` makes a process of the line use it instead of Twilio. */
export async function startRestApi(way: RestWay) {
  let asked = 0
  const server = createServer((request, response) => {
    asked += 1
    request.resume()
    if (way === 'hangs') return
    const code = { 429: 20429, 500: 20500 }[way]
    response.writeHead(way, { 'content-type': 'application/json' })
    response.end(JSON.stringify({ code, status: way, message: randomBytes(4).toString('hex') }))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    environment: {
      ACCOUNT_URL: `http://127.0.0.1:${port}`,
      NODE_OPTIONS: `--import ${ROOT}test/account/elsewhere.mjs`,
    },
    asked: () => asked,
    close() {
      server.close()
      server.closeAllConnections()
    },
  }
}
