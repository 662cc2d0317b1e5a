/** Turns: requests a second, waiting times, CPU and Redis round trips of the line and its peers. */
import { inRounds, loadServer } from './rounds.mjs'
import { medianOf, ratios, spread } from './statistics.mjs'
import { table } from './table.mjs'

const rate = (result) => result.perSecond
const p99 = (result) => result.p99
const serverCpu = (result) => result.cpu.server

/** Texts a second of a line that is busy. */
const REAL_RATE = 20

/** All servers at `connections`, both channels. */
export async function measureTurns(lab, { rounds, seconds, connections }) {
  const names = ['base', 'line', 'line, memory store', 'fastify', 'obvious', 'express']
  const running = await startAll(lab, names)
  const results = {}
  for (const channel of ['sms', 'voice']) {
    results[channel] = await inRounds(lab, running, channel, { rounds, seconds, connections })
    printTurns(`${channel} turns, ${connections} connections`, results[channel])
  }
  await stopAll(lab, running)
  return results
}

/** Where each person asks something else, so that nothing of what is understood has been understood before. */
export async function measureQuestions(lab, { rounds, seconds, connections }) {
  const running = await startAll(lab, ['base', 'line'])
  const options = { rounds, seconds, connections, own: true }
  const results = await inRounds(lab, running, 'sms', options)
  printTurns('sms turns, each person with a question of their own', results)
  await stopAll(lab, running)
}

/** The base and the line alone with many connections, and at a steady rate. */
export async function measureWaiting(lab, { rounds, seconds, rate: perSecond }) {
  const running = await startAll(lab, ['base', 'line'])
  const many = await inRounds(lab, running, 'sms', { rounds, seconds, connections: 500 })
  printTurns('sms turns, 500 connections', many)
  const steady = await inRounds(lab, running, 'sms', { rounds, seconds: 3, rate: perSecond })
  printTurns(`sms turns, ${perSecond} a second`, steady)
  // what a real line sees: nearly every answer is one packet, so that its first byte is its last
  const real = await inRounds(lab, running, 'sms', { rounds, seconds: 3, rate: REAL_RATE })
  printTurns(`sms turns, ${REAL_RATE} a second, as on a real line`, real)
  await stopAll(lab, running)
  return { many, steady, real }
}

/** What a second worker and a cluster of three masters bring. No CPU: it is of several processes. */
export async function measureScale(lab, { rounds, seconds, connections }) {
  const pairs = [
    ['line, 1 worker', 'line, 2 workers'],
    ['line', 'line, cluster'],
  ]
  const rows = []
  for (const names of pairs) {
    const running = await startAll(lab, names)
    const results = await inRounds(lab, running, 'sms', { rounds, seconds, connections })
    const [one, other] = names.map((name) => results[name])
    rows.push([
      `${names[1]}, x ${names[0]}`,
      ...[one, other].map((own) => medianOf(own, rate).toFixed(0)),
      spread(ratios(other, one, rate), 2),
      spread(ratios(other, one, p99), 2),
    ])
    await stopAll(lab, running)
  }
  table('more of them', ['', 'turns/s', 'turns/s', 'x', 'p99, x'], rows)
}

/** One connection at a time, where a read of Redis is a round trip; and what must not get in. */
export async function measureRoundTrips(lab) {
  const running = await startAll(lab, ['base', 'line'])
  const [, line] = running
  const rows = []
  const one = { connections: 1, requests: 1_200 }
  for (const channel of ['sms', 'voice'])
    for (const server of running) {
      await loadServer(lab, server, channel, { connections: 1, requests: 120 })
      rows.push({
        what: `${server.name}, ${channel}`,
        ...(await loadServer(lab, server, channel, one)),
      })
    }
  for (const signature of ['forged', 'none']) {
    const refused = { ...one, requests: 1_000, signature, status: 403 }
    rows.push({
      what: `line, signature ${signature}`,
      ...(await loadServer(lab, line, 'sms', refused)),
    })
  }
  await stopAll(lab, running)
  table(
    'one connection',
    ['', 'p50 ms', 'p99 ms', 'round trips a turn', 'commands a turn'],
    rows.map((row) => [
      row.what,
      row.p50.toFixed(2),
      row.p99.toFixed(2),
      row.reads.toFixed(2),
      row.commands.toFixed(2),
    ]),
  )
  return rows
}

async function startAll(lab, names) {
  const running = []
  for (const name of names) running.push(await lab.start(name))
  return running
}

async function stopAll(lab, running) {
  for (const server of running) await lab.stop(server)
}

function printTurns(title, results) {
  const head = [
    '',
    'turns/s',
    'x base',
    'p50 ms',
    'p99 ms',
    'x base',
    'CPU us/turn',
    'x base',
    'Redis CPU us',
  ]
  const rows = Object.entries(results).map(([name, own]) => [
    name,
    medianOf(own, rate).toFixed(0),
    spread(ratios(own, results.base, rate), 2),
    medianOf(own, (result) => result.p50).toFixed(1),
    medianOf(own, p99).toFixed(1),
    spread(ratios(own, results.base, p99), 2),
    medianOf(own, serverCpu).toFixed(0),
    spread(ratios(own, results.base, serverCpu), 2),
    medianOf(own, (result) => result.cpu.redis).toFixed(1),
  ])
  table(title, head, rows)
}
