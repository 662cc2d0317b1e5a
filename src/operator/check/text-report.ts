/** The report of `harborline check` for people: grouped, with file, line and remedy. */
import { styleText } from 'node:util'
import { properties } from '../../proof/properties.ts'
import { countsOf, type Notice, type Report } from './gather.ts'
import { groups, type Severity } from './rules.ts'

const styles = { error: 'red', warning: 'yellow', note: 'dim' } as const

/** `colours` is for terminals. */
export function inWords({ notices, looked }: Report, colours: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    colours ? styleText(style, text, { validateStream: false }) : text
  const sections = Object.entries(groups).flatMap(([group, heading]) => {
    const own = notices.filter((notice) => notice.group === group)
    if (own.length === 0) return []
    return [[paint('bold', heading), ...own.map((notice) => told(notice, paint))].join('\n')]
  })
  return [...sections, summary(notices, looked)].join('\n\n')
}

function told(
  { severity, file, line, shown, key, problem, remedy, replay }: Notice,
  paint: (style: 'red' | 'yellow' | 'dim', text: string) => string,
): string {
  const place = line === undefined ? file : `${file}:${line}`
  const lines = [
    `  ${paint(styles[severity], severity.padEnd(7))}  ${place}${key ? `: ${key}` : ''}: ${problem}`,
    ...(shown ? [paint('dim', `           | ${shown.trim()}`)] : []),
    `           -> ${remedy}`,
  ]
  if (replay)
    lines.push(
      '           the shortest conversation that shows it:',
      ...replay.script
        .trimEnd()
        .split('\n')
        .map((each) => `             ${each}`),
    )
  return lines.join('\n')
}

function summary(notices: readonly Notice[], looked: Report['looked']): string {
  const counts = countsOf(notices)
  const errors = counts.error === 0 ? 'no faults' : many(counts.error, 'error')
  const sum = [errors, many(counts.warning, 'warning'), many(counts.note, 'note')].join(', ')
  if (!looked) return `${sum}. Conversations and words are looked at once this is mended`
  const { topics, languages, states, steps } = looked
  const proved = `${properties.length} properties held against ${states} states and ${steps} steps`
  return `${proved}\n${topics} topics in ${languages.join(' and ')}: ${sum}`
}

function many(count: number, what: Severity): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/**
 * Whether a stream supports colours and the user has not disabled them. Source:
 * https://no-color.org
 */
export function showsColours(stream: { isTTY?: boolean }, environment: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && !environment.NO_COLOR
}
