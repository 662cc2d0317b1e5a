/** Flow rules: every node exists, can be reached, and leads only where it may. */
import type { Flow, FlowFile } from '../../flow/flow.ts'
import { optionsOf } from '../../flow/languages.ts'
import { alwaysThere } from '../../phones/number.ts'
import { type Fault, noteIn } from '../fault.ts'
import { nearest } from '../nearest.ts'
import type { Files } from '../read/files.ts'

/** Missing nodes, keys and destinations, and nodes that nobody can reach. */
export function flowFaults(files: Files, flow: Flow): Fault[] {
  const faults: Fault[] = []
  const note = noteWhere(files, flow, faults)
  const reached = noteMissingNodes(flow, note)
  for (const [name, node] of Object.entries(flow.nodes)) {
    if (!reached.has(name))
      note(`nodes.${name}`, 'no key leads to this node', 'Lead an option to it, or remove it')
    if (node.type === 'message' && !files.topics.some(({ id }) => id === name))
      note(`nodes.${name}`, `there is no topic '${name}'`, 'Add it to content/topics.yaml')
    if (node.type === 'transfer')
      noteUndialable(`nodes.${name}.destination`, node.destination, files, note)
    for (const { key, language } of exits(flow, name)) {
      if (language && !flow.languages.includes(language))
        note(key, `the language '${language}' is not offered`, 'Add it to content/languages.yaml')
    }
  }
  noteMissingKeys(flow, note)
  for (const { id } of files.topics) {
    if (flow.nodes[id]?.type !== 'message')
      note(`nodes.${id}`, 'this topic has no message node', 'Add one to flows/line.yaml')
  }
  return faults
}

/** Follows every way through a flow, noting missing nodes. Returns the nodes reached. */
function noteMissingNodes(flow: Flow, note: Note): ReadonlySet<string> {
  const reached = new Set<string>()
  const known = (key: string, node: string) => {
    if (flow.nodes[node]) return
    const meant = nearest(node, Object.keys(flow.nodes))
    const remedy = meant
      ? `Did you mean ${meant}?`
      : 'Name a node of this flow or of flows/line.yaml'
    note(key, `there is no node '${node}'`, remedy)
  }
  const visit = (name: string): void => {
    if (!flow.nodes[name] || reached.has(name)) return
    reached.add(name)
    for (const { key, to } of exits(flow, name)) {
      known(key, to)
      visit(to)
    }
  }
  const entries = ['start', 'home', 'lost', 'callback'] as const
  for (const entry of entries) known(entry, flow[entry])
  for (const entry of entries) visit(flow[entry])
  for (const [event, action] of Object.entries(flow.on))
    if ('to' in action) {
      known(`on.${event}`, action.to)
      visit(action.to)
    }
  return reached
}

/** A transfer must lead to a phone that may be dialled and is always there. */
function noteUndialable(key: string, destination: string, { phones }: Files, note: Note): void {
  const handoff = phones[destination]?.handoff
  if (!handoff)
    note(
      key,
      `'${destination}' may not be dialled`,
      'Name an entry of content/phones.yaml that has a handoff',
    )
  else if (!alwaysThere(handoff))
    note(
      key,
      `'${destination}' is not always there`,
      'Name hotline: the desks are asked before it by themselves',
    )
}

/** Actions that press a key that does not exist. */
function noteMissingKeys(flow: Flow, note: Note): void {
  for (const [name, node] of Object.entries(flow.nodes))
    for (const [event, action] of Object.entries(node.on ?? {}))
      if ('key' in action && !(node.type === 'menu' && node.options[action.key]))
        note(
          `nodes.${name}.on.${event}`,
          `this node has no option ${action.key}`,
          'Name one of its options',
        )
  for (const [event, action] of Object.entries(flow.on))
    if ('key' in action) note(`on.${event}`, 'a key belongs to one node', 'Write it at that node')
}

type Note = (key: string, problem: string, remedy: string) => void

/** Reports a fault in the file that contains its key: the medium's own, or the shared one. */
function noteWhere({ flows }: Files, { name }: Flow, faults: Fault[]): Note {
  const own: FlowFile | undefined = name === 'text' || name === 'voice' ? flows[name] : undefined
  return (key, problem, remedy) => {
    const shared = isIn(flows.line, key) && !(own && isIn(own, key))
    noteIn(faults, `flows/${shared ? 'line' : name}.yaml`)(key, problem, remedy)
  }
}

/** Whether a flow file contains the node, event or start that a key names. */
function isIn(file: FlowFile, key: string): boolean {
  const [first = '', second = ''] = key.split('.')
  const part: unknown = file[first as keyof FlowFile]
  return typeof part === 'object' && part !== null ? second in part : part !== undefined
}

type Exit = { key: string; to: string; language?: string | undefined }

function exits(flow: Flow, name: string): Exit[] {
  const node = flow.nodes[name]
  if (!node) return []
  const found: Exit[] = []
  const at = `nodes.${name}`
  if (node.type === 'menu')
    for (const [key, move] of Object.entries(optionsOf(flow, node, flow.languages[0])))
      found.push({ key: `${at}.options.${key}`, ...move })
  if ('back' in node && node.back) found.push({ key: `${at}.back`, to: node.back })
  if ('lost' in node && node.lost) found.push({ key: `${at}.lost`, to: node.lost })
  if (node.type === 'transfer')
    for (const [outcome, to] of Object.entries(node.ended))
      found.push({ key: `${at}.ended.${outcome}`, to })
  for (const [event, action] of Object.entries(node.on ?? {}))
    if ('to' in action) found.push({ key: `${at}.on.${event}`, ...action })
  return found
}
