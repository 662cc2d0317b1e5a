/** The real program in its own process, started as an operator would. */
import { type IOType, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from './free-port.ts'
import { ROOT } from './line.ts'

/** Required settings for production, with fictitious values. */
export const PRODUCTION = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://line.example.org',
  LINE_NUMBER: '+15105550100',
  TWILIO_ACCOUNT_SID: `AC${'0123456789abcdef'.repeat(2)}`,
  TWILIO_AUTH_TOKEN: 'f00dfeedf00dfeedf00dfeedf00dfeed',
  SESSION_SECRET: 'a session secret of more than 32 characters',
  HOST: '127.0.0.1',
  // waiting for a load balancer has its own tests
  DRAIN_S: '0',
  // leave the project's folder unchanged
  COUNTS_DAYS: '0',
  // requests through PUBLIC_URL have their own tests
  SELF_TEST_MINUTES: '0',
}

type Started = {
  /** Where its output goes instead of `output()`: a file, or a pipe that is treated badly. */
  stdout?: IOType | number
  /** Starts it in its own process group, which can be signalled as a whole. */
  detached?: boolean
  /** The project to start, if not this one. */
  root?: string
}

/** Runs dist/main.js until it exits, for starts that are refused. */
export async function refusedStart(environment: Record<string, string>) {
  const process_ = launch(environment)
  // ends it if it was not refused
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

/** How often readiness is checked, every 50 ms. */
const TRIES = 400

/** Resolves once a process of the line is ready, directly or through a load balancer. */
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
