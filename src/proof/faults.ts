/** What a proof has found, as faults of the files that an editor looks at. */
import type { Fault } from '../content/fault.ts'
import type { Talk } from '../content/talk.ts'
import { type Finding, prove } from './prove.ts'

/** The fault that breaks a property, in the file that has its key. */
export function faultOf(
  { property, medium, key, why, remedy }: Finding,
  { sharedNodes }: Pick<Talk, 'sharedNodes'>,
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

/** All that a proof finds, for whoever loads content. */
export function proofFaults(talk: Talk): Fault[] {
  return prove(talk).findings.map((finding) => faultOf(finding, talk))
}
