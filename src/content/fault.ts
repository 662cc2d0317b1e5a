/** What is wrong with a file that somebody wrote, said so that they can put it right. */

/**
 * `file` from the project's root, `line` in it where that is known and what is `shown` there, `key`
 * inside it (dots between levels), and what to do about it.
 */
export type Fault = {
  /** What it is against; a file that can not be read has none. */
  rule?: Rule
  file: string
  line?: number
  shown?: string
  key: string
  problem: string
  remedy: string
}

/** What content and flows are held against; operator/check/rules.ts says of each what it is for. */
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
  | 'review'
  | 'translation'
  | 'foreign'
  | 'unoffered'
  | 'figures'
  | 'reading'
  | 'segments'
  | 'carrier-words'
  | `proof.${string}`

/** Notes faults of one file in a list. */
export function noteIn(faults: Fault[], file: string, rule?: Rule) {
  return (key: string, problem: string, remedy: string): void => {
    faults.push({ ...(rule && { rule }), file, key, problem, remedy })
  }
}

/** Faults that are against a rule, unless they name one themselves. */
export function against(rule: Rule, faults: readonly Fault[]): Fault[] {
  return faults.map((fault) => ({ rule, ...fault }))
}

/** `content/en/words.yaml:12: exit: 'END' is reserved by the provider. Use …`, and below it that line. */
export function describe({ file, line, shown, key, problem, remedy }: Fault): string {
  const place = line === undefined ? file : `${file}:${line}`
  const said = `${place}${key ? `: ${key}` : ''}: ${problem}. ${remedy}`
  return shown ? `${said}\n    | ${shown}` : said
}

/** All the faults of a start, in one message. */
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
