/** What everybody else waits for while one phone sends a text a second that means to cost. */
import net from 'node:net'
import { prepared } from './requests.mjs'
import { inRounds, loadServer } from './rounds.mjs'
import { median } from './statistics.mjs'
import { table } from './table.mjs'

/** As long as a text can be. Each letter of the first becomes three; the others are one word, many, and marks. */
const LENGTH = 1_600
const COSTLY = ['\u3371', '\ufdfa', 'abcdefghij', 'he has a gnu ', 'a\u0301\u0323'].map((part) =>
  part.repeat(LENGTH).slice(0, LENGTH),
)
/** Its number is nobody else's in a run. */
const PHONE = 9_000_000
const SECONDS = 8

/** p99 of a steady load with that phone, over the same without it; one ratio a round. */
export async function measureCostly(lab, { rounds, rate }) {
  const server = await lab.start('line')
  const steady = { requests: rate * SECONDS, rate }
  await inRounds(lab, [server], 'sms', { rounds: 0, seconds: 2, rate })
  const pairs = []
  for (let round = 0; round < rounds; round++) {
    const alone = await loadServer(lab, server, 'sms', steady)
    const stop = sendEachSecond(server.port)
    const beside = await loadServer(lab, server, 'sms', steady)
    const answered = stop()
    pairs.push({ alone: alone.p99, beside: beside.p99, answered })
  }
  await lab.stop(server)
  const ratios = pairs.map(({ alone, beside }) => beside / alone)
  table(
    `one costly text a second beside ${rate} turns a second`,
    ['p99 ms alone', 'p99 ms beside it', 'ratio', 'costly texts answered'],
    pairs.map(({ alone, beside, answered }) => [
      alone.toFixed(1),
      beside.toFixed(1),
      (beside / alone).toFixed(2),
      String(answered),
    ]),
  )
  return { ratio: median(ratios), answered: Math.min(...pairs.map(({ answered }) => answered)) }
}

/** Sends one costly text after the other; the function that ends it gives how many were answered with 200. */
function sendEachSecond(port) {
  let at = 0
  let answered = 0
  const send = () => {
    const fields = { Body: COSTLY[at % COSTLY.length] }
    const bytes = prepared({ channel: 'sms', person: PHONE, at: at++, fields })('/sms')
    const socket = net.connect({ host: '127.0.0.1', port })
    socket.on('error', () => {})
    socket.once('data', (answer) => {
      if (String(answer).startsWith('HTTP/1.1 200')) answered += 1
      socket.destroy()
    })
    socket.write(bytes)
  }
  send()
  const timer = setInterval(send, 1000)
  return () => {
    clearInterval(timer)
    return answered
  }
}
