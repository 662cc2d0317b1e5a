/** Every document that a call can get, held against what Twilio knows and against our promises. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createMessages } from '../../src/twilio/message.ts'
import { safeDocuments } from '../../src/twilio/safe-documents.ts'
import { sms } from '../../src/twilio/sms.ts'
import { dialInput, keyInput, voiceTwiml } from '../../src/twilio/voice.ts'
import { allInputs, callInputs, crawl } from '../flow/crawl.ts'
import { content, LINE, PERSON, PUBLIC_URL } from '../line.ts'
import { assertTwiml, elementsOf, valuesOf } from '../twiml.ts'

const line = { publicUrl: PUBLIC_URL, callerId: LINE }
const safe = safeDocuments(content(), line)

function documents(medium: 'text' | 'voice'): string[] {
  const { flows, wording } = content()
  const write = createMessages(wording.text, sms.limits)
  const connection = { type: 'bridge', number: '+18883737888' } as const
  const inputs = medium === 'text' ? allInputs : callInputs
  const steps = crawl(flows[medium], inputs(flows[medium]))
  // many steps lead to the same turn, and a document takes long to write
  const turns = new Map(steps.map(({ turn }) => [JSON.stringify(turn), turn]))
  const all = Array.from(turns.values()).flatMap((turn) =>
    flows[medium].languages.map((language) =>
      medium === 'text'
        ? write({ ...turn, language }).document
        : voiceTwiml({ ...turn, language, connection }, 'step=7', content(), line),
    ),
  )
  return Array.from(new Set(all))
}
const voiceDocuments = [...documents('voice'), safe.voice, safe.talked]
const smsDocuments = [...documents('text'), safe.sms]

test("the SDK's declarations were really read", () => {
  expect(valuesOf('SayVoice').size).toBeGreaterThan(500)
  expect(valuesOf('SayLanguage').has('es-US')).toBe(true)
  expect(() => assertTwiml('<Response><Say bogus="1">x</Say></Response>', '')).toThrow()
})

test('every document of a call is one that Twilio can run', () => {
  expect(voiceDocuments.length).toBeGreaterThan(150)
  for (const document of voiceDocuments) assertTwiml(document, PUBLIC_URL)
})

test('every document of a text is one that Twilio can run', () => {
  expect(smsDocuments.length).toBeGreaterThan(150)
  for (const document of smsDocuments) {
    const root = assertTwiml(document, PUBLIC_URL)
    expect(elementsOf(root).length).toBeLessThanOrEqual(1)
    expect(root.text.length).toBeLessThanOrEqual(1600)
  }
})

test('xmllint agrees that all of them are well formed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'twiml-'))
  const files = [...voiceDocuments, ...smsDocuments].map((document, at) => {
    const file = join(folder, `${at}.xml`)
    writeFileSync(file, document)
    return file
  })
  expect(() => execFileSync('xmllint', ['--noout', '--nonet', ...files])).not.toThrow()
  writeFileSync(join(folder, 'bad.xml'), '<Response><Say>x</Response>')
  expect(() =>
    execFileSync('xmllint', ['--noout', join(folder, 'bad.xml')], { stdio: 'ignore' }),
  ).toThrow()
  rmSync(folder, { recursive: true })
})

test('a caller who is slow or silent is never left: keys at once, 10 seconds, and on', () => {
  for (const document of voiceDocuments) {
    const [first, ...rest] = elementsOf(assertTwiml(document, PUBLIC_URL))
    if (first?.name !== 'Gather') continue
    expect(first.attributes).toMatchObject({ input: 'dtmf', numDigits: '1' })
    expect(elementsOf(first).length).toBeGreaterThan(0)
    const next = rest.map(({ name }) => name).join()
    // the last words end the call, those before a person connect; else there are 10 seconds
    expect(['Redirect', 'Hangup', 'Dial', 'Enqueue,Redirect']).toContain(next)
    if (next === 'Redirect') expect(first.attributes.timeout).toBe('10')
  }
})

test('whatever is said in a call is said while keys are heard, but for the constants that dial', () => {
  for (const document of voiceDocuments) {
    const names = elementsOf(assertTwiml(document, PUBLIC_URL)).map(({ name }) => name)
    if (document !== safe.voice) expect(names, document).not.toContain('Say')
  }
})

test('only the hotline is ever dialled, with our number, and the line hears how it ended', () => {
  const dials = voiceDocuments.filter((document) => document.includes('<Dial'))
  expect(dials.length).toBeGreaterThan(2)
  for (const document of dials) {
    const dial = elementsOf(assertTwiml(document, PUBLIC_URL)).find(({ name }) => name === 'Dial')
    expect(dial?.attributes.callerId).toBe(LINE)
    expect(dial?.text).toBe('+18883737888')
    if (document !== safe.voice) expect(dial?.attributes.action).toContain('/voice/transfer-ended')
  }
})

test("nothing of the caller's is in any document", () => {
  for (const document of [...voiceDocuments, ...smsDocuments])
    expect(document).not.toContain(PERSON.slice(2))
})

test('the safe call says the number, then bridges, then says it again', () => {
  const names = elementsOf(assertTwiml(safe.voice, PUBLIC_URL)).map(({ name }) => name)
  expect(names).toEqual(['Say', 'Say', 'Dial', 'Say', 'Say'])
  expect(safe.voice).not.toMatch(/action=/)
})

const form = (fields: Record<string, string>) => new Map(Object.entries(fields))

test('a key is a key and no key is silence', () => {
  expect(keyInput(form({ Digits: '5' }))).toEqual({ type: 'key', key: '5' })
  expect(keyInput(form({ Digits: '' }))).toEqual({ type: 'silence' })
  expect(keyInput(form({}))).toEqual({ type: 'silence' })
})

test.each([
  [{ DialCallStatus: 'completed', DialCallDuration: '95', DialBridged: 'true' }, 'answered', 95],
  [{ DialCallStatus: 'completed', DialCallDuration: '95' }, 'answered', 95],
  [{ DialCallStatus: 'completed', DialCallDuration: '4', DialBridged: 'true' }, 'short', 4],
  [{ DialCallStatus: 'completed', DialCallDuration: '60', DialBridged: 'false' }, 'short'],
  [{ DialCallStatus: 'busy' }, 'busy'],
  [{ DialCallStatus: 'no-answer' }, 'no_answer'],
  [{ DialCallStatus: 'failed' }, 'failed'],
  [{ DialCallStatus: 'canceled' }, 'canceled'],
  [{ DialCallStatus: 'something-new' }, 'failed'],
  [{}, 'failed'],
])('a transfer that Twilio reports as %j ended as %s', (fields, outcome, seconds?: number) => {
  expect(dialInput(form(fields as Record<string, string>))).toEqual({
    type: 'transfer_ended',
    outcome,
    seconds,
  })
})
