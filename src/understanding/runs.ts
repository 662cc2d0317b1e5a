/** Runs: several words in a row that are one thing, such as LOS ANGELES or TAKE ME TO. */

/** Runs in plain form, and the words that they begin with: most words of a text begin none. */
export type Runs = { all: ReadonlySet<string>; begins: ReadonlySet<string> }

export function runsOf(all: Iterable<string>): Runs {
  const runs = new Set(all)
  return { all: runs, begins: new Set(Array.from(runs, (run) => run.split(' ', 1)[0] ?? '')) }
}

/** Whether these words are a run. */
export function isRun(runs: Runs, words: readonly string[], from: number, to: number): boolean {
  const first = words[from] ?? ''
  if (!runs.begins.has(first)) return false
  return runs.all.has(to - from === 1 ? first : words.slice(from, to).join(' '))
}

/** The length of the longest run that begins at a word; 0 if none does. */
export function longestRunAt(runs: Runs, words: readonly string[], at: number, most: number) {
  if (!runs.begins.has(words[at] ?? '')) return 0
  let length = Math.min(most, words.length - at)
  while (length > 0 && !isRun(runs, words, at, at + length)) length--
  return length
}
