/**
 * The flow engine: (flow, session, input) -> turn. Pure: no clock, no I/O, no channel and no wording,
 * so that every reachable state can be walked by a test.
 */
import { type Effect, effects as table } from './effect.ts'
import type { Event } from './event.ts'
import type { Action, Flow, Move, Node } from './flow.ts'
import { keys, sentenceWhen } from './flow.ts'
import type { Input, TransferOutcome } from './input.ts'
import { optionsOf } from './languages.ts'
import type { When } from './sentence.ts'
import type { Reply, Session, Turn } from './session.ts'

/** The miss that ends the conversation; the ones before it repeat the question. */
const LAST_MISS = 3

/** One turn. A session that stands where this flow has nothing goes on from the menu, in its language. */
export function transition(flow: Flow, session: Session | undefined, input: Input): Turn {
  // a language that is no longer offered can not be spoken: the conversation begins anew
  if (!session || !flow.languages.includes(session.language)) return begin(flow, input)
  const node = flow.nodes[session.node]
  if (node && isThere(flow, session, node)) return proceed(flow, session, node, input)
  return recover(flow, session, input)
}

/** Whether the content of today has all that a session of another day stands on. */
function isThere(flow: Flow, { node, page, waiting, choices }: Session, { type }: Node): boolean {
  const pages = type === 'message' ? (flow.pages[node] ?? 0) : 1
  const awaited = waiting === undefined || isTalk(waiting) || flow.nodes[waiting] !== undefined
  const offered = choices?.every((topic) => flow.nodes[topic] !== undefined) ?? true
  return awaited && offered && page < pages
}

/** A key is not pressed for a person who saw another list than this one. */
function recover(flow: Flow, { node, language, neutral }: Session, input: Input): Turn {
  const away = Object.keys(flow.nodes).find((name) => flow.nodes[name]?.type === 'away')
  const gate = flow.nodes[node]
  const at = neutral && away ? away : gate && isGate(gate) ? node : flow.home
  const session: Session = { node: at, language, misses: 0, page: 0, ...(neutral && { neutral }) }
  const there = flow.nodes[at]
  const pressed = input.type === 'key' && input.key !== keys.person
  return there && !pressed ? proceed(flow, session, there, input) : show(flow, session)
}

/** The first turn: whatever comes is answered by the start node, unless it may pass. */
function begin(flow: Flow, first: Input): Turn {
  const spoken = 'spoken' in first ? first.spoken : undefined
  const language = flow.languages.find((each) => each === spoken) ?? flow.languages[0]
  const fresh: Session = { node: flow.start, language, misses: 0, page: 0 }
  const start = flow.nodes[flow.start]
  // nothing was asked yet that a yes could answer
  const input = unasked(first)
  if (isQuiet(input)) return { ...turn(fresh, []), session: undefined }
  if (input.type === 'called_back') return go(flow, spokenIn(fresh, input), { to: flow.callback })
  if (input.type === 'interpreter') return say(fresh, `interpreter.${input.of}`)
  if (input.type === 'transfer_ended') return endedUnremembered(flow, fresh, input.outcome)
  const passes = start && actionFor(flow, start, input)
  if (passes && !('key' in passes)) return act(flow, spokenIn(fresh, input), start, passes)
  return show(flow, asked(flow, spokenIn(fresh, input), input))
}

/** A caller comes back from a person, to a line that has forgotten all about the call. */
function endedUnremembered(flow: Flow, fresh: Session, outcome: TransferOutcome): Turn {
  const transfer = Object.values(flow.nodes).find(({ type }) => type === 'transfer')
  if (transfer?.type !== 'transfer') return show(flow, fresh)
  return go(flow, fresh, { to: afterTransfer(transfer.ended, outcome) })
}

