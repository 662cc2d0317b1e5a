/** What is wrong with a file that somebody wrote, said so that they can put it right. */

/**
 * `file` from the project's root, `line` in it where that is known, `key` inside it (dots between
 * levels), and what to do about it.
 */
export type Fault = { file: string; line?: number; key: string; problem: string; remedy: string }

/** Notes faults of one file in a list. */
export function noteIn(faults: Fault[], file: string) {
  return (key: string, problem: string, remedy: string): void => {
    faults.push({ file, key, problem, remedy })
  }
}

/** One line a fault: `content/en/words.yaml:12: exit: 'END' is reserved by the provider. Use …` */
export function describe({ file, line, key, problem, remedy }: Fault): string {
  const place = line === undefined ? file : `${file}:${line}`
  return `${place}${key ? `: ${key}` : ''}: ${problem}. ${remedy}`
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
