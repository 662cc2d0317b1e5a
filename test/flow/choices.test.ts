/** Choices and small talk in the flow: asides that leave people where they are. */
import { expect, test } from 'vitest'
import type { Input } from '../../src/flow/input.ts'
import type { Session } from '../../src/flow/session.ts'
import { transition } from '../../src/flow/transition.ts'
import { content } from '../line.ts'

const { text: flow } = content().flows
const home: Session = { node: 'home', language: 'en', misses: 1, page: 0 }
const gate: Session = { ...home, node: 'gate' }
const choices: Input = { type: 'choices', topics: ['signs', 'tactics', 'report'] }
const key = (name: string): Input => ({ type: 'key', key: name })

test('the next keys choose, and only the next', () => {
  const asked = transition(flow, home, choices)
  expect(asked.replies).toEqual([{ type: 'choices', node: 'home', topics: choices.topics }])
  expect(asked.session).toEqual({ ...home, misses: 0, choices: choices.topics })
  const chosen = transition(flow, asked.session, key('2'))
  expect(chosen.replies).toEqual([{ type: 'page', node: 'tactics', page: 0 }])
  expect(chosen.session).not.toHaveProperty('choices')
  const other = transition(flow, asked.session, { type: 'event', event: 'tip' })
  expect(transition(flow, other.session, key('2')).session?.node).toBe('someone')
})

test('keys beyond the choices are those of the menu', () => {
  const asked = transition(flow, home, { type: 'choices', topics: ['signs'] })
  expect(transition(flow, asked.session, key('4')).session?.node).toBe('me')
  expect(transition(flow, asked.session, key('0')).replies[0]).toEqual({
    type: 'say',
    text: 'person',
  })
})

test('at the gate choices wait, and its keys stay its own', () => {
  const first = transition(flow, undefined, { ...choices, language: 'es' } as Input)
  expect(first.replies).toEqual([{ type: 'menu', node: 'gate' }])
  expect(first.language).toBe('es')
  const inside = transition(flow, first.session, key('1'))
  expect(inside.replies).toEqual([{ type: 'choices', node: 'home', topics: choices.topics }])
  expect(transition(flow, inside.session, key('3')).session?.node).toBe('report')
  expect(transition(flow, first.session, key('2')).session).toBeUndefined()
})

test('somebody who writes about themselves gets a number first, behind the gate too', () => {
  const personal: Input = { type: 'topic', topic: 'tactics', personal: true }
  const led = [{ type: 'led', node: 'tactics', page: 0 }]
  expect(transition(flow, home, personal).replies).toEqual(led)
  const waiting = transition(flow, undefined, personal)
  expect(transition(flow, waiting.session, key('1')).replies).toEqual(led)
})

const both: Input = { type: 'topic', topic: 'tactics', also: 'records' }

test('another topic that may be meant is named below the page, and key 1 leads to it', () => {
  const answered = transition(flow, home, both)
  expect(answered.replies).toEqual([{ type: 'page', node: 'tactics', page: 0, also: 'records' }])
  const chosen = transition(flow, answered.session, key('1'))
  expect(chosen.replies).toEqual([{ type: 'page', node: 'records', page: 0 }])
  expect(chosen.session).not.toHaveProperty('choices')
})

test('it stays while the page is read on, and no longer', () => {
  const more = transition(flow, transition(flow, home, both).session, key('7'))
  expect(more.replies).toEqual([{ type: 'page', node: 'tactics', page: 1 }])
  expect(transition(flow, more.session, key('1')).session?.node).toBe('records')
  const back = transition(flow, more.session, key('8'))
  expect(transition(flow, back.session, key('1')).session?.node).toBe('signs')
})

test('at the gate it waits with the topic that was asked for', () => {
  const first = transition(flow, undefined, { ...both, personal: true })
  expect(first.replies).toEqual([{ type: 'menu', node: 'gate' }])
  const inside = transition(flow, first.session, key('1'))
  expect(inside.replies).toEqual([{ type: 'led', node: 'tactics', page: 0, also: 'records' }])
  expect(transition(flow, inside.session, key('1')).session?.node).toBe('records')
  const menu = transition(flow, transition(flow, first.session, key('9')).session, key('1'))
  expect(menu.session).toEqual({ node: 'home', language: 'en', misses: 0, page: 0 })
})

test('an answer to danger names the topic that was asked for as well, but not before the gate', () => {
  const danger: Input = { type: 'event', event: 'crisis.danger', also: 'records' }
  const answered = transition(flow, home, danger)
  expect(answered.replies).toEqual([{ type: 'say', text: 'crisis.danger', also: 'records' }])
  expect(transition(flow, answered.session, key('1')).session?.node).toBe('records')
  const first = transition(flow, undefined, danger)
  expect(first.replies).toEqual([{ type: 'say', text: 'crisis.danger' }])
  expect(transition(flow, first.session, key('1')).session?.node).toBe('home')
  const away: Session = { ...home, node: 'away', neutral: true }
  expect(transition(flow, away, danger).session).not.toHaveProperty('choices')
})

test('a topic that content has lost, or that is the page itself, is not named', () => {
  for (const also of ['gone', 'tactics'])
    expect(transition(flow, home, { ...both, also } as Input).replies).toEqual([
      { type: 'page', node: 'tactics', page: 0 },
    ])
})

test('small talk leaves people where they are; at the gate only what names no subject is said', () => {
  const who: Input = { type: 'small_talk', about: 'who', neutral: true }
  const meaning: Input = { type: 'small_talk', about: 'meaning' }
  expect(transition(flow, home, who)).toMatchObject({
    session: { node: 'home', misses: 0 },
    replies: [{ type: 'say', text: 'small_talk.who' }],
  })
  expect(transition(flow, gate, who).replies).toEqual([{ type: 'say', text: 'small_talk.who' }])
  expect(transition(flow, gate, meaning).replies).toEqual([{ type: 'menu', node: 'gate' }])
  expect(transition(flow, undefined, who).replies).toEqual([{ type: 'menu', node: 'gate' }])
})

test('a session that offers what is no longer there goes on from the menu', () => {
  const old: Session = { ...home, choices: ['gone'] }
  const turn = transition(flow, old, key('1'))
  expect(turn.replies).toEqual([{ type: 'menu', node: flow.home }])
  expect(turn.session?.choices).toBeUndefined()
})

test('during the neutral time nothing of it is said', () => {
  const away: Session = { ...home, node: 'away' }
  for (const input of [choices, { type: 'small_talk', about: 'who', neutral: true } as Input])
    expect(transition(flow, away, input).replies).toEqual([{ type: 'say', text: 'away' }])
})
