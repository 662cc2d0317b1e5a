/** The few operations on the document that the page needs. */

/**
 * The element with this id, which the page always has.
 * @template {Element} [Kind=HTMLElement]
 * @param {string} id
 * @returns {Kind}
 */
export function byId(id) {
  const element = document.getElementById(id)
  if (!element) throw new Error(`no element ${id}`)
  return /** @type {Kind} */ (/** @type {unknown} */ (element))
}

/**
 * All elements that a selector finds, as the given type.
 * @template {Element} [Kind=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} [within]
 * @returns {Kind[]}
 */
export function every(selector, within = document) {
  return /** @type {Kind[]} */ ([
    .../** @type {NodeListOf<Element>} */ (within.querySelectorAll(selector)),
  ])
}

/**
 * A new element.
 * @param {string} tag
 * @param {string} className
 * @param {string | Node[]} content
 * @param {Record<string, string>} [attributes]
 */
export function make(tag, className, content, attributes = {}) {
  const element = document.createElement(tag)
  if (className) element.className = className
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
  if (typeof content === 'string') element.textContent = content
  else element.append(...content)
  return element
}

/**
 * Sets a text wherever the page shows it.
 * @param {string} name
 * @param {string} text
 */
export function show(name, text) {
  for (const element of every(`[data-show="${name}"]`))
    if (element.textContent !== text) element.textContent = text
}

/**
 * Updates a log by appending new items, so that a screen reader reads only those.
 * @template {{ id: string }} Item
 * @param {HTMLElement} log
 * @param {readonly Item[]} items
 * @param {(item: Item) => HTMLElement} draw
 * @returns {Item[]} the new items
 */
export function append(log, items, draw) {
  const known = new Set(every('[data-id]', log).map((element) => element.dataset.id))
  const ids = new Set(items.map(({ id }) => id))
  for (const old of every('[data-id]', log)) if (!ids.has(old.dataset.id ?? '')) old.remove()
  const news = items.filter(({ id }) => !known.has(id))
  for (const item of news) {
    const element = draw(item)
    element.dataset.id = item.id
    log.append(element)
  }
  for (const empty of every('.empty', log)) empty.hidden = items.length > 0
  if (news.length > 0) log.scrollTop = log.scrollHeight
  return news
}

/**
 * @param {number} seconds
 * @returns {string} 1:05
 */
export function clock(seconds) {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`
}
