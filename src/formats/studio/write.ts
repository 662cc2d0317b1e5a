/** One medium of a line as a Twilio Studio flow, which answers when our servers do not. */
import { FaultsError } from '../../content/fault.ts'
import type { Language } from '../../content/schema/languages.ts'
import type { Node } from '../../flow/flow.ts'
import { e164 } from '../../phones/number.ts'
import { type State, StudioFlow } from './shape.ts'
import { connect, laidOut, question, type Spoken, say, trigger } from './states.ts'
import { commonWays, type ForStudio, nameOf, pageName, type Saying, way, waysOf } from './ways.ts'

/** Throws FaultsError if it exceeds Studio's limits. */
export function studioFlow(line: ForStudio): StudioFlow {
  const { exchange, medium } = line
  const flow = exchange.flows[medium]
  const languages = Object.keys(exchange.languages) as [string, ...string[]]
  const states = languages.flatMap((language) => statesIn(line, language))
  const definition = {
    description: `${exchange.name}: what answers when no server does`,
    states: laidOut(reached([trigger(medium, nameOf(flow.start, languages[0])), ...states])),
    initial_state: 'Trigger',
    flags: { allow_concurrent_calls: true },
  }
  const { data, error } = StudioFlow.safeParse(definition)
  if (data) return data
  throw new FaultsError(
    error.issues.map(({ path, message }) => ({
      file: `Studio, ${medium}`,
      key: path.join('.'),
      problem: message,
      remedy: 'Export fewer languages or topics, or use harborline fallback alone',
    })),
  )
}

/** Leaves out unreachable states, most of which belong to events. */
function reached(states: readonly State[]): State[] {
  const byName = new Map(states.map((state) => [state.name, state]))
  const found = new Set(states.slice(0, 1))
  for (const { transitions } of found)
    for (const { next } of transitions) {
      const state = byName.get(next ?? '')
      if (state) found.add(state)
    }
  return states.filter((state) => found.has(state))
}

function statesIn(line: ForStudio, language: string): State[] {
  const { exchange, medium } = line
  const flow = exchange.flows[medium]
  const words = flow.words[language]
  const told = exchange.languages[language]
  if (!words || !told) return []
  const languages = Object.keys(exchange.languages) as [string, ...string[]]
  const spoken = medium === 'voice' ? voiceOf(told) : undefined
  const saying: Saying = { ...line, flow, words, language, languages, spoken }
  return [
    ...Object.entries(flow.nodes).flatMap(([name, node]) => nodeStates(saying, name, node)),
    ...sentenceStates(saying),
    ...missedStates(saying),
  ]
}

const voiceOf = ({ voice, locale }: Language): Spoken => ({ voice, locale })

function nodeStates(saying: Saying, name: string, node: Node): State[] {
  const { words, language, spoken, flow } = saying
  const own = nameOf(name, language)
  switch (node.type) {
    case 'menu':
      return node.gate
        ? gateStates(saying, name, node)
        : question(own, words.menus[name] ?? '', spoken, waysOf(saying, node), afterMiss(saying))
    case 'message':
      return (words.pages[name] ?? []).flatMap((page, at, all) => {
        const more =
          at + 1 < all.length ? [way(saying, 'more', pageName(saying, name, at + 1))] : []
        const ways = [...more, ...commonWays(saying, node)]
        return question(pageName(saying, name, at), page, spoken, ways, afterMiss(saying))
      })
    case 'transfer': {
      const { answered, unreached } = node.ended
      const phone = saying.phones[node.destination]
      const ended = { answered: nameOf(answered, language), unreached: nameOf(unreached, language) }
      const said = words.says[name] ?? ''
      return [
        say(own, said, spoken, `${own}_dial`),
        ...connect(`${own}_dial`, phone ? e164(phone) : '', ended),
      ]
    }
    case 'away':
    case 'end':
      return name in words.says && name !== flow.lost
        ? [say(own, words.says[name] ?? '', spoken)]
        : []
  }
}

/** A gate is asked twice (by call, once in each language), and then ends with the number. */
function gateStates(saying: Saying, name: string, node: Node & { type: 'menu' }): State[] {
  const { words, language, languages, spoken, flow } = saying
  const said = words.menus[name] ?? ''
  const [own, lost] = [nameOf(name, language), nameOf(node.lost ?? flow.lost, language)]
  const ways = waysOf(saying, node)
  const following = languages[languages.indexOf(language) + 1]
  if (spoken) {
    const next = following ? nameOf(name, following) : lost
    return question(own, said, spoken, ways, { missed: next, silent: next })
  }
  const again = `${own}_again`
  return [
    ...question(own, said, spoken, ways, { missed: again, silent: undefined }),
    ...question(again, said, spoken, ways, { missed: lost, silent: undefined }),
  ]
}

/** The first miss leads to the main menu with both numbers, the second to the end. */
function missedStates(saying: Saying): State[] {
  const { flow, words, language, spoken } = saying
  const lost = nameOf(flow.lost, language)
  const home = flow.nodes[flow.home]
  const when = Object.entries(flow.sentences).find(([, each]) => each.when === 'missed')?.[0] ?? ''
  const said = [words.says[when], words.menus[flow.home]].join(spoken ? ' ' : '\n')
  const again = home ? waysOf(saying, home) : []
  const after = { missed: lost, silent: spoken ? lost : undefined }
  return [
    ...question(nameOf('missed', language), said, spoken, again, after),
    say(lost, words.says[flow.lost] ?? '', spoken),
  ]
}

function afterMiss({ flow, language, spoken }: Saying) {
  return {
    missed: nameOf('missed', language),
    silent: spoken ? nameOf(flow.lost, language) : undefined,
  }
}

/** The sentences that keys lead to, on the way to a node or alone. */
function sentenceStates(saying: Saying): State[] {
  const { flow, words, language, spoken } = saying
  const moves = Object.values(flow.nodes).flatMap((node) =>
    node.type === 'menu' ? Object.values(node.options) : [],
  )
  const before = moves.flatMap(({ say: sentence, to, language: other }) =>
    sentence && !other ? [{ sentence, to }] : [],
  )
  const led = new Map(before.map(({ sentence, to }) => [`${sentence}_${to}`, { sentence, to }]))
  const person = flow.on.person
  return [
    ...Array.from(led.values(), ({ sentence, to }) =>
      say(
        nameOf(`${sentence}_${to}`, language),
        words.says[sentence] ?? '',
        spoken,
        nameOf(to, language),
      ),
    ),
    ...(person && !('to' in person) && 'say' in person
      ? [say(nameOf(`say_${person.say}`, language), words.says[person.say] ?? '', spoken)]
      : []),
  ]
}
