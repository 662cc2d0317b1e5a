/** The conversation that the peers hold: a small clinic's menu, as a user would first write it. */

const nodes = {
  root: {
    text: 'Welcome to Riverside Clinic. Reply 1 for opening hours, 2 for billing, 3 for directions, 0 to reach a person.',
    options: { 1: 'hours', 2: 'billing', 3: 'where', 0: 'person' },
  },
  hours: {
    text: 'We are open Mon-Fri 8:00-18:00 and Sat 9:00-13:00. Reply MENU for more or 0 to reach a person.',
    options: { 2: 'billing', 3: 'where', 0: 'person' },
  },
  billing: {
    text: 'Bills can be paid online, by phone or at the desk; plans are available for balances over $200. Reply MENU for more.',
    options: { 1: 'hours', 3: 'where', 0: 'person' },
  },
  where: {
    text: 'We are at 12 River Street, next to the library; parking is behind the building. Reply MENU for more.',
    options: { 1: 'hours', 2: 'billing', 0: 'person' },
  },
  person: {
    text: 'Thanks, a member of staff will text or call you shortly. Reply MENU to start over.',
    options: { 1: 'hours', 2: 'billing', 3: 'where' },
  },
}

/** Seconds that a session lives. */
export const TTL = 14_400

export function freshSession(from) {
  return {
    version: 1,
    node: 'root',
    from,
    language: 'en',
    turns: 0,
    misses: 0,
    path: [],
    startedAt: Date.now(),
    updatedAt: 0,
    lastSid: '',
    consent: 'opted-in',
    queue: null,
    campaign: 'default-faq-menu-2026',
  }
}

/** Takes one step, in place, and gives the words to say. */
export function advance(session, input, sid) {
  session.node = next(session.node, (input ?? '').trim().toLowerCase())
  session.turns += 1
  session.updatedAt = Date.now()
  session.lastSid = sid
  session.path = [...session.path, session.node].slice(-6)
  return nodes[session.node].text
}

function next(node, said) {
  if (said === '' || said === 'menu' || said === 'hi') return 'root'
  const option = nodes[node]?.options[said[0]]
  if (option) return option
  if (said.includes('hour') || said.includes('open')) return 'hours'
  if (said.includes('bill') || said.includes('pay')) return 'billing'
  return 'root'
}

/** A fixed answer, for the servers that hold no conversation. */
export const STATIC_TWIML = `<?xml version="1.0" encoding="UTF-8"?><Response><Message>${nodes.root.text}</Message></Response>`