function proceed(flow: Flow, before: Session, node: Node, said: Input): Turn {
  const input = actionFor(flow, node, said) ? said : unasked(said)
  const action = actionFor(flow, node, input)
  // the very same session: nothing happened
  if (!action && isQuiet(input)) return turn(before, [])
  if (node.type === 'away') {
    if (action && 'to' in action) return go(flow, before, action)
    // the very same session: writing it again would prolong the neutral time
    return action && 'say' in action
      ? turn(before, [{ type: 'say', text: action.say }], action.do)
      : show(flow, before)
  }
  const chosen = input.type === 'key' ? choiceOf(before, node, input.key) : undefined
  const session = spokenIn(isGate(node) ? before : withoutChoices(before), input)
  if (action) return act(flow, session, node, action)
  if (chosen) return go(flow, session, { to: chosen })
  switch (input.type) {
    case 'key':
      return press(flow, session, node, input.key)
    case 'topic':
      if (isGate(node)) return show(flow, asked(flow, session, input))
      return enter(flow, session, input.topic, input.personal)
    case 'choices':
      if (isGate(node)) return show(flow, asked(flow, session, input))
      return offer(session, input.topics)
    case 'small_talk':
      if (isGate(node) && !input.neutral) return show(flow, asked(flow, session, input))
      return say(session, `small_talk.${input.about}`)
    case 'transfer_ended':
      // a late or doubled callback finds the caller elsewhere: they hear where they are again
      if (node.type !== 'transfer') return show(flow, session)
      return go(flow, session, { to: afterTransfer(node.ended, input.outcome) })
    case 'begin':
    case 'called_back':
    case 'language':
      return show(flow, session)
    case 'interpreter':
      return say(session, `interpreter.${input.of}`)
    case 'automatic':
      return turn(before, [{ type: 'say', text: sentenceWhen(flow, 'picture') }])
    case 'silence':
      return miss(flow, session, 'silence')
    case 'unknown':
    case 'event':
      return miss(flow, session, 'missed')
  }
}

function afterTransfer(
  ended: (Node & { type: 'transfer' })['ended'],
  outcome: TransferOutcome,
): string {
  if (outcome === 'answered' || outcome === 'returned') return ended[outcome]
  return ended.unreached
}

function press(flow: Flow, session: Session, node: Node, key: string): Turn {
  const option = node.type === 'menu' ? optionsOf(flow, node, session.language)[key] : undefined
  if (option) return isGate(node) ? release(flow, session, option) : go(flow, session, option)
  if (key === keys.repeat) return show(flow, { ...session, misses: 0 })
  if (isGate(node)) {
    return key === keys.menu
      ? show(flow, { ...withoutChoices(session), waiting: flow.home })
      : miss(flow, session, 'missed')
  }
  if (key === keys.menu) return go(flow, session, { to: flow.home })
  if (key === keys.back) return go(flow, session, { to: backOf(node) ?? flow.home })
  if (key === keys.more && node.type === 'message') return turnPage(flow, session)
  // whoever is impatient to be connected has not been misunderstood
  if (node.type === 'transfer') return show(flow, { ...session, misses: 0 })
  return miss(flow, session, 'missed')
}

function turnPage(flow: Flow, session: Session): Turn {
  const page = session.page + 1
  if (page < (flow.pages[session.node] ?? 0)) return show(flow, { ...session, page, misses: 0 })
  return say(session, sentenceWhen(flow, 'last_page'))
}

function act(flow: Flow, session: Session, node: Node, action: Action): Turn {
  if ('key' in action) return press(flow, session, node, action.key)
  return 'to' in action ? go(flow, session, action) : say(session, action.say, action.do)
}

/** A sentence beside the conversation: the node stays the one it was. */
function say(session: Session, text: string, effects: readonly Effect[] = []): Turn {
  return turn({ ...session, misses: 0 }, [{ type: 'say', text }], effects)
}

/** Asks which of a few topics was meant; the node stays, and the next keys choose. */
function offer(session: Session, topics: readonly string[]): Turn {
  const { node } = session
  return turn({ ...session, misses: 0, choices: topics }, [{ type: 'choices', node, topics }])
}

/** The topic that a key chooses of those just offered; at a gate the keys are the gate's. */
function choiceOf({ choices }: Session, node: Node, key: string): string | undefined {
  return isGate(node) ? undefined : choices?.[Number(key) - 1]
}

function withoutChoices({ choices: _, ...session }: Session): Session {
  return session
}

/** A topic that was asked for; somebody who writes about themselves gets a person's number first. */
function enter(flow: Flow, from: Session, topic: string, personal = false): Turn {
  const arrived = go(flow, from, { to: topic })
  return personal ? { ...arrived, replies: arrived.replies.map(lead) } : arrived
}

function lead(reply: Reply): Reply {
  return reply.type === 'page' ? { ...reply, type: 'led' } : reply
}

