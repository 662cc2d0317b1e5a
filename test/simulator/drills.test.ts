/**
 * The scripted people: every drill meets what is expected of it, and those of the page come to their end
 * there and show what they say.
 */
import { expect, test } from 'vitest'
import { readDrills } from '../../src/simulator/drill/files.ts'
import { scoreDrill } from '../../src/simulator/drill/score.ts'
import { behave } from '../../src/simulator/phones/actions.ts'
import { createDrills } from '../../src/simulator/phones/drills.ts'
import type { Playback } from '../../src/simulator/phones/playback.ts'
import { createShowView } from '../../src/simulator/phones/show-view.ts'
import { createTimeline } from '../../src/simulator/phones/timeline.ts'
import type { View } from '../../src/simulator/phones/view.ts'
import { lineOnTwilio, PERSON, ROOT } from '../line.ts'

const drills = readDrills(`${ROOT}drills`)

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
    expect(captions.map(({ who, text }) => `${who}: ${text}`)).toContain(
      'desk: Buenas tardes. ¿Puede hablar con seguridad?',
    )
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
    expect(again?.text).toContain('Safe to text now?')
  },
  '5-sms-hotel': ({ thread, place }) => {
    expect(thread.at(-1)?.text).toContain('1-888-373-7888')
    expect(place.path).toContain('report')
  },
}

test('there are drills in both languages and channels, and with what may fail', () => {
  const names = drills.map(({ name }) => name)
  for (const kind of [/sms-en/, /sms-es/, /voice-en/, /voice-es/])
    expect(names.filter((name) => kind.test(name)).length, `${kind}`).toBeGreaterThan(3)
  const events = drills.flatMap(({ lines }) => lines.filter(({ type }) => type === 'event'))
  for (const fault of ['Redis hangs', 'REST is late', 'REST is down', 'cookies are lost'])
    expect(events.map(({ source }) => source)).toContain(`* ${fault}`)
  for (const { name, lines } of drills)
    expect(
      lines.some(({ type }) => type === 'expects'),
      name,
    ).toBe(true)
})

test.each(drills)('what is expected of $name is met', async (script) => {
  const score = await scoreDrill(script, lineOnTwilio({ fallback: true }))
  expect(score.missed).toEqual([])
  expect(score.expected).toBeGreaterThan(0)
})

const shown = drills.filter(({ name }) => /^\d/.test(name))

test.each(shown)('on the page: $title', async ({ name }) => {
  const line = lineOnTwilio()
  behave(line, [PERSON, ...line.destinations.keys()], 'ask')
  // no real time: whoever waits lets it pass
  const playback: Playback = {
    speed: 1,
    skip: async () => {},
    pass: line.twilio.advance,
    listen: (leg) => leg.listen(),
    stop() {},
  }
  const trouble = (error: unknown) => {
    throw error
  }
  const onPage = createDrills({ drills: shown, line, playback, trouble })
  onPage.actions.drill(name)
  const showView = createShowView({ line, timeline: createTimeline(line, 's'), drills: onPage })
  await onPage.finish(() => showView(1, ''))
  const view = await showView(1, '')
  expect(view.drill.done).toBe(view.drill.lines.length)
  const check = ends[name]
  if (!check) throw new Error(`say in this test what ${name} comes to`)
  check(view)
  expect(line.twilio.trace.filter(({ kind }) => kind === 'error' || kind === 'warning')).toEqual([])
})
