/** The scripted people: every scene comes to its end on the real line, and shows what it says. */
import { expect, test } from 'vitest'
import { createDeeds } from '../../src/simulator/phones/actions.ts'
import { createScenes, readScenes } from '../../src/simulator/phones/drills.ts'
import type { Pace } from '../../src/simulator/phones/playback.ts'
import { createShow } from '../../src/simulator/phones/show-view.ts'
import { createWitness } from '../../src/simulator/phones/timeline.ts'
import type { View } from '../../src/simulator/phones/view.ts'
import { createStage } from '../../src/simulator/simulated-line.ts'
import { content, LINE, PERSON, PUBLIC_URL, ROOT, TOKEN } from '../line.ts'

const scenes = readScenes(new URL(`file://${ROOT}drills/`))

/** What each of them must come to. */
const ends: Record<string, (view: View) => void> = {
  '1-sms-danger': ({ thread, call, place }) => {
    expect(thread.some(({ text }) => text.startsWith('In danger now'))).toBe(true)
    expect(call.state, 'X stopped the call').toBe('ended')
    expect(place.node).toBe('away')
    expect(thread.at(-1)?.text).not.toMatch(/traffick|hotline/i)
  },
  '2-voice-spanish': ({ captions, deskCaptions }) => {
    expect(deskCaptions[0]?.text).toContain('Spanish')
    expect(captions.at(-1)?.language).toBe('es-US')
    expect(captions.some(({ text }) => text.startsWith('no longer connected'))).toBe(true)
  },
  '3-voice-cannot-speak': ({ deskCaptions, call, desk }) => {
    expect(deskCaptions[0]?.text).toContain('The caller can not speak')
    expect(deskCaptions.some(({ text }) => text === 'connected with the caller')).toBe(true)
    expect([call.state, desk.name]).toEqual(['ended', 'Local desk'])
  },
  '4-sms-someone-else': ({ thread }) => {
    const [away, who, what, again] = thread.filter(({ from }) => from === 'line').slice(3)
    for (const bubble of [away, who, what]) expect(bubble?.text).not.toMatch(/traffick|hotline/i)
    expect(again?.text).toContain('Safe to text?')
  },
  '5-sms-hotel': ({ thread, place }) => {
    expect(thread.at(-1)?.text).toContain('1-888-373-7888')
    expect(place.path).toContain('report')
  },
}

test.each(scenes)('$title', async ({ name }) => {
  const stage = createStage(
    {
      content: content(),
      log: () => {},
      publicUrl: PUBLIC_URL,
      lineNumber: LINE,
      authTokens: [TOKEN],
      sessionSecrets: ['a session secret of more than 32 characters'],
      sessionTtl: 900,
    },
    PERSON,
  )
  // no real time: whoever waits lets it pass
  const pace: Pace = { speed: 1, skip: async () => {}, pass: stage.advance, stop() {} }
  const witness = createWitness(stage, 'w')
  const own = createDeeds(stage, witness, pace)
  const trouble = (error: unknown) => {
    throw error
  }
  const played = createScenes({ scenes, stage, deeds: own, pace, trouble })
  played.deeds.scene(name)
  const show = createShow({ stage, witness, scenes: played })
  await played.finish(() => show(1, ''))
  const view = await show(1, '')
  expect(view.scene.done).toBe(view.scene.lines.length)
  const check = ends[name]
  if (!check) throw new Error(`say in this test what ${name} comes to`)
  check(view)
  expect(stage.twilio.trace.filter(({ kind }) => kind === 'error' || kind === 'warning')).toEqual(
    [],
  )
})
