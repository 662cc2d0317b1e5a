/** Slips in what events lead to and do, and in what must name no subject. */
import { dataOf } from '../checker.ts'
import { ANY, FLOWS, type Mutant, SHAPE } from './mutant.ts'

/** Events that lose what they do, and effects that go, or come where they do not belong. */
export function effectMutants(): Mutant[] {
  const file = 'flows/text.yaml'
  const flow = dataOf(file)
  const proof = true as const
  const dropped = Object.keys(flow.on).map(
    (event): Mutant => ({
      ...{ kind: 'dropped event', file, what: `on.${event} is dropped`, proof },
      spoil: (data) => void delete data.on[event],
      expected: { rules: ANY },
    }),
  )
  const led = Object.keys(flow.on)
    .filter((event) => event !== 'opt_in')
    .map(
      (event): Mutant => ({
        ...{ kind: 'wrong target', file, what: `on.${event} leads to the menu`, proof },
        spoil: (data) => {
          data.on[event] = { to: 'home' }
        },
        expected: { rules: ANY },
      }),
    )
  const erased = Object.keys(flow.on)
    .filter((event) => !['exit', 'forget', 'opt_out.provider', 'opt_out.line'].includes(event))
    .map(
      (event): Mutant => ({
        ...{ kind: 'effect that does not belong', file, what: `on.${event} erases`, proof },
        spoil: (data) => {
          data.on[event].do = ['erase']
        },
        expected: { rules: ['proof.effects-happen-where-the-words-say-so'], key: 'on' },
      }),
    )
  const rung = Object.keys(flow.on).map(
    (event): Mutant => ({
      ...{ kind: 'effect that does not belong', file, what: `on.${event} rings`, proof },
      spoil: (data) => {
        data.on[event].do = ['ring']
      },
      expected: {
        rules: [
          'proof.nobody-is-rung-unasked',
          'proof.every-state-answers',
          'proof.effects-happen-where-the-words-say-so',
          'proof.exit-works-everywhere',
        ],
      },
    }),
  )
  const atAway = Object.keys(flow.nodes.away.on).map(
    (event): Mutant => ({
      ...{ kind: 'dropped event', file, what: `away.on.${event} is dropped`, proof },
      spoil: (data) => void delete data.nodes.away.on[event],
      expected: { rules: ['proof.what-follows-an-exit-is-neutral'] },
    }),
  )
  const atGate = Object.keys(flow.nodes.gate.on).map(
    (event): Mutant => ({
      ...{ kind: 'dropped event', file, what: `gate.on.${event} is dropped`, proof },
      spoil: (data) => void delete data.nodes.gate.on[event],
      expected: {
        rules: [
          'proof.every-word-does-something',
          'proof.exit-works-everywhere',
          'proof.the-first-question-holds',
        ],
      },
    }),
  )
  const lost: Mutant[] = [
    {
      ...{ kind: 'dropped effect', file, what: 'FORGET erases nothing', proof },
      spoil: (data) => void delete data.on.forget.do,
      expected: { rules: ['proof.effects-happen-where-the-words-say-so'], key: 'on.forget' },
    },
    {
      ...{ kind: 'dropped effect', file, what: 'FORGET rings', proof },
      spoil: (data) => {
        data.on.forget.do = ['ring']
      },
      expected: { rules: ['proof.effects-happen-where-the-words-say-so'] },
    },
    {
      ...{ kind: 'dropped effect', file, what: 'RING rings nobody', proof },
      spoil: (data) => void delete data.nodes['call-offer'].on.ring.do,
      expected: { rules: ['proof.effects-happen-where-the-words-say-so'] },
    },
    {
      ...{ kind: 'dropped effect', file, what: 'an effect that is none', proof },
      spoil: (data) => {
        data.on.forget.do = ['burn']
      },
      expected: { rules: [SHAPE], key: 'on.forget' },
    },
  ]
  const starts = FLOWS.flatMap((name) =>
    ['start', 'home', 'lost', 'callback'].flatMap((key): Mutant[] => {
      if (dataOf(`flows/${name}.yaml`)[key] === undefined) return []
      const own = { file: `flows/${name}.yaml`, proof }
      const nowhere: Mutant = {
        ...{ ...own, kind: 'wrong target', what: `the ${key} of ${name} is nowhere` },
        spoil: (data) => {
          data[key] = 'nowhere'
        },
        expected: { rules: ['flow'], key },
      }
      // a call-back that names no node of its own begins like any call
      if (key === 'callback') return [nowhere]
      const removed: Mutant = {
        ...{ ...own, kind: 'removed fallback', what: `${name} has no ${key}` },
        spoil: (data) => void delete data[key],
        expected: { rules: ANY },
      }
      return [removed, nowhere]
    }),
  )
  const calls = Object.keys(dataOf('flows/voice.yaml').on).map(
    (event): Mutant => ({
      ...{
        kind: 'dropped event',
        file: 'flows/voice.yaml',
        what: `voice on.${event} is dropped`,
        proof,
      },
      spoil: (data) => void delete data.on[event],
      expected: { rules: ['proof.a-person-in-two-steps', 'flow'] },
    }),
  )
  return [
    ...dropped,
    ...led,
    ...erased,
    ...rung,
    ...atAway,
    ...atGate,
    ...lost,
    ...starts,
    ...calls,
  ]
}

/** Nodes and sentences that are no longer held to name no subject, and sentences that are lost. */
export function manners(): Mutant[] {
  const needed = {
    text: [
      'nodes.gate',
      'nodes.away',
      'nodes.not-safe',
      'nodes.opted-out',
      'sentences.forgotten',
      'sentences.away-crisis',
      'sentences.picture',
      'sentences.miss',
    ],
    voice: ['nodes.language', 'sentences.callback', 'sentences.miss', 'sentences.silence'],
  }
  return Object.entries(needed).flatMap(([flow, places]) => {
    const file = `flows/${flow}.yaml`
    const unmarked = places.map((place): Mutant => {
      const [group = '', name = ''] = place.split('.')
      return {
        ...{
          kind: 'neutral no more',
          file,
          what: `${place} may name the subject`,
          proof: true as const,
        },
        spoil: (data) => void delete data[group][name].neutral,
        expected: {
          rules: [
            'sentences',
            'proof.the-first-answer-is-neutral',
            'proof.what-follows-an-exit-is-neutral',
            'proof.exit-works-everywhere',
          ],
        },
      }
    })
    const sentences = Object.keys(dataOf(file).sentences).map(
      (name): Mutant => ({
        ...{ kind: 'dropped sentence', file, what: `the sentence ${name} is dropped` },
        spoil: (data) => void delete data.sentences[name],
        expected: { rules: ['sentences', 'texts'] },
      }),
    )
    return [...unmarked, ...sentences]
  })
}
