/** The doctor's report: in words, as JSON, and as an exit code. */
import { type Group, groups, type State } from './probe.ts'
import type { Row } from './run.ts'

const marks: Readonly<Record<State, string>> = {
  ok: 'ok  ',
  warn: 'warn',
  fail: 'FAIL',
  unseen: '?   ',
}
const names: Readonly<Record<State, string>> = {
  ok: 'ok',
  warn: 'warn',
  fail: 'fail',
  unseen: 'cannot be seen',
}

const count = (rows: readonly Row[], state: State) =>
  rows.filter((row) => row.state === state).length

export function inWords(rows: readonly Row[]): string {
  const sheet = Object.entries(groups).map(([group, heading]) => {
    const own = byCause(rows.filter((row) => row.group === group))
    return `${heading}\n${own.map(inLines).join('\n')}`
  })
  const sums = (['fail', 'warn', 'unseen', 'ok'] as const).map(
    (state) => `${count(rows, state)} ${names[state]}`,
  )
  return `${sheet.join('\n\n')}\n\n${sums.join(', ')}`
}

/** Groups rows with the same cause at the first of them, since a person fixes it once. */
function byCause(rows: readonly Row[]): Row[][] {
  const causes = new Map<string, Row[]>()
  for (const row of rows) {
    const { state, found, mend, id } = row
    const cause = state === 'ok' ? id : JSON.stringify([state, found, mend])
    causes.set(cause, [...(causes.get(cause) ?? []), row])
  }
  return [...causes.values()]
}

function inLines(rows: readonly Row[]): string {
  const [first] = rows
  if (!first) return ''
  const { state, title, found, mend } = first
  const said =
    rows.length === 1
      ? [`  ${marks[state]}  ${title}: ${found}`]
      : [`  ${marks[state]}  ${found}:`, ...rows.map((row) => `        - ${row.title}`)]
  return [...said, ...(mend && state !== 'ok' ? [`        -> ${mend}`] : [])].join('\n')
}

type Sheet = {
  fit: boolean
  counts: Record<State, number>
  rows: { id: string; group: Group; title: string; state: State; found: string; mend?: string }[]
}

export function asJson(rows: readonly Row[]): string {
  const sheet: Sheet = {
    fit: count(rows, 'fail') === 0,
    counts: {
      fail: count(rows, 'fail'),
      warn: count(rows, 'warn'),
      unseen: count(rows, 'unseen'),
      ok: count(rows, 'ok'),
    },
    rows: rows.map(({ id, group, title, state, found, mend }) => ({
      ...{ id, group, title, state, found },
      ...(mend && { mend }),
    })),
  }
  return JSON.stringify(sheet, undefined, 2)
}

/** 1 if people cannot be reached; with `strict`, also if something could be better. */
export function exitCode(rows: readonly Row[], strict: boolean): 0 | 1 {
  return count(rows, 'fail') > 0 || (strict && count(rows, 'warn') > 0) ? 1 : 0
}
