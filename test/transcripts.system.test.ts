/**
 * Golden conversations: each file of test/transcripts is played again on the real line, behind the
 * virtual Twilio, and must read the same. `npx vitest run test/transcripts.system.test.ts -u` rewrites what
 * people get; what they do (lines with >), what happens (*) and the notes (#) are yours.
 */
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { describe, expect, test } from 'vitest'
import { createPlayer } from '../src/simulator/drill/play.ts'
import { parseScript } from '../src/simulator/drill/script.ts'
import type { SimulatedLine } from '../src/simulator/simulated-line.ts'
import { redisStore } from '../src/store/redis.ts'
import { content, lineOnTwilio, PERSON, PUBLIC_URL, ROOT } from './line.ts'
import { readings } from './readings.ts'
import { startRedis } from './redis.ts'
import { assertTwiml } from './twiml.ts'
import { FURTHER } from './walk.ts'

const FOLDER = `${ROOT}test/transcripts/`
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'))
const written = new Map(files.map((file) => [file, readFileSync(FOLDER + file, 'utf8')]))
const breaking = files.filter((file) => /^\* Redis/m.test(written.get(file) ?? ''))
const seen: string[] = []

/** Plays again what people do in a transcript, and gives the transcript as it is now. */
async function perform(file: string, line: SimulatedLine): Promise<string> {
  const player = createPlayer(line)
  const lines: string[] = []
  for (const step of parseScript(file, written.get(file) ?? '').lines) {
    // what people got last time is what this time is held against
    if (step.type === 'got') continue
    lines.push(step.source, ...(await player.play(step)))
  }
  keepsToItself(line)
  const transcript = lines.join('\n')
  seen.push(transcript)
  // a warning is Twilio's: a verb or an attribute that it does not know
  expect(transcript).not.toMatch(/^! /m)
  return transcript
}

/**
 * What the line sent, wrote and named while a transcript was played: nothing of the caller is in it.
 * The exceptions are what the person asked for: the call must name whom to ring, and FORGET whose texts.
 */
function keepsToItself({ twilio, events }: SimulatedLine) {
  const digits = PERSON.slice(2)
  expect(JSON.stringify(events)).not.toContain(digits)
  for (const entry of twilio.trace) {
    if (entry.kind === 'webhook') {
      expect(entry.url + entry.document).not.toContain(digits)
      if (entry.document?.startsWith('<') && entry.purpose === 'voice')
        assertTwiml(entry.document, PUBLIC_URL)
    }
    const forgets = entry.kind === 'rest' && /\/Messages\.json$/.test(entry.path)
    if (entry.kind === 'rest' && !forgets) {
      const { To, ...others } = entry.params
      if (!entry.params.Url?.includes('/callback/')) expect(To).not.toBe(PERSON)
      expect(entry.path + JSON.stringify(others)).not.toContain(digits)
    }
  }
  expect(twilio.queues().map(({ waiting }) => waiting.length)).not.toContain(1)
}

// one waits for seconds until the SDK gives up; the others need not wait for it
describe.concurrent('on a store in memory', () => {
  test.for(files.filter((file) => !breaking.includes(file)))('%s', async (file, { expect }) => {
    const transcript = await perform(file, lineOnTwilio())
    await expect(transcript).toMatchFileSnapshot(FOLDER + file)
  })
})

/** What the caller does and gets, in its order; whose phone still rings for somebody who left may differ. */
const heard = (transcript: string) =>
  transcript
    .split('\n')
    .filter((line) => /^[<>] /.test(line) && !/ rings\)$/.test(line))
    .join('\n')

const transfers = files.filter(
  (file) => /^(transfer|voice-person)/.test(file) && !breaking.includes(file),
)
/** `npm test` plays every one under all readings at once, and of each reading alone another third. */
const isPlayed = (file: string, reading: number) =>
  FURTHER > 1 || reading === readings.length - 1 || (transfers.indexOf(file) + reading) % 3 === 0

describe.each(readings.map(([name, open], reading) => ({ name, open, reading })))(
  'a transfer, if of Twilio it is true that $name',
  ({ open, reading }) => {
    const played = transfers.filter((file) => isPlayed(file, reading))
    test.for(played)('%s', { tags: ['walk'] }, async (file) => {
      const transcript = await perform(file, lineOnTwilio({ open, fallback: true }))
      expect(heard(transcript)).toBe(heard(written.get(file) ?? ''))
    })
  },
)

describe('over HTTP, on a real Redis', () => {
  test.each([...breaking, 'sms-choices.txt', 'transfer-accepted.txt'])('%s', async (file) => {
    const redis = await startRedis()
    const store = redisStore(redis.url)
    const line = lineOnTwilio({ store, redis, deliver })
    const server = serve({ fetch: line.app.fetch, port: 0, hostname: '127.0.0.1' })
    await once(server, 'listening')
    await expect.poll(() => store.health()).toBe('up')
    try {
      const transcript = await perform(file, line)
      await expect(transcript).toMatchFileSnapshot(FOLDER + file)
    } finally {
      redis.resume()
      await store.close()
      await redis.stop()
      server.close()
    }

    function deliver(request: Request): Promise<Response> {
      const { port } = server.address() as AddressInfo
      return fetch(request.url.replace(PUBLIC_URL, `http://127.0.0.1:${port}`), request)
    }
  })
})

// the last of this file: all the others have been played
test('every page of every topic is heard, by text and by call, in each language', () => {
  const all = seen.join('\n').replaceAll('\n< ', ' ')
  const { topics, wording } = content()
  for (const { id } of topics)
    for (const medium of ['text', 'voice'] as const)
      for (const words of Object.values(wording[medium]))
        for (const [page, said] of words.pages)
          if (page.startsWith(`${id}/`))
            expect(all.includes(said.replaceAll('\n', ' ')), `${page} by ${medium}`).toBe(true)
})
