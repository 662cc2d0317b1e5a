/** Requests over REST that are answered later, by the simulated clock. */

export type LateAnswers = {
  /** One more is under way; gives back what to call when it has been answered. */
  begin(): () => void
  /** Resolves as soon as one is under way: what waits for it can not be waited for. */
  any(): Promise<void>
}

export function createLateAnswers(): LateAnswers {
  let count = 0
  let [first, arrives] = announced()
  return {
    begin() {
      count++
      arrives()
      return () => {
        count--
        if (count === 0) [first, arrives] = announced()
      }
    },
    any: () => first,
  }
}

/** A promise, and what to call for it to resolve. */
function announced(): [promise: Promise<void>, resolve: () => void] {
  let resolve = () => {}
  const promise = new Promise<void>((go) => {
    resolve = go
  })
  return [promise, resolve]
}
