/** Flows for Twilio Studio: every state is walked, as Studio would go on from it. */
import { describe, expect, test } from 'vitest'
import { type State, StudioFlow } from '../../src/formats/studio/shape.ts'
import { exportStudio } from '../../src/operator/formats/export.ts'
import { ROOT } from '../line.ts'
import { projectIn } from './project.ts'

const project = projectIn(ROOT)
const HOTLINE = /1-888-373-7888|1, 8 8 8, 3 7 3, 7 8 8 8/

const media = (['text', 'voice'] as const).map((medium) => {
  const { text, report } = exportStudio(project, medium)
  const flow = StudioFlow.parse(JSON.parse(text))
  return {
    medium,
    flow,
    text,
    report,
    byName: new Map(flow.states.map((state) => [state.name, state])),
  }
})

const wordsOf = ({ properties }: State): string =>
  'body' in properties ? properties.body : 'say' in properties ? properties.say : ''

describe.each(media)('$medium', ({ medium, flow, text, report, byName }) => {
  const at = (name: string | undefined): State | undefined => byName.get(name ?? '')
  const following = (state: State, event: string) =>
    at(state.transitions.find((each) => each.event === event)?.next)
  const questions = flow.states.filter(
    ({ type }) => type === 'gather-input-on-call' || type === 'send-and-wait-for-reply',
  )
  const answered = (state: State) =>
    following(state, 'keypress') ?? following(state, 'incomingMessage')

  /** Where a key, or a word, leads from a question. */
  function pressed(state: State, key: string): State | undefined {
    const split = answered(state)
    if (split?.type !== 'split-based-on') throw new Error(`${state.name} does not split`)
    const match = split.transitions.find(
      (each) => each.event === 'match' && each.conditions[0]?.value.split(',').includes(key),
    )
    return match ? at(match.next) : following(split, 'noMatch')
  }

  /** On through what goes on by itself, to a question, a connection or the end. */
  function settled(state: State | undefined): State | undefined {
    if (state?.type === 'say-play')
      return following(state, 'audioComplete') ? settled(following(state, 'audioComplete')) : state
    if (state?.type === 'send-message')
      return following(state, 'sent') ? settled(following(state, 'sent')) : state
    return state
  }

  test('keeps to the documented shape, and has a state for every text in every language', () => {
    expect(flow.states.length).toBeGreaterThan(400)
    expect(questions.length).toBeGreaterThan(200)
    const said = new Set(flow.states.map(wordsOf))
    const { nodes, words } = project.exchange.flows[medium]
    for (const { pages } of Object.values(words))
      for (const page of Object.values(pages).flat()) expect(said).toContain(page)
    // only a word leads there
    const byEvent = ['call-offer', 'number']
    for (const { menus } of Object.values(words))
      for (const [name, menu] of Object.entries(menus))
        if (name in nodes && !byEvent.includes(name)) expect(said, name).toContain(menu)
  })

  test('a person is one key away from every question', () => {
    for (const question of questions) {
      const person = settled(pressed(question, '0'))
      if (medium === 'text') expect(wordsOf(person as State), question.name).toMatch(HOTLINE)
      else {
        const asked =
          person?.type === 'connect-call-to' ? person : settled(pressed(person as State, '1'))
        expect(asked?.type, question.name).toBe('connect-call-to')
      }
    }
  })

  test('whoever is silent, or is not understood, comes to an end with the number, and is never connected', () => {
    for (const question of questions)
      for (const what of ['silence', 'nonsense'] as const) {
        let state: State | undefined = question
        const way: string[] = []
        while (state && questions.includes(state)) {
          way.push(state.name)
          expect(way.length, way.join(' > ')).toBeLessThan(6)
          const missed = pressed(state, 'nonsense')
          state = settled(what === 'nonsense' ? missed : following(state, 'timeout'))
        }
        // by text nobody is written to who is silent
        if (medium === 'text' && what === 'silence') expect(state).toBeUndefined()
        else expect(wordsOf(state as State), way.join(' > ')).toMatch(HOTLINE)
      }
  })

  test('nothing leads nowhere but an end, and every end is neutral or gives the number', () => {
    const neutral = ['away', 'not_safe'].flatMap((name) => [`${name}__en`, `${name}__es`])
    for (const state of flow.states) {
      const open = state.transitions.filter(({ next }) => next === undefined)
      const isEnd = open.length === state.transitions.length && state.type !== 'trigger'
      if (isEnd && !neutral.includes(state.name))
        expect(wordsOf(state), state.name).toMatch(HOTLINE)
      if (isEnd) continue
      const mayEnd = ['timeout', 'deliveryFailure', 'hangup', 'incomingMessage', 'incomingCall']
      const others = ['incomingConversationMessage', 'incomingRequest', 'incomingParent']
      for (const { event } of open)
        expect([...mayEnd, ...others].includes(event), `${state.name} ${event}`).toBe(true)
    }
  })

  test('says with the export what it can not do', () => {
    expect(report.length).toBeGreaterThan(4)
    expect(report.join('\n')).toMatch(/Words of danger/)
    expect(text).not.toMatch(/undefined|\{\w+\}(?!\})/)
  })
})

test('by call, whatever becomes of a connection, the caller hears a menu or the number', () => {
  const [, { flow, byName } = { flow: undefined, byName: undefined }] = media
  const connections = flow?.states.filter(({ type }) => type === 'connect-call-to') ?? []
  expect(connections.length).toBeGreaterThan(1)
  for (const { name, properties } of connections) {
    expect(properties).toMatchObject({ to: '+18883737888', caller_id: '{{flow.channel.address}}' })
    const how = byName?.get(`${name}_how`)
    expect(how?.transitions.map(({ event }) => event)).toEqual(['noMatch', 'match'])
    const [failed] = how?.transitions ?? []
    expect(wordsOf(byName?.get(failed?.next ?? '') as State)).toMatch(HOTLINE)
  }
})

test('by text, X leads from everywhere to a neutral end', () => {
  const [{ flow } = { flow: undefined }] = media
  for (const { name, transitions, type } of flow?.states ?? []) {
    if (type !== 'split-based-on') continue
    const exits = transitions.flatMap((each) =>
      each.event === 'match' && each.conditions[0]?.value.split(',').includes('x')
        ? [each.next]
        : [],
    )
    expect(exits, name).toEqual([expect.stringMatching(/^away__/)])
  }
})
