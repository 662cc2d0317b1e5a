/** The self-test: it passes where people are answered, and tells what would keep them from it. */
import { expect, test } from 'vitest'
import type { Content } from '../../src/content/load.ts'
import { createDrilled, drillTokens } from '../../src/server/drills.ts'
import { type SelfTestParts, selfTest } from '../../src/server/watch/self-test.ts'
import { memoryStore } from '../../src/store/memory.ts'
import type { LogEvent } from '../../src/telemetry/events.ts'
import { ACCOUNT, content, LINE, PUBLIC_URL, TOKEN } from '../line.ts'

const SECRETS: [string] = ['a session secret of more than 32 characters']
const tokens = drillTokens({ drillToken: undefined, sessionSecrets: SECRETS })

/** A line that says `spoken`, and what its self-test comes to. */
async function tested(changes: Partial<SelfTestParts> = {}, spoken: Content = content()) {
  const events: LogEvent[] = []
  const asked: string[] = []
  const log = (event: LogEvent) => void events.push(event)
  const line = createDrilled(
    {
      ...{ content: spoken, store: memoryStore(), log, publicUrl: PUBLIC_URL, lineNumber: LINE },
      ...{ authTokens: [TOKEN], sessionSecrets: SECRETS, sessionTtl: 900 },
    },
    'first',
    tokens,
  )
  const ask = async (request: Request) => {
    asked.push(new URL(request.url).pathname)
    return line.fetch(request)
  }
  const verdict = await selfTest({
    ...{ content: spoken, publicUrl: PUBLIC_URL, lineNumber: LINE, accountSid: ACCOUNT },
    ...{ authToken: TOKEN, token: tokens[0] ?? '', ask },
    ...changes,
  })
  return { verdict, events, asked }
}

const failing = (status: number) => async () => ({ ok: false, code: 20003, status }) as const

test('a line that answers passes, by text and by call, and nobody is counted for it', async () => {
  const { verdict, events, asked } = await tested()
  expect(verdict).toBe('passed')
  expect(asked).toContain('/sms')
  expect(asked).toContain('/voice/turn')
  expect(new Set(events.map(({ event }) => event))).toEqual(new Set(['drill']))
})

test.each<[what: string, changes: Partial<SelfTestParts>, verdict: string, requests: number]>([
  ['a token that the line does not have', { authToken: 'b'.repeat(32) }, 'token', 3],
  ['a token that Twilio does not know', { account: failing(401) }, 'token', 9],
  ['Twilio that is away for a moment', { account: failing(503) }, 'passed', 9],
  ['a mark that is not taken', { token: 'no token of anybody' }, 'unmarked', 1],
  [
    'a gateway that has lost the line',
    { ask: async () => new Response('', { status: 502 }) },
    'unreachable',
    0,
  ],
  ['another server', { ask: async () => new Response('hello') }, 'unmarked', 0],
  ['nobody', { ask: () => Promise.reject(new Error('no')) }, 'unreachable', 0],
])('%s is told', async (_what, changes, verdict, most) => {
  const found = await tested(changes)
  expect(found.verdict).toBe(verdict)
  expect(found.asked.length).toBeLessThanOrEqual(most)
})

const { wording, flows } = content()
const { en } = wording.text
const says = new Map(en?.says).set('person', 'Somebody will call you.')
const voiceless = Object.fromEntries(
  Object.entries(flows.voice.nodes).map(([name, node]) => [
    name,
    node.type === 'transfer' ? { type: 'end' as const } : node,
  ]),
)

// content without the hotline itself is refused at the start
test.each<[what: string, spoken: Content]>([
  [
    'a text that no longer gives its number',
    {
      ...content(),
      wording: { ...wording, text: { ...wording.text, ...(en && { en: { ...en, says } }) } },
    },
  ],
  [
    'a key that no longer connects',
    { ...content(), flows: { ...flows, voice: { ...flows.voice, nodes: voiceless } } },
  ],
])('%s is a broken flow', async (_what, spoken) => {
  expect((await tested({}, spoken)).verdict).toBe('flow')
})
