/** Compares phone numbers, and costs in segments and seconds. */
import type { Content } from '../../../content/load.ts'
import type { Phone } from '../../../phones/phone.ts'
import { type TextRow, textRows } from '../../texts.ts'

/** Changes in the numbers given out, and in who callers are connected with. */
export function phoneChanges(old: Content, next: Content): string[] {
  const names = new Set([...Object.keys(old.phones), ...Object.keys(next.phones)])
  return Array.from(names).flatMap((name) => {
    const [before, after] = [old.phones[name], next.phones[name]]
    if (!after) return [`${name}: is given no more (was ${before?.number})`]
    if (!before) return [`${name}: new, ${after.number}`]
    return fieldChanges(name, before, after)
  })
}

function fieldChanges(name: string, before: Phone, after: Phone): string[] {
  const fields = new Set([...Object.keys(before), ...Object.keys(after)])
  return Array.from(fields).flatMap((field) => {
    const [was, is] = [before, after].map((phone) => shown(phone[field as keyof Phone]))
    return was === is ? [] : [`${name}: ${field} is ${is}, and was ${was}`]
  })
}

function shown(value: unknown): string {
  if (value === undefined) return 'nothing'
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Changes in the segments of texts and the length of spoken answers. */
export function costChanges(old: Content, next: Content, names: readonly string[]): string[] {
  const was = byText(textRows(old, names))
  const rows = Array.from(byText(textRows(next, names))).flatMap(([text, row]) => {
    const before = was.get(text)
    if (!before) return []
    return [
      ...costChange(text, 'segments', before.segments, row.segments),
      ...costChange(text, 'seconds', before.seconds, row.seconds),
    ]
  })
  const sums = [old, next].map((content) => textRows(content, names)) as [TextRow[], TextRow[]]
  const [before, after] = sums.map(segmentsOf) as [number, number]
  return before === after
    ? rows
    : [...rows, `all texts together: ${after} segments, before ${before}`]
}

function byText(rows: readonly TextRow[]): Map<string, TextRow> {
  return new Map(rows.map((row) => [`${row.text} (${row.medium}, ${row.language})`, row]))
}

function costChange(text: string, unit: string, was: number | undefined, is: number | undefined) {
  return was === is ? [] : [`${text}: ${is ?? 0} ${unit}, before ${was ?? 0}`]
}

function segmentsOf(rows: readonly TextRow[]): number {
  return rows.reduce((sum, { segments = 0 }) => sum + segments, 0)
}
