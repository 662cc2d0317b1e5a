/** The terminal phone: what is typed, and what is shown. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import type { Channel } from '../../src/simulator/drill/action.ts'
import { createPlayer } from '../../src/simulator/drill/play.ts'
import { parseScript } from '../../src/simulator/drill/script.ts'
import { chat, playDrill } from '../../src/simulator/terminal.ts'
import { content, lineOnTwilio } from '../line.ts'

/** What the terminal shows when these lines are typed. */
async function typed(channel: Channel, ...lines: string[]): Promise<string> {
  const output = new PassThrough()
  const shown = text(output)
  await chat(content(), channel, { input: Readable.from(`${lines.join('\n')}\n\n`), output })
  output.end()
  return shown
}

test('texts: what is answered, what it costs, and where the conversation stands', async () => {
  const shown = await typed('sms', 'Hi', '3', '1', '<3', '你好')
  expect(shown).toContain('> Hi\n< Safe to text now?')
  expect(shown).toContain('\n# 1 segment GSM-7 · gate · en · answered\n')
  expect(shown).toContain('< Responda con un numero:')
  expect(shown).toContain('\n# 2 segments GSM-7 · home · es · answered\n')
  expect(shown).toContain('\n> <3\n<')
  expect(shown).toMatch(/> 你好\n<.*\n# \d segments? UCS-2 · law · es/)
})

test('a call: keys, another phone that is busy, and the spoken number', async () => {
  const shown = await typed('voice', '1', '0', 'hotline> (is busy)', '1', '(waits 30 seconds)')
  expect(shown).toContain('> (calls)\n< Hello. This is the California Information Line')
  expect(shown).toContain('< Connecting you now. Please wait.')
  expect(shown).toContain('< We could not reach them.')
  expect(shown).toContain('# unreached · en · answered')
})

test('a caller is held, an advocate is rung, and the two talk', async () => {
  const before = ['1', '0', 'hotline> (waits to be told)', '1', 'hotline> (answers)']
  const shown = await typed('voice', ...before, '"Hello?"', '(flies)', '(hangs up)')
  expect(shown).toContain('< We are calling them.')
  expect(shown).toContain('hotline< A caller from the California Information Line. English.')
  expect(shown).toContain('< (connected with hotline)')
  expect(shown).toContain('> "Hello?"\nhotline< "Hello?"')
  expect(shown).toContain('# > (flies): the person can not do (flies)')
})

test('while the store is away it says that the conversation was carried', async () => {
  const shown = await typed('sms', 'Hi', '* Redis hangs', '1')
  expect(shown).toMatch(/# \d segments? GSM-7 · carried · answered/)
})

test.each<[Channel, string[]]>([
  ['sms', ['Hi', '1', '* Redis hangs', 'signs', '* Redis works', 'X', '(waits 15 minutes)', 'Hi']],
  [
    'voice',
    ['* there is a desk', 'desk> (waits to be told)', '1', '0', '1', 'desk> (answers)'].concat([
      'desk> 1',
      '"Hi."',
      '(flies)',
      '(hangs up)',
    ]),
  ],
])('what is shown is a script that plays the same (%s)', async (channel, lines) => {
  const shown = (await typed(channel, ...lines)).trimEnd()
  const player = createPlayer(lineOnTwilio({ fallback: true }))
  const played: string[] = []
  for (const line of parseScript(`${channel}.txt`, shown).lines)
    if (line.type !== 'got') played.push(line.source, ...(await player.play(line)))
  expect(played.join('\n')).toBe(shown)
})

test('a drill is played to its end', async () => {
  const output = new PassThrough()
  const shown = text(output)
  expect(await playDrill(content(), 'drills/3-voice-cannot-speak.txt', output)).toBe(true)
  output.end()
  expect(await shown).toContain('# A caller who cannot speak\n* there is a desk\n')
  expect(await shown).toContain('English or Spanish. The caller can not speak.')
  expect(await shown).toContain('< (no longer connected with desk)')
})

test.each([
  ['# Odd\n> Hi\n> (flies)\n', 'sms-odd.txt:3: the person can not do (flies)'],
  ['# Odd\n> Hi\ndesk> (answers)\n> Hi\n', '# desk> (answers): nobody is called desk\n> Hi\n<'],
])('a drill with a line that can not be played fails, and says which', async (drill, message) => {
  const folder = mkdtempSync(join(tmpdir(), 'drill-'))
  const output = new PassThrough()
  const shown = text(output)
  writeFileSync(join(folder, 'sms-odd.txt'), drill)
  expect(await playDrill(content(), join(folder, 'sms-odd.txt'), output)).toBe(false)
  output.end()
  expect(await shown).toContain(message)
  rmSync(folder, { recursive: true })
})
