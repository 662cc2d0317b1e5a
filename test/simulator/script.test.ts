/** The language of scripted people: what is written at its head is what can be read and played. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { Conditions } from '../../src/simulator/conditions.ts'
import { createPlayer } from '../../src/simulator/drill/play.ts'
import { parseLine, parseScript } from '../../src/simulator/drill/script.ts'
import { lineOnTwilio, ROOT } from '../line.ts'

const read = (file: string) => readFileSync(ROOT + file, 'utf8')

/** The lines of a text that are lines of a script, without what explains them. */
function examplesIn(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.split(/ {2,}/)[0] ?? '')
    .filter((line) => /^([*#!?] |\w*[<>])/.test(line))
}

test('every form at the head of script.ts can be read, and docs/simulator.md has the same ones', () => {
  const head = read('src/simulator/drill/script.ts').split('*/')[0] ?? ''
  const examples = examplesIn(head.replaceAll(/^ \* {5}/gm, ''))
  const [, documented = ''] = /^```text\n(.*?)^```$/ms.exec(read('docs/simulator.md')) ?? []
  expect(examplesIn(documented)).toEqual(examples)
  expect(examples.length).toBeGreaterThan(25)
  const lines = examples.map((source) => parseLine(source, source === '> Hi' ? 'sms' : 'voice'))
  expect(new Set(lines.map(({ type }) => type))).toEqual(
    new Set(['note', 'person', 'phone', 'event', 'got', 'expects']),
  )
  // what stands beside them can be read too
  const behaviours = new Set(documented.match(/\((is|will|can|has) [a-z ]+\)/g))
  expect(behaviours.size).toBe(6)
  const ends = documented.match(/(?<=until |or )\* [A-Za-z ]+works|\* REST (hangs|is late)/g) ?? []
  expect(new Set(ends).size).toBe(5)
  for (const source of [...Array.from(behaviours, (form) => `hotline> ${form}`), ...ends])
    expect(parseLine(source, 'voice').source).toBe(source)
})

test('a file is texts or a call by its name, and its first note is its title', () => {
  const script = parseScript('9-sms-nobody.txt', '# Nobody\n\n> 1\n* Redis hangs\n< Hello')
  expect(script).toMatchObject({ name: '9-sms-nobody', title: 'Nobody', channel: 'sms' })
  expect(script.lines.map(({ type }) => type)).toEqual(['note', 'note', 'person', 'event', 'got'])
  expect(script.lines[2]).toMatchObject({ action: { type: 'text', text: '1' } })
  expect(parseScript('voice.txt', '> 1').lines[0]).toMatchObject({
    action: { type: 'press', keys: '1' },
  })
})

test.each([
  ['> (flies)', 'the person can not do (flies)'],
  ['> (answers)', 'the person can not do (answers)'],
  ['> hello', 'there is no key hello'],
  ['hotline> (calls)', 'another phone can not do (calls)'],
  ['* it rains', 'nothing is called it rains'],
  ['* it is 2026-13-01 03:00', 'nothing is called it is 2026-13-01 03:00'],
  ['hello', 'a line begins with #, *, >, <, ? or the key of a phone'],
])('%s can not be read, and the place is named', (source, message) => {
  expect(() => parseScript('x.txt', `# x\n${source}`)).toThrow(`x.txt:2: ${message}`)
})

test.each([
  ['> 1', 'nobody has called yet'],
  ['nobody> 1', 'nobody is called nobody'],
  ['desk> (answers)', 'nobody is called desk'],
  ['hotline> 1', 'nobody is on that phone'],
  ['hotline> (answers)', 'nothing rings there'],
])('%s can not be done before anything has happened', async (source, message) => {
  const player = createPlayer(lineOnTwilio())
  await expect(player.play(parseLine(source, 'voice'))).rejects.toThrow(message)
})

test.each<[event: string, conditions: Partial<Conditions>]>([
  ['Redis hangs', { redis: 'hangs' }],
  ['REST is down', { rest: 'down' }],
  ['REST hangs', { rest: 'hangs' }],
  ['REST is late', { rest: 'late' }],
  ['cookies are lost', { cookies: 'lost' }],
  ['the network is slow', { network: 'slow' }],
  ['there are desks', { desks: 'two' }],
])('* %s', async (event, conditions) => {
  const line = lineOnTwilio()
  expect(await createPlayer(line).play(parseLine(`* ${event}`, 'sms'))).toEqual([])
  expect(line.conditions).toMatchObject(conditions)
})

/** What everybody gets of a call whose lines are these. */
async function played(lines: readonly string[], line = lineOnTwilio()): Promise<string[]> {
  const player = createPlayer(line)
  const got: string[] = []
  for (const source of lines) got.push(...(await player.play(parseLine(source, 'voice'))))
  return got
}

const CONNECTED = ['hotline> (waits to be told)', '> (calls)', '> 1', '> 0', '> 1']

test('two who are connected hear each other, and nobody else does', async () => {
  const got = await played([...CONNECTED, 'hotline> (answers)', 'hotline> "Hello."', '> "Yes."'])
  expect(got.slice(-2)).toEqual(['< "Hello."', 'hotline< "Yes."'])
  await expect(played(['> (calls)', '> "Is anybody there?"'])).rejects.toThrow(
    'nobody is connected',
  )
})

test('a slow network is waited for', async () => {
  const got = await played(['* the network is slow', '> (calls)'])
  expect(got[0]).toContain('This is the California Information Line')
})

test('Redis that hangs is Redis that hangs, whether a real one is there or not', async () => {
  const asked: string[] = []
  const redis = { pause: () => asked.push('pause'), resume: () => asked.push('resume') }
  await played(['* Redis hangs', '* Redis works'], lineOnTwilio({ redis }))
  expect(asked).toEqual(['pause', 'resume'])
  const got = await played([...CONNECTED.slice(0, 3), '* Redis hangs', '> 0', '> 1'])
  expect(got.slice(-3).join()).toContain('(hotline rings)')
})

test('at three in the morning of a holiday no desk is rung', async () => {
  const desks = ['* there are desks', 'oakland> (waits to be told)', ...CONNECTED]
  expect(await played(desks)).toContain('< (oakland rings)')
  expect(await played(['* it is 2026-12-25 03:00', ...desks])).toContain('< (hotline rings)')
})
