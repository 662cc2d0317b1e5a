/** What is wrong with a file that somebody wrote, said so that they can put it right. */

/** `file` from the project's root, `key` inside it (dots between levels), and what to do about it. */
export type Fault = { file: string; key: string; problem: string; remedy: string }

/** One line a fault. */
export function describe({ file, key, problem, remedy }: Fault): string {
  return `${file}${key ? `: ${key}` : ''}: ${problem}. ${remedy}`
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
