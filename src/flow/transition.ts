/**
 * The flow engine: (flow, session, input) -> turn. Pure: no clock, no I/O, no channel and no
 * wording, so that a test can walk every reachable state.
 */
import { beside, enter, go, miss, offer, say, show, turn } from './arrive.ts'
import { type Action, type Flow, keys, type Move, type Node, sentenceWhen } from './flow.ts'
import { asked, isGate, isTalk, withoutChoices } from './gate.ts'
import type { Input, TransferOutcome } from './input.ts'
import { hasNoLanguage, optionsOf } from './languages.ts'
import { actionFor, begunIn, isQuiet, spokenIn, unasked } from './said.ts'
import type { Session, Turn } from './session.ts'

/**
 * Takes one turn. If this flow no longer has the place where the session stands, it goes on from
 * the menu in the session's language.
 */
export function transition(flow: Flow, session: Session | undefined, input: Input): Turn {
  if (!session) return begin(flow, input)
  const taken = goOn(flow, session, input)
  // a no to any question means that no phone should ring beside this person
  const refuses = input.type === 'event' && input.event === 'no' && taken.session !== undefined
  return refuses ? { ...taken, effects: [...taken.effects, 'withdraw'] } : taken
}

function goOn(flow: Flow, session: Session, input: Input): Turn {
  // a language that is no longer offered cannot be spoken: the conversation starts over
  if (!flow.languages.includes(session.language)) return begin(flow, input)
  const node = flow.nodes[session.node]
  if (node && isThere(flow, session, node)) return proceed(flow, session, node, input)
  return recover(flow, session, input)
}

/** Whether today's content still has everything that an older session refers to. */
function isThere(flow: Flow, { node, page, waiting, choices }: Session, { type }: Node): boolean {
  const pages = type === 'message' ? (flow.pages[node] ?? 0) : 1
  const awaited = waiting === undefined || isTalk(waiting) || flow.nodes[waiting] !== undefined
  const offered = choices?.every((topic) => flow.nodes[topic] !== undefined) ?? true
  return awaited && offered && page < pages
}

/** Resumes at the menu. A key is ignored, because the person saw a different list of options. */
function recover(flow: Flow, { node, language, neutral }: Session, input: Input): Turn {
  const away = Object.keys(flow.nodes).find((name) => flow.nodes[name]?.type === 'away')
  const at = neutral && away ? away : isGate(flow.nodes[node]) ? node : flow.home
  const session: Session = { node: at, language, misses: 0, page: 0, ...(neutral && { neutral }) }
  const there = flow.nodes[at]
  const pressed = input.type === 'key' && input.key !== keys.person
  return there && !pressed ? proceed(flow, session, there, input) : show(flow, session)
}

/** The first turn: any input is answered by the start node, unless the flow lets it through. */
function begin(flow: Flow, first: Input): Turn {
  const spoken = 'spoken' in first ? first.spoken : undefined
  const language = flow.languages.find((each) => each === spoken) ?? flow.languages[0]
  const fresh: Session = { node: flow.start, language, misses: 0, page: 0 }
  const start = flow.nodes[flow.start]
  // nothing has been asked yet that a yes could answer
  const input = unasked(first)
  if (isQuiet(input)) return { ...turn(fresh, []), session: undefined }
  if (input.type === 'called_back') {
    // its language may no longer be offered, and whoever picks up must not hear silence
    const heard = flow.languages.find((each) => each === input.language) ?? language
    return go(flow, { ...fresh, language: heard }, { to: flow.callback })
  }
  if (input.type === 'interpreter') return say(fresh, `interpreter.${input.of}`)
  if (input.type === 'transfer_ended') return endedUnremembered(flow, fresh, input.outcome)
  // a caller who is spoken to in another language than the first has chosen it, and is not asked again
  const there = language === flow.languages[0] ? start : flow.nodes[flow.home]
  const passes = there && actionFor(flow, there, input)
  if (passes && !('key' in passes)) return act(flow, begunIn(fresh, input), there, passes)
  return show(flow, asked(flow, begunIn(fresh, input), input))
}

