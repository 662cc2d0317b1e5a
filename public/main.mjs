/** The page: listens to the simulator, shows what has changed, and sends it what somebody does. */
import {
  drawCosts,
  drawDocument,
  drawLog,
  drawPlace,
  drawRequests,
  drawStored,
} from './backstage.mjs'
import { drawCall, drawCaptions, drawThread } from './calls.mjs'
import { byId, every, make, show } from './dom.mjs'
import { setSound, silentLanguages, wakeSound } from './sound.mjs'

/** @typedef {import('../src/simulator/phones/view.ts').View} View */

/** True until the first update: what was there before is not spoken. */
let first = true
let incoming = false

/** @type {{ [Part in keyof View]: (value: View[Part]) => void }} */
const draw = {
  time: drawTime,
  thread(thread) {
    drawThread(thread)
    drawCosts(thread)
    if (!first && thread.length > 0) openTab('messages')
  },
  call(call) {
    drawCall('call', call)
    const begins = call.state === 'calling' || call.state === 'ringing'
    const live = call.state !== 'none' && call.state !== 'ended'
    if (begins || (live && !incoming)) openTab('call')
    incoming = live
  },
  captions: (captions) => drawCaptions('captions', captions, !first),
  desk(desk) {
    drawCall('desk', desk)
    show('desk-name', desk.name)
    const plan = /** @type {HTMLSelectElement} */ (byId('desk-plan'))
    const deskFirst = /** @type {HTMLInputElement} */ (byId('desk-first'))
    plan.value = desk.plan
    deskFirst.checked = desk.deskFirst
  },
  deskCaptions: (captions) => drawCaptions('desk-captions', captions, !first),
  broken(broken) {
    for (const box of /** @type {HTMLInputElement[]} */ (every('[data-action="break"]')))
      box.checked = broken[/** @type {keyof typeof broken} */ (box.dataset.value)]
  },
  drill: drawDrill,
  place: drawPlace,
  requests: drawRequests,
  document: drawDocument,
  stored: drawStored,
  log: drawLog,
  trouble: (message) => show('notice', message),
}

const events = new EventSource('/phones/events')
events.addEventListener('message', ({ data }) => {
  /** @type {Partial<View>} */
  const change = JSON.parse(data)
  for (const [part, value] of Object.entries(change)) {
    /** @type {(value: any) => void} */
    const put = draw[/** @type {keyof View} */ (part)]
    put(value)
  }
  first = false
  document.body.dataset.ready = 'yes'
})
/** @type {string | undefined} */
let start
events.addEventListener('start', ({ data }) => {
  // the line has been restarted, perhaps with other code, content or page
  if (start && start !== data) location.reload()
  start = data
})
events.addEventListener('error', () => {
  first = true
  show('notice', 'The simulator does not answer. Is it still running?')
})
events.addEventListener('open', () => show('notice', ''))

/** @param {string} action @param {string} value */
async function tell(action, value) {
  const answer = await fetch('/phones/do', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ action, value }),
  })
  show('notice', answer.ok ? '' : await answer.text())
}

document.addEventListener('click', ({ target }) => {
  wakeSound()
  const button = target instanceof Element ? target.closest('button') : null
  if (button?.role === 'tab') openTab(button.getAttribute('aria-controls') ?? '')
  const { action, value = '' } = button?.dataset ?? {}
  if (action) void tell(action, value)
})

document.addEventListener('submit', (event) => {
  event.preventDefault()
  const form = /** @type {HTMLFormElement} */ (event.target)
  const field = /** @type {HTMLInputElement} */ (form.elements.namedItem('value'))
  if (form.dataset.action && field.value.trim()) void tell(form.dataset.action, field.value)
  field.value = ''
})

document.addEventListener('change', ({ target }) => {
  if (target instanceof HTMLSelectElement) void tell(target.dataset.action ?? '', target.value)
  if (!(target instanceof HTMLInputElement) || target.type !== 'checkbox') return
  const { action, value } = target.dataset
  if (target.id === 'tones' || target.id === 'speak') setSound(target.id, target.checked)
  else if (action === 'break') void tell(target.checked ? 'break' : 'mend', value ?? '')
  else if (action) void tell(action, target.checked ? 'on' : 'off')
})

// a physical key on the keypad presses the same key of the phone
document.addEventListener('keydown', (event) => {
  const tab = event.target instanceof Element ? event.target.closest('[role="tab"]') : null
  if (tab && /^Arrow(Left|Right)$/.test(event.key)) {
    const other = every('[role="tab"]').find((each) => each !== tab)
    openTab(other?.getAttribute('aria-controls') ?? '')
    other?.focus()
  }
  const pad = event.target instanceof Element ? event.target.closest('.keypad') : null
  const key = pad && every('button', pad).find(({ dataset }) => dataset.value === event.key)
  if (key) key.click()
})

/** @param {string} id */
function openTab(id) {
  for (const tab of every('[role="tab"]')) {
    const chosen = tab.getAttribute('aria-controls') === id
    tab.setAttribute('aria-selected', String(chosen))
    tab.tabIndex = chosen ? 0 : -1
    byId(tab.getAttribute('aria-controls') ?? '').hidden = !chosen
  }
  for (const log of every('#person .scroll')) log.scrollTop = log.scrollHeight
}

/** @param {View['time']} time */
function drawTime({ clock, speed, someoneWaits }) {
  show('clock', clock)
  for (const button of every('[data-action="speed"]'))
    button.setAttribute('aria-pressed', String(button.dataset.value === String(speed)))
  const skip = /** @type {HTMLButtonElement} */ (byId('skip'))
  skip.disabled = !someoneWaits
}

/** @param {View['drill']} drill */
function drawDrill({ name, lines, done, playing }) {
  byId('drill').hidden = !name
  for (const button of every('[data-action="drill"]'))
    button.setAttribute('aria-pressed', String(button.dataset.value === name))
  const script = byId('script')
  script.replaceChildren(
    ...lines.map(({ text, kind }, at) =>
      make('li', at === done ? `${kind} next` : at < done ? `${kind} done` : kind, text),
    ),
  )
  const [next] = every('.next', script)
  if (next) script.scrollTop = next.offsetTop - script.offsetTop - 60
  const play = byId('play')
  const over = done >= lines.length
  play.textContent = playing ? 'Pause' : 'Play'
  play.dataset.action = playing ? 'pause' : 'play'
  for (const button of every('#play, #step')) button.toggleAttribute('disabled', over)
}

const languages = ['en-US', 'es-US']
/** Names languages that would stay silent here; some browsers load voices late. */
function drawVoices() {
  const silent = silentLanguages(languages)
  show('voices', silent.length > 0 ? `(this machine has no voice for ${silent.join(', ')})` : '')
}
drawVoices()
if ('speechSynthesis' in window) speechSynthesis.addEventListener('voiceschanged', drawVoices)