function go(flow: Flow, from: Session, move: Move): Turn {
  const session: Session = {
    node: move.to,
    language: move.language ?? from.language,
    misses: 0,
    page: 0,
    ...(staysWaiting(flow, move) ? kept(from) : {}),
  }
  const effects = move.do ?? []
  const told = effects.find((effect) => table[effect].told)
  if (told === 'ring')
    return turn(session, [{ type: 'outcome', effect: told, went: 'started' }], effects)
  const shown = show(flow, session)
  const all = [...effects, ...shown.effects]
  if (!move.say) return { ...shown, effects: all }
  // what leads into the neutral time may have a sentence of its own, and that is enough
  const enough = flow.nodes[move.to]?.type === 'away'
  const replies: Reply[] = [{ type: 'say', text: move.say }]
  return { ...shown, replies: enough ? replies : [...replies, ...shown.replies], effects: all }
}

/** The node's own words, as the answer to having arrived there or having asked to hear it again. */
function show(flow: Flow, session: Session): Turn {
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

function miss(flow: Flow, session: Session, when: When): Turn {
  const misses = session.misses + 1
  if (misses >= LAST_MISS) return { ...go(flow, session, { to: flow.lost }), missed: true }
  const again = show(flow, { ...session, misses })
  const apology: Reply = { type: 'say', text: sentenceWhen(flow, when) }
  return { ...again, replies: [apology, ...again.replies.map(keysOnly)], missed: true }
}

/** Nobody needs a page again to be told that a key was wrong. */
function keysOnly(reply: Reply): Reply {
  return reply.type === 'page' ? { ...reply, type: 'keys' } : reply
}

function turn(session: Session, replies: readonly Reply[], effects: readonly Effect[] = []): Turn {
  return { session, language: session.language, replies, effects, missed: false }
}

function actionFor(flow: Flow, node: Node, input: Input): Action | undefined {
  const event = eventOf(input)
  return event && (node.on?.[event] ?? flow.on[event])
}

function eventOf(input: Input): Event | undefined {
  if (input.type === 'event') return input.event
  return input.type === 'key' && input.key === keys.person ? 'person' : undefined
}

/** What a text means where nobody asked what it answers. */
function unasked(input: Input): Input {
  return input.type === 'event' && input.otherwise ? input.otherwise : input
}

/** What silence answers: automata, and what the provider has answered itself. */
function isQuiet(input: Input): boolean {
  if (input.type === 'automatic') return !input.picture
  return input.type === 'event' && input.event === 'opt_in.provider'
}

/** The session in the language the person just used, where that was plain. */
function spokenIn(session: Session, input: Input): Session {
  return 'language' in input && input.language ? { ...session, language: input.language } : session
}

/** What was asked for before the gate was answered waits behind it. */
function asked(flow: Flow, session: Session, input: Input): Session {
  const { waiting: _, personal: __, choices: ___, ...gate } = session
  if (input.type === 'topic' && flow.nodes[input.topic])
    return { ...gate, waiting: input.topic, ...(input.personal && { personal: true }) }
  if (input.type === 'choices') return { ...gate, choices: input.topics }
  if (input.type === 'small_talk' && input.waits) return { ...gate, waiting: TALK + input.about }
  return session
}

/** How an answer that waits is told from a node. */
const TALK = 'small_talk.'

function isTalk(waiting: string): boolean {
  return waiting.startsWith(TALK)
}

/** What waits stays when the gate is shown again. */
function kept({ waiting, personal, choices }: Session): Partial<Session> {
  return { ...(waiting && { waiting }), ...(personal && { personal }), ...(choices && { choices }) }
}

/** Past the gate, what waited takes the place of the main menu. */
function release(flow: Flow, session: Session, option: Move): Turn {
  const { waiting, personal, choices } = session
  if (option.to !== flow.home) return go(flow, session, option)
  if (choices) {
    const { say: _, ...home } = option
    const { session: inside } = go(flow, session, home)
    return inside ? offer(inside, choices) : go(flow, session, option)
  }
  if (!waiting || waiting === flow.home) return go(flow, session, option)
  const language = option.language ?? session.language
  if (isTalk(waiting)) return say({ node: flow.home, language, misses: 0, page: 0 }, waiting)
  return enter(flow, { ...session, language }, waiting, personal)
}

function staysWaiting(flow: Flow, move: Move): boolean {
  const node = flow.nodes[move.to]
  return node !== undefined && isGate(node)
}

function isGate(node: Node): boolean {
  return node.type === 'menu' && node.gate === true
}

function backOf(node: Node): string | undefined {
  return 'back' in node ? node.back : undefined
}
