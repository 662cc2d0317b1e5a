/** Faults: what is wrong with a file that somebody wrote, and how to put it right. */

/**
 * `file` is relative to the project root, `line` the line number if known and `shown` its text,
 * `key` the path inside the file (levels separated by dots), `remedy` what to do.
 */
export type Fault = {
  /** The rule that it breaks; absent if the file cannot be read. */
  rule?: Rule
  file: string
  line?: number
  shown?: string
  key: string
  problem: string
  remedy: string
}

/** The rules for content and flows; operator/check/rules.ts explains each. */
export type Rule =
  | 'handoffs'
  | 'own-number'
  | 'known-numbers'
  | 'flow'
  | 'sentences'
  | 'texts'
  | 'numbers-by-hand'
  | 'promising-words'
  | 'placeholders'
  | 'keywords'
  | 'interpreters'
  | 'languages'
  | 'phrases'
  | 'danger'
  | 'told-words'
  | 'named'
  | 'answers'
  | 'voices'
  | 'length'
  | 'alphabet'
  | 'seconds'
  | 'neutral'
  | 'age'
  | 'recordings'
  | 'unserved-in-text'
  | 'unserved-numbers'
  | 'unphoned-numbers'
  | 'open-desks'
  | 'fictional-numbers'
  | 'review'
  | 'translation'
  | 'foreign'
  | 'unoffered'
  | 'figures'
  | 'reading'
  | 'segments'
  | 'carrier-words'
  | `proof.${string}`

/** Returns a function that adds faults of one file to a list. */
export function noteIn(faults: Fault[], file: string, rule?: Rule) {
  return (key: string, problem: string, remedy: string): void => {
    faults.push({ ...(rule && { rule }), file, key, problem, remedy })
  }
}

/** Attributes faults to a rule, unless they name one themselves. */
export function against(rule: Rule, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ rule, ...fault }))
}

/** `content/en/words.yaml:12: exit: 'END' is reserved by the provider. Use …`, and below it that line. */
export function describe({ file, line, shown, key, problem, remedy }: Fault): string {
  const place = line === undefined ? file : `${file}:${line}`
  const said = `${place}${key ? `: ${key}` : ''}: ${problem}. ${remedy}`
  return shown ? `${said}\n    | ${shown}` : said
}

/** All the faults that prevent a start, in one message. */
export class FaultsError extends Error {
  readonly faults: readonly Fault[]
  constructor(faults: readonly Fault[]) {
    const many = faults.length === 1 ? '1 fault' : `${faults.length} faults`
    super(
      `${many}, nothing was started:\n${faults.map((fault) => `- ${describe(fault)}`).join('\n')}`,
    )
    this.name = 'FaultsError'
    this.faults = faults
  }
}
