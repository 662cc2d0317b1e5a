/** The real program in a process of its own, as an operator starts it. */
import { type IOType, spawn } from 'node:child_process'
import { once } from 'node:events'
import net from 'node:net'
import { ROOT } from './line.ts'

/** What production needs, with values that belong to nobody. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://line.example.org',
  LINE_NUMBER: '+15105550100',
  TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  TWILIO_AUTH_TOKEN: 'f00dfeedf00dfeedf00dfeedf00dfeed',
  SESSION_SECRET: 'a session secret of more than 32 characters',
  HOST: '127.0.0.1',
  // what waits for a balancer is tested where it is the subject
  DRAIN_S: '0',
  // the folder of the project stays as it is
  COUNTS_DAYS: '0',
  // what goes through PUBLIC_URL is tested where it is the subject
  SELF_TEST_MINUTES: '0',
}

type Started = {
  /** Where its output goes, if not to `output()`: a file, or a pipe that is treated badly. */
  stdout?: IOType | number
  /** In a group of processes of its own, which can be told something as a whole. */
  detached?: boolean
  /** Where the project lies that is started, if it is not this one. */
  root?: string
}

export async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as net.AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

/** Runs dist/main.js to its end, for starts that are refused. */
export async function refusedStart(environment: Record<string, string>) {
  const process_ = launch(environment)
  // one that was not refused ends here all the same
  const late = setTimeout(() => process_.child.kill('SIGKILL'), 25_000)
  const [code] = await once(process_.child, 'exit')
  clearTimeout(late)
  return { code: code as number, output: process_.output() }
}

/** Starts dist/main.js and waits until it listens. */
export async function startServer(environment: Record<string, string> = {}, started: Started = {}) {
  const port = environment.PORT ? Number(environment.PORT) : await freePort()
  const process_ = launch({ ...environment, PORT: String(port) }, started)
  const { child, output } = process_
  for (let tries = 0; ; tries++) {
    if (await answers(port)) break
    if (child.exitCode !== null || tries > 400) {
      child.kill('SIGKILL')
      throw new Error(`no start:\n${output()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    output,
    child,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode
      child.kill('SIGTERM')
      const [code] = await once(child, 'exit')
      return code as number | null
    },
  }
}

/** Times that it is asked, a twentieth of a second apart. */
const TRIES = 400

/** Resolves once a process of the line says that it is ready, there or through a balancer. */
export async function untilReady(url: string): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('no process of the line gets ready')
}

function launch(environment: Record<string, string>, started: Started = {}) {
  const { PATH = '', ENV_FILE = '/dev/null' } = process.env
  const { stdout = 'pipe', detached = false, root = ROOT } = started
  const child = spawn(process.execPath, ['dist/main.js'], {
    cwd: root,
    env: { PATH, ENV_FILE, ...environment },
    stdio: ['ignore', stdout, 'pipe'],
    detached,
  })
  const leaveNothing = () => child.kill('SIGKILL')
  process.on('exit', leaveNothing)
  child.once('exit', () => process.off('exit', leaveNothing))
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text
    })
  return { child, output: () => output }
}

async function answers(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/healthz`).then(
    (response) => response.ok,
    () => false,
  )
}
