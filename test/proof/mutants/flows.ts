/** Slips in flows: exits, keys and ways back of every node. */
import { type Data, dataOf } from '../checker.ts'
import { ANY, type FLOWS, type Mutant, SHAPE } from './mutant.ts'

export function flowMutants(flow: (typeof FLOWS)[number]): Mutant[] {
  const file = `flows/${flow}.yaml`
  const make = (
    kind: string,
    key: string,
    what: string,
    spoil: Mutant['spoil'],
    rules: readonly string[],
    rest: Partial<Mutant> = {},
  ): Mutant => ({ kind, file, what, spoil, expected: { rules, key }, ...rest })
  return nodesIn(flow).flatMap(([name, node]) => {
    const at = `nodes.${name}`
    const own = (data: Data) => data.nodes[name]
    const mutants: Mutant[] = []
    for (const key of Object.keys(node.options ?? {})) {
      const option = `${at}.options.${key}`
      mutants.push(
        make(
          'wrong target',
          option,
          `${option} leads nowhere`,
          (data) => {
            own(data).options[key] = 'nowhere'
          },
          ['flow'],
        ),
        make(
          'loop',
          at,
          `${option} leads to its own menu`,
          (data) => {
            own(data).options[key] = name
          },
          [
            'flow',
            'proof.an-option-leads-on',
            'proof.the-first-question-holds',
            'proof.everything-is-reached',
            'proof.every-state-answers',
            'proof.BACK-returns',
            'sentences',
          ],
          { proof: true, expected: { rules: ANY } },
        ),
      )
      if (!isElsewhere(node.options[key], name))
        mutants.push(
          make(
            'dropped exit',
            '',
            `${option} is dropped`,
            (data) => {
              delete own(data).options[key]
            },
            [],
            { proof: true, expected: { rules: ANY } },
          ),
        )
    }
    if (node.back)
      mutants.push(
        make(
          'wrong target',
          `${at}.back`,
          `${at}.back leads nowhere`,
          (data) => {
            own(data).back = 'nowhere'
          },
          ['flow'],
        ),
      )
    if (node.back && node.back !== 'home' && flow === 'line')
      mutants.push(
        make(
          'wrong target',
          `${at}.back`,
          `${at}.back leads to the main menu`,
          (data) => {
            own(data).back = 'home'
          },
          ['proof.BACK-returns'],
          { proof: true },
        ),
      )
    if (node.type === 'message')
      mutants.push(
        make(
          'dropped exit',
          at,
          `${at} has no back`,
          (data) => {
            delete own(data).back
          },
          [SHAPE],
        ),
      )
    for (const outcome of Object.keys(node.ended ?? {}))
      mutants.push(
        make(
          'wrong target',
          `${at}.ended.${outcome}`,
          `${at}.ended.${outcome} leads nowhere`,
          (data) => {
            own(data).ended[outcome] = 'nowhere'
          },
          ['flow'],
        ),
        make(
          'removed fallback',
          at,
          `${at}.ended.${outcome} is dropped`,
          (data) => {
            delete own(data).ended[outcome]
          },
          [SHAPE],
        ),
      )
    if (node.ended)
      mutants.push(
        make(
          'removed fallback',
          `${at}.ended.unreached`,
          `${at} ends in the menu when nobody is reached`,
          (data) => {
            own(data).ended.unreached = 'home'
          },
          ['flow', 'proof.a-transfer-that-fails-says-the-number'],
          { proof: true },
        ),
        make(
          'wrong target',
          `${at}.destination`,
          `${at} connects with the police`,
          (data) => {
            own(data).destination = 'emergency'
          },
          ['flow'],
        ),
      )
    mutants.push(
      make(
        'dropped node',
        '',
        `${at} is dropped`,
        (data) => {
          delete data.nodes[name]
        },
        [],
        { expected: { rules: ['flow', 'texts', 'sentences'] } },
      ),
    )
    return mutants
  })
}

type Node = [name: string, node: Data]

function nodesIn(flow: string): Node[] {
  return Object.entries(dataOf(`flows/${flow}.yaml`).nodes)
}

/** A node that another menu has too, to which BACK leads: that it is in this one as well is a choice. */
function isElsewhere(target: string | { to: string }, menu: string): boolean {
  const to = typeof target === 'string' ? target : target.to
  const all = [...nodesIn('line'), ...nodesIn('text'), ...nodesIn('voice')]
  const own = all.find(([name]) => name === to)?.[1]
  return own?.back !== undefined && own.back !== menu
}