/** A caller returns from a person to a line that remembers nothing of the call. */
function endedUnremembered(flow: Flow, fresh: Session, outcome: TransferOutcome): Turn {
  const transfer = Object.values(flow.nodes).find(({ type }) => type === 'transfer')
  if (transfer?.type !== 'transfer') return show(flow, fresh)
  return go(flow, fresh, { to: afterTransfer(transfer.ended, outcome) })
}

function proceed(flow: Flow, before: Session, node: Node, said: Input): Turn {
  const input = actionFor(flow, node, said) ? said : unasked(said)
  const action = actionFor(flow, node, input)
  // the identical session: nothing happened
  if (!action && isQuiet(input)) return turn(before, [])
  if (node.type === 'away') {
    if (action && 'to' in action) return go(flow, before, action)
    // the identical session: writing it again would prolong the neutral time
    return action && 'say' in action
      ? turn(before, [{ type: 'say', text: action.say }], action.do)
      : show(flow, before)
  }
  const chosen = input.type === 'key' ? choiceOf(before, node, input.key) : undefined
  const session = spokenIn(keepsChoices(node, input) ? before : withoutChoices(before), input)
  if (action) {
    const done = act(flow, session, node, action)
    return input.type === 'event' && input.also ? beside(flow, done, input.also) : done
  }
  if (chosen) return go(flow, session, { to: chosen })
  switch (input.type) {
    case 'key':
      return press(flow, session, node, input.key)
    case 'topic':
      if (isGate(node)) return show(flow, asked(flow, session, input))
      return enter(flow, session, input)
    case 'choices':
      if (isGate(node)) return show(flow, asked(flow, session, input))
      return offer(session, input.topics)
    case 'small_talk':
      if (isGate(node) && !input.neutral) return show(flow, asked(flow, session, input))
      return say(session, `small_talk.${input.about}`)
    case 'transfer_ended':
      // a late or duplicate callback finds the caller elsewhere: repeat where they are
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
  // without a language the menu is the greeting, which offers them
  const menu = hasNoLanguage(node) ? flow.start : flow.home
  if (key === keys.menu) return go(flow, session, { to: menu })
  if (key === keys.back) return go(flow, session, { to: backOf(node) ?? menu })
  if (key === keys.more && node.type === 'message') return turnPage(flow, session)
  // an impatient key press while being connected is not a misunderstanding
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

/** Offered topics are kept at a gate, and while the page that mentions them is read on. */
function keepsChoices(node: Node, input: Input): boolean {
  if (isGate(node)) return true
  return node.type === 'message' && input.type === 'key' && input.key === keys.more
}

/** The topic that a key chooses among those just offered; at a gate, keys belong to the gate. */
function choiceOf({ choices }: Session, node: Node, key: string): string | undefined {
  return isGate(node) ? undefined : choices?.[Number(key) - 1]
}

/** Leaves the gate: whatever waited behind it replaces the main menu. */
function release(flow: Flow, session: Session, option: Move): Turn {
  const { waiting, personal, choices } = session
  if (option.to !== flow.home) return go(flow, session, option)
  if (choices && !waiting) {
    const { say: _, ...home } = option
    const { session: inside } = go(flow, session, home)
    return inside ? offer(inside, choices) : go(flow, session, option)
  }
  if (!waiting || waiting === flow.home) return go(flow, session, option)
  const language = option.language ?? session.language
  if (isTalk(waiting)) return say({ node: flow.home, language, misses: 0, page: 0 }, waiting)
  return enter(flow, { ...session, language }, { topic: waiting, personal, also: choices?.[1] })
}

function backOf(node: Node): string | undefined {
  return 'back' in node ? node.back : undefined
}
