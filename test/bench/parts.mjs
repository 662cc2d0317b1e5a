/** Parts of a turn, without a server around them: microseconds a call, the median of several batches. */
import twilio from 'twilio/lib/webhooks/webhooks.js'
import {
  content,
  countTurns,
  createMessages,
  createTally,
  keptIn,
  memoryStore,
  read,
  takeTurn,
  transition,
  voiceTwiml,
} from '../../dist/bench/line.js'
import { sign } from './requests.mjs'
import { LINE_NUMBER, PUBLIC_URL, TOKEN } from './settings.mjs'
import { spread } from './statistics.mjs'
import { table } from './table.mjs'

const BATCHES = 9
const BATCH_MS = 60

const { text: sms, voice } = content.flows
const home = { node: 'home', language: 'en', misses: 0, page: 0 }
const longText = 'I would like to know what I can do about this whole thing, please. '
const address = `${PUBLIC_URL}/sms`
const form = { Body: 'what are the signs?', From: '+12020000001', To: LINE_NUMBER }
const line = { publicUrl: PUBLIC_URL, callerId: LINE_NUMBER }
const calls = keptIn(memoryStore(), 900).of('call')
const write = createMessages(content.wording.text, { partsOf: () => 1 })

const tally = createTally()
const countTurn = countTurns(tally.count, sms)
const asked = { type: 'topic', topic: 'signs' }
const turn = {
  ...transition(sms, home, asked),
  outcome: 'answered',
  moved: { from: 'home', to: 'signs' },
}

/** What is called, by the name of the figure. */
const parts = {
  'engine step': () => transition(sms, home, { type: 'key', key: '2' }),
  'text matched: a topic, 19 characters': () => read('what are the signs?'),
  'text matched: nothing, 1600 characters': withText(longText.repeat(24).slice(0, 1600)),
  'TwiML of a text': () => write(transition(sms, home, { type: 'topic', topic: 'signs' })),
  'TwiML of a menu on the phone': () =>
    voiceTwiml(transition(voice, home, { type: 'key', key: '2' }), 3, content, line),
  'turn counted': () => {
    countTurn('sms', asked, turn)
    tally.count({ count: 'segments', of: 'in' })
    tally.count({ count: 'segments', of: 'out', times: 2 })
  },
  'signature, genuine': withSignature(TOKEN),
  'signature, forged': withSignature(`not the ${TOKEN}`),
  'session read, sealed and written (memory store)': () => {
    const who = `person ${people++ % 1000}`
    const input = { type: 'key', key: '9' }
    return takeTurn(calls, voice, { who, turnId: String(people), input })
  },
}
let people = 0

function withText(text) {
  return () => read(text)
}

function withSignature(token) {
  const signature = sign(token, address, form)
  return () => twilio.validateRequest(TOKEN, signature, address, form)
}

/** Microseconds a call of each part. */
export async function measureParts() {
  const results = {}
  for (const [name, part] of Object.entries(parts)) results[name] = await time(part)
  table(
    'parts of a turn',
    ['', 'us'],
    Object.entries(results).map(([name, figures]) => [name, spread(figures, 2)]),
  )
  return results
}

async function time(part) {
  // whatever the first call compiles is not measured
  await batch(part, 1)
  let calls = 1
  while ((await batch(part, calls)) < BATCH_MS) calls *= 2
  const figures = []
  for (let count = 0; count < BATCHES; count++)
    figures.push(((await batch(part, calls)) * 1000) / calls)
  return figures
}

/** Milliseconds of so many calls. Only what gives a promise is waited for. */
async function batch(part, calls) {
  const started = performance.now()
  for (let call = 0; call < calls; call++) {
    const outcome = part()
    if (outcome instanceof Promise) await outcome
  }
  return performance.now() - started
}
