/** `harborline texts`: how hard each text is to read, and what it costs to send or hear. */
import { alphabetOf, MOST_SEGMENTS } from '../content/alphabet.ts'
import { segmentsOf } from '../content/gsm7.ts'
import type { Content } from '../content/load.ts'
import { spokenWords, VOICE_WORDS } from '../content/rules/wording.ts'
import type { Medium, Wording } from '../content/words.ts'
import type { Flow } from '../flow/flow.ts'
import { type Reading, readingOf } from './readability.ts'

const LONGEST_S = 45

export type TextRow = {
  language: string
  medium: Medium
  /** What refers to it, such as page signs/0 or menu home. */
  text: string
  reading?: Reading
  /** Of a text message, including its keys. */
  segments?: number
  /** Of a spoken text; a page is measured without its keys. */
  seconds?: number
  /** The measures that are over their limit. */
  over: string[]
}

/**
 * Every text as people get it, hardest to read first within each language and medium. `names` are
 * the line's names, which do not count towards readability.
 */
export function textRows(content: Content, names: readonly string[]): TextRow[] {
  const { languages, wording, flows, interpreters } = content
  const rows = Object.keys(languages).flatMap((language) =>
    (['text', 'voice'] as const).flatMap((medium) => {
      const own = wording[medium][language]
      const all = own ? composed(own, flows[medium]) : []
      const most = alphabetOf(languages[language]?.alphabet ?? 'gsm-7').page.segments
      return all.map((each) => rowOf({ language, medium, most }, each, names))
    }),
  )
  const others = interpreters.flatMap(({ id, text, spoken }) => [
    rowOf({ language: id, medium: 'text' }, { text: 'interpreter', words: text }, names),
    ...(spoken
      ? [
          rowOf(
            { language: id, medium: 'voice' },
            { text: 'interpreter', words: spoken.text },
            names,
          ),
        ]
      : []),
  ])
  return [...rows.toSorted(hardestFirst), ...others]
}

/** `whole` includes the keys that follow. `listed`: consists of names, of topics or sources. */
type Composed = { text: string; words: string; whole?: string; listed?: boolean }

function composed({ says, menus, pages, keys }: Wording, flow: Flow): Composed[] {
  return [
    ...Array.from(says, ([key, words]) => ({ text: `say ${key}`, words })).filter(
      // handled below, each in its own language
      ({ text }) => !text.startsWith('say interpreter.'),
    ),
    ...Array.from(menus, ([node, words]) => ({
      text: `menu ${node}`,
      words,
      listed: isList(flow, node),
    })),
    ...Array.from(pages, ([page, whole]) => ({
      text: `page ${page}`,
      words: whole.replace(keys.get(page) ?? '', ''),
      whole,
      listed: !pages.has(page.replace(/\d+$/, (at) => String(Number(at) + 1))),
    })),
  ]
}

function isList({ nodes }: Flow, name: string): boolean {
  const node = nodes[name]
  return node?.type === 'menu' && Object.keys(node.options).length > 2
}

/** The segment limit of the language. */
type Most = { most?: number }

function rowOf(
  { language, medium, most = MOST_SEGMENTS }: Pick<TextRow, 'language' | 'medium'> & Most,
  { text, words, whole = words, listed = false }: Composed,
  names: readonly string[],
): TextRow {
  const own = names.reduce((rest, name) => rest.replaceAll(name, ''), words)
  const reading = listed ? undefined : readingOf(language, own)
  const segments = medium === 'text' ? segmentsOf(whole) : undefined
  const seconds = medium === 'voice' ? secondsOf(words) : undefined
  const over = [
    ...(reading?.hard ? ['reading'] : []),
    ...(segments && segments > most ? ['segments'] : []),
    ...(seconds && seconds > LONGEST_S ? ['seconds'] : []),
  ]
  return {
    language,
    medium,
    text,
    ...(reading && { reading }),
    ...(segments && { segments }),
    ...(seconds && { seconds }),
    over,
  }
}

/** At the speaking rate that the rules for pages assume. */
function secondsOf(words: string): number {
  return Math.ceil((spokenWords(words.trim()) * LONGEST_S) / VOICE_WORDS)
}

function hardestFirst(one: TextRow, other: TextRow): number {
  const group = ({ language, medium }: TextRow) => `${language} ${medium}`
  if (group(one) !== group(other)) return group(one) < group(other) ? -1 : 1
  const ease = ({ reading }: TextRow) => {
    if (!reading) return Number.POSITIVE_INFINITY
    return reading.measure === 'grade' ? -reading.value : reading.value
  }
  return ease(one) - ease(other)
}

/** The rows as a table. */
export function describeTexts(rows: readonly TextRow[]): string {
  const cells = rows.map(({ language, medium, text, reading, segments, seconds, over }) => [
    language,
    medium,
    reading ? `${reading.measure} ${reading.value.toFixed(1)}` : '',
    segments === undefined ? '' : String(segments),
    seconds === undefined ? '' : String(seconds),
    text,
    over.length > 0 ? `over: ${over.join(', ')}` : '',
  ])
  const all = [['lang', 'medium', 'reading', 'segments', 'seconds', 'text', ''], ...cells]
  const widths = all[0]?.map((_, at) => Math.max(...all.map((row) => row[at]?.length ?? 0))) ?? []
  return all
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
