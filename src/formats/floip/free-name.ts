/** Derives a node name from another tool's label. */
import type { ExchangedFlow } from '../exchange.ts'

const DIGITS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine']

/** In lowercase letters and dashes, and unused in both media. */
export function freeName(
  label: string,
  found: Readonly<Record<string, unknown>>,
  flows: Readonly<Record<string, ExchangedFlow>>,
): string {
  const plain = label
    .normalize('NFD')
    .replaceAll(/\d/g, (digit) => `-${DIGITS[Number(digit)]}-`)
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  const taken = (name: string) =>
    name in found || Object.values(flows).some(({ nodes }) => name in nodes)
  let name = plain || 'imported'
  while (taken(name)) name = `${name}-too`
  return name
}
