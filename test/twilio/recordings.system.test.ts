/** Recorded voice: a recording is played where it is of the text as it is now and can be had, and nowhere else. */
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { describe as inWords } from '../../src/content/fault.ts'
import { type Content, loadContent } from '../../src/content/load.ts'
import { confirmRecordings, listRecordings } from '../../src/operator/recordings.ts'
import { createApp } from '../../src/server/app.ts'
import { memoryStore } from '../../src/store/memory.ts'
import { safeDocuments } from '../../src/twilio/safe-documents.ts'
import { voiceTwiml } from '../../src/twilio/voice.ts'
import { cache } from '../content/copied.ts'
import { callInputs, crawl } from '../flow/crawl.ts'
import { LINE, lineOnTwilio, NAME, PERSON, PUBLIC_URL, ROOT, TOKEN } from '../line.ts'
import { assertTwiml } from '../twiml.ts'

/** A second of silence, as a telephone sends it: mu-law, 8 kHz. */
function wav(format = 7, seconds = 1): Buffer {
  const data = Buffer.alloc(8_000 * seconds, 0xff)
  const head = Buffer.alloc(44)
  head.write('RIFF', 0, 'latin1')
  head.writeUInt32LE(36 + data.length, 4)
  head.write('WAVEfmt ', 8, 'latin1')
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(format, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(8_000, 24)
  head.writeUInt32LE(8_000, 28)
  head.writeUInt16LE(1, 32)
  head.writeUInt16LE(8, 34)
  head.write('data', 36, 'latin1')
  head.writeUInt32LE(data.length, 40)
  return Buffer.concat([head, data])
}
const mp3 = Buffer.concat([Buffer.from('ID3'), Buffer.alloc(4_000)])

const root = mkdtempSync(join(tmpdir(), 'recordings-'))
for (const folder of ['content', 'flows'])
  cpSync(join(ROOT, folder), join(root, folder), { recursive: true })
afterEach(() => {
  for (const language of ['en', 'es'])
    rmSync(join(root, 'content', language, 'audio'), { recursive: true, force: true })
})
afterAll(() => rmSync(root, { recursive: true }))

const load = (): Content =>
  loadContent(root, { name: NAME, cache, now: Date.parse('2026-11-26'), questions: 'later' })

function record(name: string, bytes: Buffer = wav()): void {
  const path = join(root, 'content', name)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, bytes)
}
const confirmed = (...named: string[]): Content => {
  confirmRecordings(root, load(), named)
  return load()
}
const faults = (content = load()) => content.stale.map(inWords)

/** A call that comes to the first page on signs. */
async function toSigns(content: Content, changes = {}) {
  const line = lineOnTwilio({ content, ...changes })
  await line.lookAtRecordings()
  const leg = await line.twilio.call(PERSON)
  for (const key of '123') await leg.press(key)
  await leg.listen()
  return { line, leg, heard: leg.heard.slice(-2) }
}

