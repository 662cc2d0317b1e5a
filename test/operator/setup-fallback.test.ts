/** The answers for when no server answers, put where Twilio itself serves them. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { planFile } from '../../src/operator/setup/plan-file.ts'
import { setUp } from '../../src/operator/setup/setup.ts'
import { served } from '../account/hosting.ts'
import { type AccountState, healthyAccount, newAccount } from '../account/state.ts'
import { documents, preparedSetUp, type Run, SERVED, writes } from './setting-up.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'setup-'))
})
afterEach(() => rmSync(folder, { recursive: true }))
const prepared = (state: AccountState, run: Run = {}) =>
  preparedSetUp(state, { file: planFile(join(folder, 'plan.json')), fallback: SERVED, ...run })

const voiceUrl = ({ numbers: [number] }: AccountState) => String(number?.voice_fallback_url)

test('an old document is served until the number leads to the new one, and no longer than it is led to', async () => {
  const state = newAccount()
  await setUp(prepared(state, { fallback: documents('<Response>first</Response>') }).setup)
  const first = voiceUrl(state)
  const asked: (string | undefined)[] = []
  const before = () => {
    asked.push(served(state, voiceUrl(state)))
  }
  await setUp(prepared(state, { before, fallback: documents('<Response>second</Response>') }).setup)
  expect(asked.length).toBeGreaterThan(8)
  expect(asked).not.toContain(undefined)
  expect(served(state, voiceUrl(state))).toBe('<Response>second</Response>\n')
  expect(served(state, first)).toBe('<Response>first</Response>\n')
  await setUp(prepared(state, { fallback: documents('<Response>third</Response>') }).setup)
  expect(served(state, first)).toBeUndefined()
})

test('the plan says what will be served and where, before there is a place', async () => {
  const { setup, sent, told } = prepared(newAccount(), { dryRun: true })
  expect(await setUp(setup)).toBe('planned')
  expect(writes(sent)).toEqual([])
  expect(told.join('\n')).toMatch(
    /Functions and Assets\)\n {2}from {2}none\n {2}to {4}harborline-b{8}\nFiles that Twilio serves\n {2}from {2}nothing\n {2}to {4}\/voice-[a-p]{10}\.xml, \/sms-[a-p]{10}\.xml/,
  )
  expect(told.join('\n')).toContain('voiceFallbackUrl https://domain-to-be-given.twil.io/voice-')
})

test('a fallback that somebody has put elsewhere is left alone where nobody is asked', async () => {
  const state = healthyAccount()
  const { voice, sms } = { voice: '<Response/>', sms: '<Response/>' }
  const fallback = { documents: { voice, sms }, instead: false }
  expect(await setUp(prepared(state, { fallback, yes: true }).setup)).toBe('nothing to do')
  const instead = { ...fallback, instead: true }
  expect(await setUp(prepared(state, { fallback: instead, yes: true }).setup)).toBe('done')
  expect(served(state, voiceUrl(state))).toBe('<Response/>\n')
})

test('where Twilio can not build it, that is said, with what else can be done', async () => {
  const state = newAccount()
  const before = () => {
    for (const build of state.hosts.flatMap(({ builds }) => builds)) build.status = 'failed'
  }
  await expect(setUp(prepared(state, { before }).setup)).rejects.toThrow(/--fallback bins/)
  expect(voiceUrl(state)).toBe('')
})

test('a build is waited for, and not for ever', async () => {
  const state = newAccount()
  let waits = 0
  const wait = async () => {
    if (++waits > 500) throw new Error('for ever')
  }
  const before = () => {
    for (const build of state.hosts.flatMap(({ builds }) => builds)) build.status = 'building'
  }
  await expect(setUp(prepared(state, { before, wait }).setup)).rejects.toThrow('could not build')
  expect(waits).toBeGreaterThan(30)
})

test('a number that the account does not own is named as that', async () => {
  const state = newAccount()
  state.numbers = []
  await expect(setUp(prepared(state).setup)).rejects.toThrow(
    /LINE_NUMBER: the account does not own this number\. Correct it in \.env/,
  )
})
