/**
 * Twilio's REST API as simulated by Prism, which rejects what Twilio's description does not allow.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import RequestClient from 'twilio/lib/base/RequestClient.js'
import { type Description, merged, withRepeatedKeys } from './description.ts'
import { install } from './install.ts'

/** A request as sent, and Prism's response. */
export type SeenRequest = {
  method: string
  path: string
  query: Record<string, string[]>
  form: Record<string, string[]>
  status: number
}

export type Prism = Awaited<ReturnType<typeof startPrism>>

const START_MS = 30_000

/**
 * Starts Prism and waits until it listens; fails if it is unavailable. `all`: every described API,
 * each below its host, since paths of different APIs can be the same.
 */
export async function startPrism({ all = false } = {}) {
  const files = await install()
  const descriptions: Record<string, Description> = JSON.parse(
    await readFile(files.description, 'utf8'),
  )
  const { api_v2010: calls } = descriptions
  if (!calls) throw new Error('there is no description of calls')
  const description = all ? merged(descriptions) : calls
  const folder = await mkdtemp(join(tmpdir(), 'harborline-prism-'))
  const served = join(folder, 'twilio.json')
  await writeFile(served, JSON.stringify(withRepeatedKeys(description)))
  const child = spawn(
    process.execPath,
    [files.prism, 'mock', '--host', '127.0.0.1', '--port', '0', served],
    { env: {}, stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const leaveNothing = () => child.kill('SIGKILL')
  process.on('exit', leaveNothing)
  const requests: SeenRequest[] = []
  let front: http.Server | undefined

  async function stop() {
    front?.close()
    front?.closeAllConnections()
    if (child.exitCode === null && child.signalCode === null) {
      const gone = once(child, 'exit')
      leaveNothing()
      await gone
    }
    process.off('exit', leaveNothing)
    await rm(folder, { recursive: true, force: true })
  }

  try {
    const prism = await listening(child)
    front = recorder(prism, requests).listen(0, '127.0.0.1')
    await once(front, 'listening')
  } catch (error) {
    await stop()
    throw error
  }
  const url = `http://127.0.0.1:${(front.address() as AddressInfo).port}`
  return { url, stop, httpClient: new Elsewhere(url, all), requests, description }
}

/** The SDK's own client, redirecting requests for Twilio. */
class Elsewhere extends RequestClient {
  readonly #origin: string
  readonly #byHost: boolean

  constructor(origin: string, byHost: boolean) {
    super()
    this.#origin = origin
    this.#byHost = byHost
  }

  override request<Data>(options: RequestClient.RequestOptions<Data>) {
    const { host, pathname, search } = new URL(options.uri)
    const below = this.#byHost ? `/${host}` : ''
    return super.request({ ...options, uri: this.#origin + below + pathname + search })
  }
}

/** A proxy in front of Prism that records what was really sent. */
function recorder(prism: string, requests: SeenRequest[]): http.Server {
  return http.createServer(async (request, response) => {
    const { method = '', url = '' } = request
    const body = await text(request)
    const headers = new Headers()
    for (const name of ['authorization', 'content-type', 'accept']) {
      const value = request.headers[name]
      if (typeof value === 'string') headers.set(name, value)
    }
    const answer = await fetch(prism + url, { method, headers, ...(body ? { body } : {}) }).catch(
      () => new Response('Prism is gone', { status: 502 }),
    )
    const { pathname: path, searchParams } = new URL(url, prism)
    const { status } = answer
    const form = lists(new URLSearchParams(body))
    requests.push({ method, path, query: lists(searchParams), form, status })
    const type = answer.headers.get('content-type')
    response.writeHead(status, type ? { 'content-type': type } : {}).end(await answer.text())
  })
}

function lists(params: URLSearchParams): Record<string, string[]> {
  return Object.fromEntries([...new Set(params.keys())].map((name) => [name, params.getAll(name)]))
}

/** The address that it reports once it listens. */
function listening(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = ''
    const fail = (why: string) => reject(new Error(`Prism ${why}:\n${output.slice(-2000)}`))
    const timer = setTimeout(fail, START_MS, `did not listen within ${START_MS} ms`)
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (chunk: string) => {
        // it also prints every route and request, so only the last output matters
        output = (output + chunk).slice(-10_000)
        const url = /listening on (http:\S+)\s/.exec(output)?.[1]
        if (!url) return
        clearTimeout(timer)
        resolve(url)
      })
    child.once('error', ({ message }) => fail(`did not start (${message})`))
    child.once('exit', (code, signal) => {
      clearTimeout(timer)
      fail(`ended with ${code ?? signal}`)
    })
  })
}
