/** The receivers of alarms: a webhook and a mail server that record what they get. */
import { once } from 'node:events'
import http from 'node:http'
import net, { type AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** `fails`: the number of requests refused first. */
export async function startWebhook({ fails = 0 } = {}) {
  const got: { method: string; path: string; body: string }[] = []
  let refusals = fails
  const server = http.createServer(async (request, response) => {
    const body = await text(request)
    if (refusals-- > 0) {
      response.writeHead(500).end()
      return
    }
    got.push({ method: request.method ?? '', path: request.url ?? '', body })
    response.writeHead(204).end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    /** The causes of the alarms received, in order; `store over` is the end of one. */
    causes: () =>
      got.map(({ body }) => {
        const { cause, state } = JSON.parse(body) as { cause: string; state: string }
        return state === 'over' ? `${cause} over` : cause
      }),
    stop() {
      server.close()
      server.closeAllConnections()
    },
  }
}

/** The part of SMTP that a mailer needs to deliver a message. */
export async function startMailServer() {
  const got: { to: string; from: string; text: string }[] = []
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket)
    socket.setEncoding('utf8').write('220 test\r\n')
    let mail = { to: '', from: '', text: '' }
    let writing = false
    let rest = ''
    socket.on('data', (chunk: string) => {
      const lines = (rest + chunk).split('\r\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (writing && line !== '.') mail.text += `${line}\n`
        else if (writing) {
          writing = false
          got.push(mail)
          mail = { to: '', from: '', text: '' }
          socket.write('250 taken\r\n')
        } else answer(line)
      }
    })
    function answer(line: string) {
      const [, address = ''] = /<([^>]*)>/.exec(line) ?? []
      if (line.startsWith('MAIL')) mail.from = address
      if (line.startsWith('RCPT')) mail.to = address
      if (line.startsWith('RCPT') && address.startsWith('gone@')) {
        socket.write('550 no such mailbox\r\n')
        return
      }
      writing = line === 'DATA'
      socket.write(writing ? '354 go on\r\n' : line === 'QUIT' ? '221 bye\r\n' : '250 ok\r\n')
    }
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    got,
    stop() {
      server.close()
      for (const socket of sockets) socket.destroy()
    },
  }
}
