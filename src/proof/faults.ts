/** Converts findings of the proof to faults in flow files, as editors show them. */

import type { Dialogue } from '../content/dialogue.ts'
import type { Fault } from '../content/fault.ts'
import { type Finding, prove } from './prove.ts'

/** A finding as a fault in the file that contains its key. */
export function faultOf(
  { property, medium, key, why, remedy }: Finding,
  { sharedNodes }: Pick<Dialogue, 'sharedNodes'>,
): Fault {
  const [, node = ''] = key.split('.')
  const file = key.startsWith('nodes.') && sharedNodes.has(node) ? 'line' : medium
  return {
    rule: `proof.${property.replaceAll(' ', '-')}`,
    file: `flows/${file}.yaml`,
    key,
    problem: `${why}, by ${medium === 'text' ? 'text' : 'call'}`,
    remedy,
  }
}

/** All findings of the proof, as faults. */
export function proofFaults(dialogue: Dialogue): Fault[] {
  return prove(dialogue).findings.map((finding) => faultOf(finding, dialogue))
}
