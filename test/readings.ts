/** Every reading of what Twilio's documentation leaves open: each alone, and all at once. */
import type { Undocumented } from '../src/virtual-twilio/undocumented.ts'

const others: { readonly [Name in keyof Undocumented]: readonly Undocumented[Name][] } = {
  leave: ['next verb'],
  parted: ['next verb'],
  waitFails: ['fallback', 'hang-up'],
  hangup: ['untold'],
  bridgedHangup: ['hangup'],
  emptyQueue: ['ends'],
  queueTimeout: ['exact'],
  queueDeleted: ['500'],
}

const alone = Object.entries(others).flatMap(([name, values]) =>
  values.map((value): [string, Partial<Undocumented>] => [`${name}: ${value}`, { [name]: value }]),
)

export const readings: readonly [name: string, open: Partial<Undocumented>][] = [
  ...alone,
  ['all at once', Object.assign({}, ...alone.map(([, open]) => open).toReversed())],
]
