/** Identifiers in Twilio's formats, the same in every run. */
import { hash } from 'node:crypto'

export type Sids = {
  /** Two letters and 32 hexadecimal digits. Source: https://www.twilio.com/docs/glossary/what-is-a-sid */
  sid(prefix: 'CA' | 'SM' | 'QU'): string
  /** A UUID, as in the header I-Twilio-Idempotency-Token. */
  token(): string
}

export function createSids(seed = 'harborline'): Sids {
  let count = 0
  const next = () => hash('md5', `${seed} ${++count}`, 'hex')
  return {
    sid: (prefix) => prefix + next(),
    token: () => next().replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5'),
  }
}
