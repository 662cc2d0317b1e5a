/** A webhook of the virtual Twilio over a real socket. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { CALLER, lineWith } from './line.ts'

test('a webhook goes over HTTP just as well', async () => {
  const got: [url: string, length: string | undefined, body: string][] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    got.push([request.url ?? '', request.headers['content-length'], body])
    response
      .writeHead(200, { 'content-type': 'text/xml' })
      .end('<Response><Message>over HTTP</Message></Response>')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const { virtual } = lineWith({}, { deliver: fetch, publicUrl: `http://127.0.0.1:${port}` })
  expect(await virtual.text(CALLER, '¿Sí?')).toEqual(['over HTTP'])
  server.close()
  const [[url, length, body] = ['', '', '']] = got
  expect([url, length]).toEqual(['/sms', String(body.length)])
  expect(new URLSearchParams(body).get('Body')).toBe('¿Sí?')
})