describe('a recording that is of the text as it is now', () => {
  test('is played instead of the synthetic voice, and the rest is spoken', async () => {
    record('en/audio/topics/signs.1.wav')
    const { line, heard } = await toSigns(confirmed('en/topics/signs.1'))
    expect(heard[0]).toMatch(/^\(plays \/audio\/[0-9a-f]{16}\/en\/topics\/signs\.1\.wav\)$/)
    expect(heard[1]).toMatch(/^To hear more, press 7/)
    const { document = '' } =
      line.twilio.trace.filter((entry) => entry.kind === 'webhook').at(-1) ?? {}
    assertTwiml(document, PUBLIC_URL)
    expect(line.events.filter(({ event }) => event === 'recordings')).toEqual([])
  })

  test('may be of a menu, of a sentence, of the keys, of a page with sources', async () => {
    for (const id of ['menus/language', 'says/miss', 'footer/last', 'topics/signs.sources'])
      record(`en/audio/${id}.mp3`, mp3)
    const line = lineOnTwilio({ content: confirmed() })
    await line.lookAtRecordings()
    const leg = await line.twilio.call(PERSON)
    for (const key of '12377#') {
      await leg.listen()
      await leg.press(key)
    }
    await leg.listen()
    const played = leg.heard.filter((each) => each.startsWith('(plays'))
    expect(played.map((each) => /en\/(.*)\.mp3/.exec(each)?.[1])).toEqual([
      'menus/language',
      'topics/signs.sources',
      'footer/last',
      'says/miss',
      'footer/last',
    ])
    // the other languages of the greeting have none
    expect(leg.heard[1]).toContain('Para español, oprima 2')
  })

  test('may lie elsewhere', async () => {
    record(
      'es/audio/recordings.yaml',
      Buffer.from("menus/home: { url: 'https://audio.example.org/home.mp3' }\n"),
    )
    const elsewhere = async (request: Request) =>
      new URL(request.url).host === 'audio.example.org'
        ? new Response(request.method === 'HEAD' ? null : mp3, {
            headers: { 'content-type': 'audio/mpeg' },
          })
        : line.app.fetch(request)
    const line = lineOnTwilio({ content: confirmed(), deliver: elsewhere })
    await line.lookAtRecordings()
    const leg = await line.twilio.call(PERSON)
    await leg.press('2')
    expect(leg.heard.at(-1)).toBe('(plays /home.mp3)')
  })

  test('is served for ever, as a whole, in part, or not again', async () => {
    record('en/audio/topics/signs.1.wav')
    const content = confirmed()
    const { address = '' } = content.recordings.playable.get('en/topics/signs.1') ?? {}
    const app = createApp({
      content,
      store: memoryStore(),
      log: () => {},
      publicUrl: PUBLIC_URL,
      lineNumber: LINE,
      authTokens: [TOKEN],
      sessionSecrets: ['a session secret of more than 32 characters'],
      sessionTtl: 900,
    })
    const whole = await app.request(address)
    expect(whole.status).toBe(200)
    expect(whole.headers.get('content-type')).toBe('audio/wav')
    expect(whole.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(Buffer.from(await whole.arrayBuffer())).toEqual(wav())
    const etag = whole.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/)
    const head = await app.request(address, { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(head.headers.get('content-length')).toBe(String(wav().length))
    expect(await head.text()).toBe('')
    const part = await app.request(address, { headers: { range: 'bytes=0-3' } })
    expect(part.status).toBe(206)
    expect(await part.text()).toBe('RIFF')
    const again = await app.request(address, { headers: { 'if-none-match': etag } })
    expect(again.status).toBe(304)
    for (const other of [
      address.replace(/[0-9a-f]{16}/, '0'.repeat(16)),
      '/audio/../content/phones.yaml',
      '/audio/x',
    ])
      expect((await app.request(other)).status).toBe(404)
    unlinkSync(join(root, 'content/en/audio/topics/signs.1.wav'))
    const gone = await app.request(address)
    expect(gone.status).toBe(404)
    expect(gone.headers.get('cache-control') ?? '').not.toContain('immutable')
  })
})

describe('the synthetic voice speaks', () => {
  const spoken = expect.stringMatching(/^No one sign proves it/)

  test('as long as nobody has said that a recording is of the text', async () => {
    record('en/audio/topics/signs.1.wav')
    expect((await toSigns(load())).heard).toContainEqual(spoken)
    expect(faults()).toEqual([
      expect.stringMatching(
        /^content\/en\/audio\/topics\/signs\.1\.wav: nobody has said .* not played\. .*--confirm en\/topics\/signs\.1$/,
      ),
    ])
  })

  test('once the text has changed, and check says so', async () => {
    record('en/audio/topics/signs.1.wav')
    expect(faults(confirmed())).toEqual([])
    const path = join(root, 'content/en/topics/signs.yaml')
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replaceAll('No one sign proves it.', 'No one sign proves it all.'))
    const changed = load()
    writeFileSync(path, text)
    expect((await toSigns(changed)).heard).toContainEqual(spoken)
    expect(faults(changed)).toEqual([
      expect.stringMatching(/signs\.1\.wav: the text has changed since it was recorded/),
    ])
  })

  test('before it was seen that a recording can be had, and when it can not any more', async () => {
    record('en/audio/topics/signs.1.wav')
    const content = confirmed()
    const line = lineOnTwilio({ content })
    const hear = async () => {
      const leg = await line.twilio.call(PERSON)
      for (const key of '123') await leg.press(key)
      return leg.heard.slice(-2)
    }
    expect(await hear()).toContainEqual(spoken)
    await line.lookAtRecordings()
    expect(await hear()).toContainEqual(expect.stringMatching(/^\(plays/))
    unlinkSync(join(root, 'content/en/audio/topics/signs.1.wav'))
    await line.lookAtRecordings()
    expect(await hear()).toContainEqual(spoken)
    record('en/audio/topics/signs.1.wav')
    await line.lookAtRecordings()
    expect(await hear()).toContainEqual(expect.stringMatching(/^\(plays/))
    expect(line.events.filter(({ event }) => event === 'recordings')).toEqual([
      { event: 'recordings', unreachable: 1 },
      { event: 'recordings', unreachable: 0 },
    ])
  })

  test.each([
    ['404', () => new Response(null, { status: 404 })],
    ['a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['an error', () => Promise.reject(new Error('ECONNREFUSED'))],
  ])('when a recording elsewhere answers with %s', async (_what, answer) => {
    record(
      'en/audio/recordings.yaml',
      Buffer.from("menus/home: { url: 'https://audio.example.org/home.mp3' }\n"),
    )
    const line = lineOnTwilio({
      content: confirmed(),
      deliver: (request) =>
        new URL(request.url).host === 'audio.example.org' ? answer() : line.app.fetch(request),
    })
    await line.lookAtRecordings()
    const leg = await line.twilio.call(PERSON)
    await leg.press('1')
    expect(leg.heard.at(-1)).toMatch(/^For something you need now, press 1/)
    expect(leg.over).toBe(false)
  })
})

test('should Twilio fail to fetch one all the same, the fallback of the number helps the caller', async () => {
  record('en/audio/menus/home.wav')
  const line = lineOnTwilio({ content: confirmed(), fallback: true })
  await line.lookAtRecordings()
  line.twilio.faults.recordings = 'gone'
  line.twilio.number('+18883737888', { behaviour: 'answer', talkFor: 60 })
  const leg = await line.twilio.call(PERSON)
  await leg.press('1')
  await leg.listen()
  await line.twilio.advance(20_000)
  expect(line.twilio.trace).toContainEqual(expect.objectContaining({ kind: 'error', code: 11200 }))
  expect(leg.heard.join()).toContain('A person answers day and night')
  expect(leg.bridgedTo?.to).toBe('+18883737888')
})

test('nothing that dials, waits, rings a phone or ends a call is played, though all were recorded', () => {
  const content = load()
  const playing = { addressOf: (_: string, id: string) => `${PUBLIC_URL}/${id}`, version: () => 0 }
  const line = { publicUrl: PUBLIC_URL, callerId: LINE, playing }
  const connection = { type: 'bridge', number: '+18883737888' } as const
  const flow = content.flows.voice
  const answers = new Map(
    crawl(flow, callInputs(flow)).map(({ turn: { language, replies } }) => {
      const answer = { language, replies, connection }
      return [JSON.stringify(answer), answer] as const
    }),
  )
  const documents = Array.from(answers.values(), (answer) =>
    voiceTwiml(answer, 'step=7', content, line),
  )
  const played = documents.filter((document) => document.includes('<Play>'))
  expect(played.length).toBeGreaterThan(100)
  for (const document of played) {
    assertTwiml(document, PUBLIC_URL)
    expect(document).not.toMatch(/<Dial|<Enqueue|<Hangup/)
  }
  expect(Object.values(safeDocuments(content, line)).join()).not.toContain('<Play>')
  const ids = listRecordings(content, ['en'])
  for (const never of ['says/hotline', 'says/hold-first', 'says/callback', 'says/goodbye'])
    expect(ids).not.toContain(never)
})

test('every text that may be read aloud is listed with its name', () => {
  const listed = listRecordings(load(), ['en'])
  expect(listed).toMatch(
    /^en\/topics\/signs\.1 \(spoken by the synthetic voice\)\n {2}No one sign proves it\./m,
  )
  for (const id of [
    'menus/language',
    'menus/home',
    'says/miss',
    'footer/more',
    'topics/signs.sources',
  ])
    expect(listed).toContain(`en/${id} (`)
  expect(listed).not.toContain('es/')
})

const broken: [what: string, make: () => void, fault: RegExp][] = [
  ['is too big', () => record('en/audio/menus/home.wav', wav(7, 260)), /home\.wav: it has 2080 kB/],
  ['is no sound', () => record('en/audio/menus/home.mp3', Buffer.from('<html>')), /is no MP3/],
  ['is a WAV that no telephone plays', () => record('en/audio/menus/home.wav', wav(85)), /no WAV/],
  ['is of another kind', () => record('en/audio/menus/home.ogg', mp3), /neither MP3 nor WAV/],
  ['belongs to no text', () => record('en/audio/menus/hom.mp3', mp3), /belongs to no text/],
  [
    'is there twice',
    () => {
      record('en/audio/menus/home.mp3', mp3)
      record('en/audio/menus/home.wav')
    },
    /another recording of the same text/,
  ],
  [
    'is missing',
    () => record('en/audio/recordings.yaml', Buffer.from('menus/home: { text: abc }\n')),
    /recordings\.yaml:1: menus\/home: its recording is missing/,
  ],
]
test.each(broken)(
  'check names a recording that %s, and nothing is stopped by it',
  (_what, make, fault) => {
    make()
    const content = load()
    expect(faults(content).join('\n')).toMatch(fault)
    expect(content.recordings.playable.size).toBe(0)
  },
)

test('an address that is not https is refused', () => {
  record('en/audio/recordings.yaml', Buffer.from("menus/home: { url: 'http://a.example' }\n"))
  expect(load).toThrow(/menus\/home\.url: write an address that begins with https/)
})

test('what is confirmed is named, and what is not there is said', () => {
  record('en/audio/menus/home.wav')
  expect(() => confirmed('en/menus/hom')).toThrow(/there is no recording of such a text/)
  expect(confirmRecordings(root, load(), [])).toEqual(['en/menus/home'])
  expect(readFileSync(join(root, 'content/en/audio/recordings.yaml'), 'utf8')).toMatch(
    /^menus\/home: \{ text: [a-p]{10} \}$/m,
  )
})
