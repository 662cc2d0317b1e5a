/**
 * A conversation that breaks a property, as a drill script (docs/simulator.md) for the terminal and
 * the simulator's phones.
 */
import type { Input, TransferOutcome } from '../flow/input.ts'
import type { Lexicon } from '../understanding/lexicon.ts'
import type { Finding } from './prove.ts'
import { textFor } from './text-for.ts'

/** A drill: its file name without .txt, and its text. */
export type Replay = { name: string; script: string }

/** Undefined for a property that no single conversation can show. */
export function replayOf(
  { property, medium, key, why, shown }: Finding,
  lexicon: () => Lexicon,
): Replay | undefined {
  if (!shown) return undefined
  const { root, inputs } = shown
  const isRung = inputs.some(({ type }) => type === 'called_back')
  const channel = medium === 'text' || isRung ? 'sms' : 'voice'
  const lines =
    medium === 'text'
      ? inputs.map((input) => textLine(input, lexicon()))
      : callLines(inputs, isRung ? 'phone> ' : '> ')
  const from = root.session && [
    `# begins where another release left a conversation, at ${root.session.node}: only tests can do that`,
  ]
  return {
    name: `${channel}-${property}-${key}`.replaceAll(/[^a-z]+/gi, '-').toLowerCase(),
    script: [`# ${property}: ${key}: ${why}`, ...(from ?? []), ...lines, ''].join('\n'),
  }
}

function textLine(input: Input, lexicon: Lexicon): string {
  const text = textFor(lexicon, input)
  return text === undefined ? `# ${inWords(input)}` : `> ${text}`
}

/** What to set up before a caller is connected, and what follows once they are. */
const endings: Readonly<Record<TransferOutcome, { before?: string; after?: readonly string[] }>> = {
  answered: { after: ['> (waits 30 seconds)', 'hotline> (hangs up)'] },
  short: { after: ['hotline> (hangs up)'] },
  busy: { before: 'hotline> (is busy)' },
  no_answer: { before: 'hotline> (will not answer)' },
  failed: { before: 'hotline> (can not be reached)' },
  canceled: { after: ['# the call to the hotline is canceled'] },
  returned: { after: ['> *'] },
}

function callLines(inputs: readonly Input[], phone: string): string[] {
  const begins =
    phone === '> ' ? ['> (calls)'] : ['> CALL', '> RING', 'phone> (answers)', 'phone> 1']
  const lines = inputs[0]?.type === 'begin' || phone !== '> ' ? [] : begins
  if (lines.length > 0) lines.push('# the line has forgotten this call')
  for (const [at, input] of inputs.entries()) {
    const next = inputs[at + 1]
    const before = next?.type === 'transfer_ended' ? endings[next.outcome].before : undefined
    if (before) lines.push(before)
    lines.push(...callLine(input, begins, phone))
  }
  return lines
}

function callLine(input: Input, begins: readonly string[], phone: string): readonly string[] {
  switch (input.type) {
    case 'begin':
    case 'called_back':
      return begins
    case 'key':
      return [`${phone}${input.key}`]
    case 'silence':
      return ['> (silence)']
    case 'transfer_ended':
      return endings[input.outcome].after ?? []
    default:
      return [`# ${inWords(input)}`]
  }
}

/** An input's type and what it names. */
export function inWords(input: Input): string {
  const { type, ...rest } = input
  const named = Object.values(rest).filter((value) => typeof value === 'string')
  return [type, ...named].join(' ')
}
