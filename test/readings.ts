/** Every reading of what Twilio's documentation leaves open: each alone, and all at once. */
import type { Open } from '../src/virtual-twilio/open.ts'

const others: { readonly [Name in keyof Open]: readonly Open[Name][] } = {
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
  values.map((value): [string, Partial<Open>] => [`${name}: ${value}`, { [name]: value }]),
)

export const readings: readonly [name: string, open: Partial<Open>][] = [
  ...alone,
  ['all at once', Object.assign({}, ...alone.map(([, open]) => open).toReversed())],
]
