/** The terminal phone: texts or calls the real line, behind the virtual Twilio, from a prompt. */
import { randomBytes } from 'node:crypto'
import { createInterface } from 'node:readline/promises'
import { segments } from '../content/gsm7.ts'
import { loadContent } from '../content/load.ts'
import { buildCache } from '../content/read/cache.ts'
import { createApp } from '../server/app.ts'
import { memoryStore } from '../store/memory.ts'
import type { LogEvent } from '../telemetry/log.ts'
import { createRest } from '../twilio/rest.ts'
import { virtualTwilio } from '../virtual-twilio/virtual-twilio.ts'
import { createScene } from './drill/play.ts'

/** Numbers set aside for fiction. */
const LINE = '+15105550100'
const PERSON = '+14155550123'

const help = {
  sms: 'Text the line; an empty line ends. Lines with > and < can be pasted as a transcript.',
  voice:
    'Keys 0-9 * #, or (silence), (hangs up), hotline> (is busy) and the like; an empty line ends.',
}

/** Talks until an empty line or the end of the input. `root`: where content/ and flows/ are. */
export async function chat(root: string, channel: 'sms' | 'voice'): Promise<void> {
  const name = { written: 'CA Info Line', spoken: 'California Information Line' }
  const content = loadContent(root, { name, cache: buildCache(root) })
  const accountSid = `AC${randomBytes(16).toString('hex')}`
  const authToken = randomBytes(16).toString('hex')
  const publicUrl = 'https://line.example.org'
  let last: (LogEvent & { event: 'turn' }) | undefined
  const pending = new Set<Promise<void>>()
  const twilio = virtualTwilio({
    deliver: (request) => app.fetch(request),
    accountSid,
    authToken,
    publicUrl,
    lineNumber: LINE,
    background: async () => {
      while (pending.size > 0) await Promise.all(pending)
    },
  })
  const epoch = Date.now()
  const app = createApp({
    content,
    store: memoryStore(),
    log: (event) => {
      if (event.event === 'turn') last = event
    },
    publicUrl,
    lineNumber: LINE,
    authTokens: [authToken],
    sessionSecrets: [randomBytes(32).toString('hex')],
    sessionTtl: 900,
    // callers are held and somebody is rung, as in production
    telephony: createRest({
      accountSid,
      user: accountSid,
      password: authToken,
      from: LINE,
      publicUrl,
      httpClient: twilio.rest,
    }),
    now: () => epoch + twilio.now(),
    ticks: twilio.now,
    background: (work) => {
      pending.add(work)
      work.finally(() => pending.delete(work))
    },
  })
  const scene = createScene({ twilio, channel, person: PERSON, phones: content.phones })

  const show = async (line: string) => {
    const lines = await scene.play(line).catch((error: Error) => [`# ${error.message}`])
    for (const each of lines) console.log(each)
    if (last) console.log(`# ${state(last, lines)}`)
  }
  console.log(`# ${help[channel]}`)
  if (channel === 'voice') {
    console.log('> (calls)')
    await show('> (calls)')
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' })
  terminal.prompt()
  for await (const line of terminal) {
    if (line.trim() === '') break
    // a terminal shows what was typed, a pipe does not
    if (!process.stdin.isTTY) console.log(line)
    await show(/^\w*>/.test(line) ? line : `> ${line}`)
    terminal.prompt()
  }
  terminal.close()
}

/** What stands behind the last answer: its segments, where the conversation is, its language. */
function state(
  { channel, said, language, outcome }: LogEvent & { event: 'turn' },
  lines: string[],
) {
  const text = lines.map((line) => line.slice(2)).join('\n')
  const cost = channel === 'sms' && text ? [count(segments(text))] : []
  return [...cost, said, language, outcome].join(' · ')
}

function count(segments: number): string {
  return segments === 1 ? '1 segment' : `${segments} segments`
}
