/**
 * The fault proxy: sits between the line and its Redis, and does to the bytes whatever a network
 * can.
 */
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What happens to Redis's replies; requests always arrive unless noted. */
export type Way =
  | { kind: 'open' }
  /** Each reply is delayed by this many milliseconds, or randomly up to that. */
  | { kind: 'slow'; ms: number; random?: boolean }
  /** Nothing comes back, without an error. */
  | { kind: 'hole' }
  /** One reply in this many is dropped, and the connection reset. */
  | { kind: 'lossy'; oneIn: number }
  /** Everything gets this reply, and nothing reaches Redis. */
  | { kind: 'says'; text: string }

export type FaultProxy = Awaited<ReturnType<typeof startProxy>>

export async function startProxy(port: number) {
  const sockets = new Set<Socket>()
  let way: Way = { kind: 'open' }
  let answers = 0
  const server = createServer((near) => {
    const far = connect(port, '127.0.0.1')
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.setNoDelay(true)
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        near.destroy()
        far.destroy()
      })
    }
    let due = 0
    near.on('data', (chunk) => {
      if (way.kind === 'says') near.write(way.text)
      else far.write(chunk)
    })
    far.on('data', (chunk) => {
      switch (way.kind) {
        case 'hole':
        case 'says':
          return
        case 'lossy':
          if (++answers % way.oneIn === 0) near.resetAndDestroy()
          else near.write(chunk)
          return
        default: {
          const { ms, random } = way.kind === 'slow' ? way : { ms: 0, random: false }
          // in order, however late each is
          due = Math.max(due, performance.now() + (random ? Math.random() * ms : ms))
          const wait = due - performance.now()
          if (wait < 1) near.write(chunk)
          else setTimeout(() => near.writable && near.write(chunk), wait)
        }
      }
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    set(next: Way) {
      way = next
    },
    close() {
      for (const socket of sockets) socket.destroy()
      server.close()
    },
  }
}
