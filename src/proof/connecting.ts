/** Properties of being connected with a person: what follows, and what the person is told. */
import type { Property } from './property.ts'

export const connectingProperties: readonly Property[] = [
  {
    name: 'a transfer that fails says the number',
    promise: 'Whoever could not be connected gets the number, and the emergency number',
    remedy:
      'Let `ended` lead to a node whose words hold {hotline}; after `unreached` also {emergency}',
    step({ from, input, turn }, setting) {
      const node = setting.flow.nodes[from.session?.node ?? '']
      if (input.type !== 'transfer_ended' || node?.type !== 'transfer') return undefined
      const { outcome } = input
      if (outcome === 'answered' || outcome === 'returned') return undefined
      const said = setting.said(turn)
      if (said.includes(setting.hotline) && said.includes(setting.emergency)) return undefined
      return {
        key: `nodes.${from.session?.node}.ended.unreached`,
        why: `after '${outcome}' no number is said`,
      }
    },
  },
  {
    name: 'who comes back gets a menu',
    promise: 'Whoever leaves the wait for a person by * gets a menu, and is not hung up on',
    remedy: 'Let `ended.returned` lead to a menu',
    step({ from, input, turn }, { flow }) {
      const node = flow.nodes[from.session?.node ?? '']
      if (input.type !== 'transfer_ended' || node?.type !== 'transfer') return undefined
      if (input.outcome !== 'returned') return undefined
      if (flow.nodes[turn.session?.node ?? '']?.type === 'menu') return undefined
      return { key: `nodes.${from.session?.node}.ended.returned`, why: 'it leads to no menu' }
    },
  },
  {
    name: 'an interpreter is asked for',
    promise: 'Of whoever chose a language that only interpreters speak, an advocate is told so',
    remedy: 'Lead it to a transfer with `interpreter: true`',
    whole: (_, { flow }) =>
      Object.entries(flow.nodes).flatMap(([name, node]) => {
        if (node.type !== 'menu' || !node.interpreters) return []
        const asked = node.on?.person
        const ways = [
          ...Object.entries(node.options).map(([key, { to }]) => [`options.${key}`, to] as const),
          ...(asked && 'to' in asked ? [['on.person', asked.to] as const] : []),
        ]
        return ways.flatMap(([key, to]) => {
          const target = flow.nodes[to]
          if (target?.type !== 'transfer' || target.interpreter) return []
          return [{ key: `nodes.${name}.${key}`, why: `nobody is told of it at '${to}'` }]
        })
      }),
  },
]
