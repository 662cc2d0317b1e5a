/** The load generator: many people at once, each playing one conversation after another, every answer read. */
import net from 'node:net'
import { answerReader } from './answers.mjs'
import { startCpuMeter, startRedisMeter } from './meters.mjs'
import { addressIn, prepared, withCookie } from './requests.mjs'
import { isRight } from './scripts.mjs'
import { quantile } from './statistics.mjs'

/** This part of a closed loop is not measured. */
const WARM_UP = 0.1

/** Nobody is the same person twice, so that every conversation starts at its beginning. */
let people = 0

/**
 * Sends `requests` to 127.0.0.1:`port` over `connections`, for `seconds` at most. A connection sends
 * a step when the one before is answered. Without `rate` that is at once: a closed loop. With
 * `rate` requests fall due at so many a second and wait for a free connection; the time is counted
 * from when they fell due, so that a queue shows. All requests are made before the clock starts.
 */
export async function load({
  port,
  channel,
  steps,
  requests,
  connections = 100,
  seconds = 20,
  rate,
  cookies = false,
  signature,
  status = 200,
  pids = {},
  redis,
}) {
  const each = Math.ceil(requests / connections)
  const total = each * connections
  const warm = rate ? 0 : Math.floor(total * WARM_UP)
  const tally = { answered: 0, wrong: 0, sample: '', times: [], statuses: {} }
  const idle = []
  let measuredFrom = 0
  let stopCpu = () => ({ cpu: {}, others: 0 })
  let stopped = false
  let finish = () => {}
  const finished = new Promise((resolve) => {
    finish = resolve
  })

  function measure() {
    measuredFrom = performance.now()
    stopCpu = startCpuMeter({ ...pids, load: process.pid })
  }

  function onLost() {
    tally.wrong += 1
    tally.sample ||= 'a connection was lost'
    stopped = true
    finish()
  }

  function onAnswer(connection, step, sentStatus, answer, took) {
    tally.answered += 1
    tally.statuses[sentStatus] = (tally.statuses[sentStatus] ?? 0) + 1
    if (sentStatus !== status || (status === 200 && !isRight(step, answer))) {
      tally.wrong += 1
      tally.sample ||= `to ${JSON.stringify(step)}:\n${answer}`
    }
    if (tally.answered > warm) tally.times.push(took)
    if (tally.answered === warm) measure()
    if (stopped || tally.answered === total) finish()
    else if (rate) idle.push(connection)
    else connection.send(performance.now())
  }

  const lines = await Promise.all(
    Array.from({ length: connections }, () =>
      connect({
        port,
        queue: queueOf({ channel, steps, signature }, each),
        cookies,
        onAnswer,
        onLost,
      }),
    ),
  )
  const stopRedis = redis && (await startRedisMeter(redis))
  const timer = setTimeout(() => {
    stopped = true
    finish()
  }, seconds * 1000)
  if (warm === 0) measure()
  if (rate) openLoop(rate, lines, idle, total, finished)
  else for (const connection of lines) connection.send(performance.now())

  await finished
  const elapsed = (performance.now() - measuredFrom) / 1000
  const { cpu, others } = stopCpu()
  clearTimeout(timer)
  for (const connection of lines) connection.close()
  const commands = stopRedis && (await stopRedis())
  const measured = tally.times.length
  const times = Float64Array.from(tally.times).sort()
  return {
    answered: tally.answered,
    wrong: tally.wrong,
    sample: tally.sample,
    statuses: tally.statuses,
    perSecond: measured / elapsed,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpu: Object.fromEntries(Object.entries(cpu).map(([name, us]) => [name, us / measured])),
    others,
    ...(commands && {
      commands: commands.commands / tally.answered,
      reads: commands.reads / tally.answered,
    }),
  }
}

/**
 * One connection's requests: person after person, step after step. Where a step goes to the address that the
 * answer before it gave, it is made and signed when that is there.
 */
function queueOf({ channel, steps, signature }, length) {
  const queue = []
  let person = 0
  for (let count = 0; count < length; count++) {
    const at = count % steps.length
    if (at === 0) person = people++
    const step = steps[at]
    const fields = step.fieldsOf?.(person) ?? step.fields
    const to = prepared({ channel, person, at, fields, signature })
    queue.push(step.follows ? { at, step, to } : { at, step, bytes: to(step.path) })
  }
  return queue
}

/** A connection that works off its queue. A person's cookie is kept until the next person's turn. */
function connect({ port, queue, cookies, onAnswer, onLost }) {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: '127.0.0.1', port, noDelay: true })
    let next = 0
    let since = 0
    let cookie = ''
    let address = ''
    let closing = false

    const connection = {
      send(from) {
        const current = queue[next]
        if (!current) return false
        next += 1
        since = from
        if (current.at === 0) cookie = ''
        const bytes = current.bytes ?? current.to(address || current.step.path)
        socket.write(cookie ? withCookie(bytes, cookie) : bytes)
        return true
      },
      close() {
        closing = true
        socket.destroy()
      },
    }
    const read = answerReader((status, answer) => {
      if (cookies) cookie = /\r\nset-cookie: ([^;\r]+)/i.exec(answer)?.[1] ?? cookie
      if (queue[next]?.to) address = addressIn(answer)
      onAnswer(connection, queue[next - 1].step, status, answer, performance.now() - since)
    })
    socket.on('data', read).on('error', reject)
    socket.on('close', () => closing || onLost())
    socket.on('connect', () => resolve(connection))
  })
}

/** Lets requests fall due at a steady rate, whether or not the server keeps up. */
function openLoop(rate, lines, idle, total, finished) {
  const started = performance.now()
  const waiting = []
  let due = 0
  idle.push(...lines)
  const clock = setInterval(() => {
    const now = performance.now()
    while (due < total && (due * 1000) / rate <= now - started) {
      waiting.push(started + (due * 1000) / rate)
      due += 1
    }
    // a connection that is free but has nothing left to send is not put back
    while (waiting.length > 0 && idle.length > 0) {
      const connection = idle.shift()
      if (connection.send(waiting[0])) waiting.shift()
    }
  }, 1)
  finished.then(() => clearInterval(clock))
}
