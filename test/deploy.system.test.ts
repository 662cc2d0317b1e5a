/** The recipes of deploy/: taken by the programs that are to run them, and right in what matters to people. */
import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { parse } from 'yaml'
import { settings } from '../src/settings.ts'
import { redisSettings } from '../src/store/redis-settings.ts'
import { ROOT } from './line.ts'
import { startRedis } from './redis.ts'

const folder = mkdtempSync(join(tmpdir(), 'deploy-'))
afterAll(() => rmSync(folder, { recursive: true }))
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8')
/** Gives what it says; a program that is not there fails the test. */
function run(program: string, args: readonly string[], env: Record<string, string> = {}) {
  const { PATH = '' } = process.env
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd: folder,
    env: { PATH, HOME: folder, ...env },
    encoding: 'utf8',
  })
  if (error) throw error
  return { status, output: stdout + stderr, stdout }
}

test('Caddy takes its file, adds nothing to path and query, and writes no access log', () => {
  const file = join(ROOT, 'deploy/Caddyfile')
  const env = { LINE_HOST: 'line.example.org', ACME_EMAIL: 'ops@example.org' }
  const { status, output } = run(
    'caddy',
    ['validate', '--adapter', 'caddyfile', '--config', file],
    env,
  )
  expect(output).toContain('Valid configuration')
  expect(status).toBe(0)
  const adapted = run('caddy', ['adapt', '--adapter', 'caddyfile', '--config', file], env)
  const { apps, logging } = JSON.parse(adapted.stdout)
  expect(logging).toBeUndefined()
  for (const server of Object.values<Record<string, unknown>>(apps.http.servers))
    expect(server.logs).toBeUndefined()
  expect(adapted.stdout).not.toMatch(/"rewrite"|strip_path/)
  expect(adapted.stdout).toContain('"dial":"127.0.0.1:3000"')
})

test('systemd takes the unit, which ends later than the line does', () => {
  const unit = read('deploy/harborline.service').replace('/usr/bin/node', process.execPath)
  writeFileSync(join(folder, 'harborline.service'), unit)
  const { status, output } = run('systemd-analyze', ['verify', '--man=no', './harborline.service'])
  // it also reads the units of this machine, which are not ours
  expect(output.split('\n').filter((line) => line.includes('harborline'))).toEqual([])
  expect(status).toBe(0)
  expect(Number(/TimeoutStopSec=(\d+)/.exec(unit)?.[1])).toBeGreaterThan(3 + 5 + 2)
  for (const rule of ['NoNewPrivileges=yes', 'ProtectSystem=strict', 'LimitCORE=0', 'UMask=0077'])
    expect(unit).toContain(rule)
})

test('whatever the Dockerfile copies is let into the build, and not left out by .dockerignore', () => {
  const ignored = read('.dockerignore').trim().split('\n')
  expect(ignored[0], 'nothing goes in but what is named').toBe('*')
  const copied = Array.from(
    read('Dockerfile').matchAll(/^COPY (?!--from)(.+) \S+$/gm),
    ([, names]) => (names ?? '').split(' '),
  ).flat()
  expect(copied).toContain('drills')
  for (const name of copied) {
    expect(ignored).toContain(`!${name}`)
    expect(existsSync(join(ROOT, name)), name).toBe(true)
  }
})

type Service = {
  env_file?: string[]
  environment?: Record<string, string>
  volumes?: string[]
  [key: string]: unknown
}

function composed(): Record<string, Service> {
  cpSync(join(ROOT, 'deploy'), join(folder, 'deploy'), { recursive: true })
  const env = 'LINE_HOST=line.example.org\nACME_EMAIL=a@example.org\nREDIS_PASSWORD=secret\n'
  writeFileSync(join(folder, '.env'), env)
  const files = ['--project-directory', '.', '-f', 'deploy/docker-compose.caddy.yml']
  const { status, stdout, output } = run('docker-compose', [...files, 'config'])
  expect(status, output).toBe(0)
  return parse(stdout).services
}

test('compose takes the file: limits, health, content read only, and a Redis with a password', () => {
  const services = composed()
  expect(Object.keys(services).toSorted()).toEqual(['caddy', 'line', 'redis'])
  for (const [name, service] of Object.entries(services)) {
    expect(service, name).toMatchObject({ read_only: true, cap_drop: ['ALL'] })
    for (const key of ['healthcheck', 'mem_limit', 'pids_limit', 'logging', 'restart'])
      expect(service[key], `${name} ${key}`).toBeDefined()
  }
  const { line, redis, caddy } = services
  expect(line?.ports, 'only Caddy is reached from outside').toBeUndefined()
  expect(redis?.ports).toBeUndefined()
  expect(JSON.stringify(caddy?.ports)).toMatch(/443/)
  const mounts = JSON.stringify(line?.volumes)
  expect(mounts).toMatch(/content:ro/)
  expect(mounts).toMatch(/flows:ro/)
  expect(line?.environment?.REDIS_URL).toBe('redis://:secret@redis:6379')
  expect(line?.stop_grace_period).toBe('20s')
  expect(JSON.stringify(redis?.command)).toContain('requirepass')
})

test('compose says what is missing, and starts nothing without it', () => {
  writeFileSync(join(folder, '.env'), 'LINE_HOST=line.example.org\nACME_EMAIL=a@example.org\n')
  const files = ['--project-directory', '.', '-f', 'deploy/docker-compose.caddy.yml']
  const { status, output } = run('docker-compose', [...files, 'config', '-q'])
  expect(status).not.toBe(0)
  expect(output).toContain('REDIS_PASSWORD')
})

test("the Redis of the recipe has a password, and keeps nothing: by a real one's own word", async () => {
  const { services } = parse(read('deploy/docker-compose.caddy.yml'))
  const [, , script = ''] = services.redis.command as string[]
  // what the shell of the container would write, without the server behind it
  const settingsOnly = script.replaceAll('$$', '$').replace(/ \| redis-server -$/, '')
  const written = execFileSync('sh', ['-c', settingsOnly], { env: { REDIS_PASSWORD: 'secret' } })
  const lines = written.toString().trim().split('\n')
  expect(lines).toEqual([
    'requirepass secret',
    'save ""',
    'appendonly no',
    'maxmemory 256mb',
    'maxmemory-policy volatile-ttl',
    'slowlog-max-len 0',
  ])
})

test('what is added to the settings of a Redis keeps it from writing to disk, by its own word', async () => {
  const file = join(folder, 'redis.conf')
  // as Debian has it: three rules to save by
  writeFileSync(file, `save 900 1\nsave 300 10\n${read('deploy/redis.conf')}`)
  const redis = await startRedis({ args: ['--include', file] })
  expect(await redisSettings(redis.url)).toEqual({
    persistent: false,
    evicts: 'volatile-ttl',
    slowLog: 0,
  })
  await redis.stop()
})

test('the hosted recipes name settings that there are, look at readyz, and never sleep', () => {
  const { services } = parse(read('deploy/render.yaml'))
  const names = services[0].envVars.map(({ key }: { key: string }) => key)
  for (const name of names) expect(settings).toContain(name)
  expect(services[0]).toMatchObject({ healthCheckPath: '/readyz', plan: 'starter' })
  const fly = read('deploy/fly.toml')
  expect(fly).toContain('path = "/readyz"')
  expect(fly).toContain('auto_stop_machines = "off"')
  const set = Array.from(fly.matchAll(/^([A-Z_]+) = /gm), ([, name]) => name)
  for (const name of set) expect(settings).toContain(name)
})
