/** The labels of boxes and arms, with their counts. */
import type { Arm } from './diagram.ts'

/** What is shown in addition: titles by name, and counts by `from>to` or by name. */
export type Annotations = {
  titles?: Readonly<Record<string, string>>
  counts?: Readonly<Record<string, number | string>>
}

export function titleOf(name: string, { titles = {}, counts = {} }: Annotations): string {
  const count = counts[name]
  const title = titles[name] ?? name
  return count === undefined ? title : `${title}: ${count}`
}

export function labelOf({ from, to, labels }: Arm, { counts = {} }: Annotations): string {
  const count = counts[`${from}>${to}`]
  return [labels.join(', '), count === undefined ? '' : `(${count})`].filter(Boolean).join(' ')
}
