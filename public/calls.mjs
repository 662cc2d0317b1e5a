/** The two phones: messages, captions, and the buttons for each state of a call. */
import { append, byId, clock, every, make, show } from './dom.mjs'
import { beep, hush, last, speak } from './sound.mjs'

/** @typedef {import('../src/simulator/phones/view.ts').View} View */
/** @typedef {import('../src/simulator/phones/view.ts').Call} Call */
/** @typedef {import('../src/simulator/phones/view.ts').Caption} Caption */

/** @type {Record<string, Call | undefined>} */
const calls = {}

/** @param {View['thread']} thread */
export function drawThread(thread) {
  append(byId('thread'), thread, ({ from, text, at }) =>
    make('div', `bubble ${from}`, [
      make('span', 'unseen', from === 'person' ? 'You: ' : 'The line: '),
      make('p', '', text),
      make('time', '', at),
    ]),
  )
}

/**
 * @param {'call' | 'desk'} which
 * @param {Call} call
 */
export function drawCall(which, call) {
  const panel = byId(which)
  panel.dataset.state = call.state
  show(`${which}-status`, call.status)
  show(`${which}-seconds`, call.seconds > 0 ? clock(call.seconds) : '')
  const idle = call.state === 'none' || call.state === 'ended'
  const shown = {
    idle,
    live: !idle && call.state !== 'ringing',
    ringing: call.state === 'ringing',
    connected: call.state === 'connected',
  }
  const focused = document.activeElement
  for (const element of every('[data-if]', panel))
    element.hidden = !shown[/** @type {keyof typeof shown} */ (element.dataset.if)]
  // for keyboard users: a button that disappears takes the focus with it
  if (focused && panel.contains(focused) && focused.closest('[hidden]'))
    every('button', panel)
      .find((button) => !button.closest('[hidden]'))
      ?.focus({ preventScroll: true })
  if (which === 'call' && !call.speaking) hush()
  const before = calls[which]?.state
  calls[which] = call
  if (which === 'desk') show('rings', call.state === 'ringing' ? 'rings' : '')
  last(sound())
  if (before !== call.state && call.state === 'ringing')
    panel.closest('.phone')?.scrollIntoView({ block: 'nearest' })
}

/** The sound of both phones together. */
function sound() {
  const { call, desk } = calls
  if (call?.state === 'ringing' || desk?.state === 'ringing') return 'ringing'
  if (call?.state === 'dialling') return 'dialling'
  return call?.state === 'hold' && !call.speaking ? 'hold' : 'none'
}

/**
 * @param {'captions' | 'desk-captions'} id
 * @param {readonly Caption[]} captions
 * @param {boolean} aloud whether new captions are spoken
 */
export function drawCaptions(id, captions, aloud) {
  const whose = id === 'captions' ? 'person' : 'desk'
  const names = { line: 'The line', person: 'Caller', desk: 'Advocate', note: '' }
  const news = append(byId(id), captions, ({ who, text, language }) => {
    const name = who === 'note' ? '' : who === whose ? 'You' : names[who]
    return make('div', `caption ${who === whose ? 'own' : who}`, [
      ...(name ? [make('span', 'who', name)] : []),
      make('p', '', text, language ? { lang: language } : {}),
    ])
  })
  if (!aloud) return
  for (const { who, text, language } of news) {
    if (text.startsWith('pressed ')) beep(text.slice(8))
    if (who === 'line' && id === 'captions') speak(text, language ?? 'en-US')
  }
}
