/**
 * Golden conversations: each file of test/transcripts is played again on the real line, behind the
 * virtual Twilio, and must read the same. `npx vitest run test/transcripts.system.test.ts -u` rewrites what
 * people get; what they do (lines with >), what breaks (*) and the notes (#) are yours.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { createScene } from '../src/simulator/drill/play.ts'
import { content, PERSON, PUBLIC_URL, ROOT } from './line.ts'
import { assertTwiml } from './twiml.ts'
import { createWorld, type World } from './world.ts'

const FOLDER = `${ROOT}test/transcripts/`
const files = readdirSync(FOLDER).filter((file) => file.endsWith('.txt'))
const seen: string[] = []

/** Plays a transcript's deeds again, and gives the transcript as it is now. */
async function perform(file: string): Promise<string> {
  const before = readFileSync(FOLDER + file, 'utf8')
  const world = await createWorld(before)
  const { twilio } = world
  const channel = file.startsWith('sms') ? 'sms' : 'voice'
  const scene = createScene({ twilio, channel, person: PERSON, phones: world.content.phones })
  const lines: string[] = []
  for (const line of before.split('\n')) {
    // what people got last time is what this time is held against
    if (/^(\w*<|!) /.test(line)) continue
    lines.push(line)
    if (line.startsWith('* ')) world.happen(line.slice(2))
    if (/^\w*>/.test(line)) lines.push(...(await scene.play(line)))
  }
  await world.close()
  keepsToItself(world)
  return lines.join('\n')
}

/**
 * What the line sent, wrote and named while a transcript was played: nothing of the caller is in it.
 * The exceptions are what the person asked for: the call must name whom to ring, and FORGET whose texts.
 */
function keepsToItself({ twilio, events }: World) {
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

test.each(files)('%s', async (file) => {
  const transcript = await perform(file)
  seen.push(transcript)
  // a warning is Twilio's: a verb or an attribute that it does not know
  expect(transcript).not.toMatch(/^! /m)
  await expect(transcript).toMatchFileSnapshot(FOLDER + file)
})

afterAll(() => {
  const all = seen.join('\n').replaceAll('\n< ', ' ')
  const { topics, wording } = content()
  for (const { id } of topics)
    for (const medium of ['text', 'voice'] as const)
      for (const words of Object.values(wording[medium]))
        for (const [page, said] of words.pages)
          if (page.startsWith(`${id}/`))
            expect(all.includes(said.replaceAll('\n', ' ')), `${page} by ${medium}`).toBe(true)
})
