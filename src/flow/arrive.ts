/** Builds the turn for arriving at a node or staying at one. */
import { type Effect, effects as table } from './effect.ts'
import { type Flow, type Move, sentenceWhen } from './flow.ts'
import { isGate, pendingIn } from './gate.ts'
import type { When } from './sentence.ts'
import type { Reply, Session, Turn } from './session.ts'

/** The miss that ends the conversation; the ones before it repeat the question. */
const LAST_MISS = 3

export function turn(
  session: Session,
  replies: readonly Reply[],
  effects: readonly Effect[] = [],
): Turn {
  return { session, language: session.language, replies, effects, missed: false }
}

/** A sentence said in passing; the conversation stays at its node. */
export function say(session: Session, text: string, effects: readonly Effect[] = []): Turn {
  return turn({ ...session, misses: 0 }, [{ type: 'say', text }], effects)
}

/**
 * Asks which of several topics was meant. The node stays the same, and the first keys choose a
 * topic.
 */
export function offer(session: Session, topics: readonly string[]): Turn {
  const { node } = session
  return turn({ ...session, misses: 0, choices: topics }, [{ type: 'choices', node, topics }])
}

/**
 * Goes to the topic that was asked for. Somebody who writes about themselves gets a person's number
 * first.
 */
export function enter(flow: Flow, from: Session, { topic, personal, also }: Asked): Turn {
  const arrived = go(flow, from, { to: topic })
  const turn = personal ? { ...arrived, replies: arrived.replies.map(lead) } : arrived
  return also ? beside(flow, turn, also) : turn
}

type Asked = { topic: string; personal?: boolean | undefined; also?: string | undefined }

function lead(reply: Reply): Reply {
  return reply.type === 'page' ? { ...reply, type: 'led' } : reply
}

/** Mentions another topic below an answer, if the answer leaves the first key free to choose it. */
export function beside(flow: Flow, turn: Turn, also: string): Turn {
  const { session, replies } = turn
  const last = replies.at(-1)
  if (!session || session.node === also || !flow.nodes[also] || !last) return turn
  if (isGate(flow.nodes[session.node]) || session.neutral) return turn
  if (last.type !== 'say' && last.type !== 'page' && last.type !== 'led') return turn
  return {
    ...turn,
    session: { ...session, choices: [also] },
    replies: [...replies.slice(0, -1), { ...last, also }],
  }
}

export function go(flow: Flow, from: Session, move: Move): Turn {
  const session: Session = {
    node: move.to,
    language: move.language ?? from.language,
    misses: 0,
    page: 0,
    ...(isGate(flow.nodes[move.to]) && pendingIn(from)),
  }
  const effects = move.do ?? []
  const told = effects.find((effect) => table[effect].told)
  if (told === 'ring')
    return turn(session, [{ type: 'outcome', effect: told, went: 'started' }], effects)
  const shown = show(flow, session)
  const all = [...effects, ...shown.effects]
  if (!move.say) return { ...shown, effects: all }
  // a move into the neutral time may have a sentence of its own, which is then the only one
  const enough = flow.nodes[move.to]?.type === 'away'
  const replies: Reply[] = [{ type: 'say', text: move.say }]
  return { ...shown, replies: enough ? replies : [...replies, ...shown.replies], effects: all }
}

/** Answers with the node's own words, on arrival or when somebody asks to hear them again. */
export function show(flow: Flow, session: Session): Turn {
  const node = flow.nodes[session.node]
  switch (node?.type) {
    case 'message':
      return turn(session, [{ type: 'page', node: session.node, page: session.page }])
    case 'transfer':
      return turn(session, [
        { type: 'transfer', node: session.node, destination: node.destination },
      ])
    case 'away':
      return turn(
        session.neutral ? session : { ...session, neutral: true },
        [{ type: 'say', text: session.node }],
        ['stop_ringing'],
      )
    case 'end': {
      const words: Reply[] = node.silent ? [] : [{ type: 'say', text: session.node }]
      return {
        session: undefined,
        language: session.language,
        replies: [...words, { type: 'end' }],
        effects: ['stop_ringing'],
        missed: false,
      }
    }
    default:
      return turn(session, [{ type: 'menu', node: session.node }])
  }
}

export function miss(flow: Flow, session: Session, when: When): Turn {
  const misses = session.misses + 1
  const node = flow.nodes[session.node]
  const lost = (node && 'lost' in node && node.lost) || flow.lost
  if (misses >= LAST_MISS) return { ...go(flow, session, { to: lost }), missed: true }
  const again = show(flow, { ...session, misses })
  const apology: Reply = { type: 'say', text: sentenceWhen(flow, when) }
  return { ...again, replies: [apology, ...again.replies.map(keysOnly)], missed: true }
}

/** After a wrong key the page is not repeated, only its keys. */
function keysOnly(reply: Reply): Reply {
  return reply.type === 'page' ? { ...reply, type: 'keys' } : reply
}
