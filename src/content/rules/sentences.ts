/** Sentence rules: each is used somewhere, and every moment that needs one has one. */
import type { Flow } from '../../flow/flow.ts'
import type { When } from '../../flow/sentence.ts'
import { type Fault, noteIn } from '../fault.ts'

/** Moments that need a sentence, by medium. */
const MOMENTS: Record<string, readonly When[]> = {
  text: [
    'missed',
    'last_page',
    'choices',
    'picture',
    'led',
    'led_keys',
    'limited',
    'alone',
    'ring.started',
    'ring.limited',
    'ring.unavailable',
    'ring.withdrawn',
  ],
  voice: ['missed', 'silence', 'last_page', 'called_back', 'hold_first', 'hold_more', 'hold_every'],
}

/** Sentences that are missing, duplicated or unused. */
export function sentenceFaults(flow: Flow): Fault[] {
  const faults: Fault[] = []
  const note = noteIn(faults, `flows/${flow.name}.yaml`)
  const said = new Set(sentencesIn(flow))
  for (const key of said)
    if (!flow.sentences[key] && !flow.nodes[key])
      note(
        'sentences',
        `'${key}' is said but not among the sentences`,
        'Add it, or correct its name',
      )
  const moments = new Set<When>()
  for (const [key, { when, neutral }] of Object.entries(flow.sentences)) {
    if (!when && !said.has(key))
      note(
        `sentences.${key}`,
        'nothing says it',
        'Say it somewhere, give it a `when`, or remove it',
      )
    if (when && moments.has(when))
      note(`sentences.${key}`, `another sentence is said when ${when}`, 'Keep one of the two')
    if (when) moments.add(when)
    if (when === 'called_back' && !neutral)
      note(
        `sentences.${key}`,
        'greets a phone that was rung, and may be read on its screen by anybody',
        'Give it `neutral: true`',
      )
  }
  for (const when of MOMENTS[flow.name] ?? [])
    if (!moments.has(when))
      note('sentences', `no sentence is said when ${when}`, `Give one \`when: ${when}\``)
  return faults
}

/** The sentences that moves and actions refer to. */
function sentencesIn({ on, nodes }: Flow): string[] {
  const actions = [on, ...Object.values(nodes).map((node) => node.on)].flatMap((each) =>
    Object.values(each ?? {}),
  )
  const moves = Object.values(nodes).flatMap((node) =>
    node.type === 'menu' ? Object.values(node.options) : [],
  )
  return [...actions, ...moves].flatMap((each) => ('say' in each && each.say ? [each.say] : []))
}
