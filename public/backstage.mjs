/** Backstage: the flow with its current node, the requests, what is stored, and what it costs. */
import { append, byId, clock, every, make } from './dom.mjs'

/** @typedef {import('../src/simulator/phones/view.ts').View} View */

/** @param {View['place']} place */
export function drawPlace({ medium, node, path }) {
  byId('path').textContent = node ? path.join(' → ') : 'Nowhere yet.'
  const steps = new Set(path.map((name, at) => `${path[at - 1] ?? ''} ${name}`))
  for (const picture of every('[data-flow]')) {
    const here = picture.dataset.flow === medium
    picture.toggleAttribute('hidden', !here)
    for (const box of every('[data-node]', picture)) {
      box.classList.toggle('been', here && path.includes(box.dataset.node ?? ''))
      box.classList.toggle('here', here && box.dataset.node === node)
    }
    for (const edge of every('[data-edge]', picture))
      edge.classList.toggle('been', here && steps.has(edge.dataset.edge ?? ''))
  }
  reveal(medium)
}

/** Scrolls the picture, and nothing else, to the current node. @param {string} medium */
function reveal(medium) {
  const [box] = every(`[data-flow="${medium}"] .here`)
  const frame = box?.closest('.picture')
  if (!box || !frame) return
  const [inner, outer] = [box.getBoundingClientRect(), frame.getBoundingClientRect()]
  if (inner.left < outer.left || inner.right > outer.right)
    frame.scrollLeft += inner.left - outer.left - 40
  if (inner.top < outer.top || inner.bottom > outer.bottom)
    frame.scrollTop += inner.top - outer.top - 40
}

/** @param {View['requests']} requests */
export function drawRequests(requests) {
  const list = byId('requests')
  const open = every('details[open]', list).map(({ dataset }) => dataset.id)
  list.replaceChildren(
    ...[...requests].reverse().map(({ id, purpose, line, form, answer }) => {
      const details = make('details', '', [
        make('summary', '', [
          make('span', 'tag', purpose),
          make('code', '', line),
          make('span', 'answer', answer),
        ]),
        make('pre', '', form),
      ])
      details.dataset.id = id
      details.toggleAttribute('open', open.includes(id))
      return details
    }),
  )
}

/** @param {string} document */
export function drawDocument(document) {
  const pre = byId('document')
  if (!document) return pre.replaceChildren('Nothing has been asked yet.')
  // names, attributes and text each in a colour of their own
  const parts = document.split(/(<[^>]*>)/).map((part) => {
    if (!part.startsWith('<')) return make('span', 'xml-text', part)
    const [, open = '', attributes = '', close = ''] = /^(<\/?\w+)(.*?)(\/?>)$/s.exec(part) ?? []
    return make('span', 'xml-tag', [
      new Text(open),
      ...(attributes ? [make('span', 'xml-attributes', attributes)] : []),
      new Text(close),
    ])
  })
  pre.replaceChildren(...parts)
}

/** @param {View['stored']} stored */
export function drawStored(stored) {
  byId('stored').replaceChildren(
    ...(stored.length > 0 ? stored.map(drawValue) : [make('p', 'empty', 'Nothing.')]),
  )
}

/** @param {View['stored'][number]} value */
function drawValue({ what, key, bytes, expires, row }) {
  return make('dl', 'value', [
    make('dt', '', what),
    make('dd', '', [
      make('code', '', key),
      make('span', '', `${bytes} sealed bytes, gone in ${clock(expires)}`),
      make('code', 'row', row),
    ]),
  ])
}

/** @param {View['thread']} thread */
export function drawCosts(thread) {
  append(byId('costs'), thread, ({ from, text, encoding, units, segments }) =>
    make('tr', '', [
      make('td', 'excerpt', `${from === 'person' ? '> ' : '< '}${text.replaceAll('\n', ' ')}`),
      make('td', '', encoding),
      make('td', '', String(units)),
      make('td', '', String(segments)),
    ]),
  )
  const table = byId('costs').closest('.table')
  if (table) table.scrollTop = table.scrollHeight
}

/** @param {View['log']} log */
export function drawLog(log) {
  byId('log').textContent = log.join('\n') || 'Nothing yet. Never a number, never a text.'
}
