/** Compares the keys that a menu's words name with its options and with what was offered. */
import { keysIn } from '../content/keys-in.ts'
import type { Flow } from '../flow/flow.ts'
import { isGate } from '../flow/gate.ts'
import { optionsOf } from '../flow/languages.ts'
import type { Session } from '../flow/session.ts'
import { isKnown } from './people.ts'
import { placeOf } from './place.ts'
import type { Broken } from './property.ts'
import type { Setting } from './setting.ts'
import type { Engine } from './space.ts'

/**
 * Finds a key that is named but does nothing, is not named but does something, or does not do what
 * was offered.
 */
export function keysBroken(
  session: Session | undefined,
  { flow, wording }: Setting,
  engine: Engine,
): Broken | undefined {
  const node = flow.nodes[session?.node ?? '']
  if (!session || !node || session.misses > 0) return undefined
  if (session.choices) return offeredBroken(session, flow, engine)
  if (node.type !== 'menu') return undefined
  const words = wording[session.language]?.menus.get(session.node)
  if (words === undefined) return undefined
  const named = keysIn(words)
  const key = `nodes.${session.node}`
  const unnamed = Object.keys(optionsOf(flow, node, session.language)).find(
    // a menu shown in every language names, in each, only that language's key
    (option) => !named.has(option) && !(node.everyLanguage && node.languages),
  )
  if (unnamed) return { key, why: `its words in '${session.language}' do not name key ${unnamed}` }
  const dead = Array.from(named).find(
    (press) => engine(flow, session, { type: 'key', key: press }).missed,
  )
  if (!dead) return undefined
  const why = `its words in '${session.language}' name key ${dead}, which does nothing`
  return { key, why, next: [{ type: 'key', key: dead }] }
}

/** Finds an offered topic that its key does not lead to; at a gate it is kept waiting. */
function offeredBroken(session: Session, flow: Flow, engine: Engine): Broken | undefined {
  if (!isKnown(flow, session) || isGate(flow.nodes[session.node])) return undefined
  const offered = session.choices?.map((topic, at) => ({ topic, key: String(at + 1) })) ?? []
  const lost = offered.find(
    ({ topic, key }) =>
      flow.nodes[topic] && engine(flow, session, { type: 'key', key }).session?.node !== topic,
  )
  if (!lost) return undefined
  const why = `key ${lost.key} does not lead to '${lost.topic}', which was offered`
  return { key: placeOf(session, flow), why, next: [{ type: 'key', key: lost.key }] }
}
