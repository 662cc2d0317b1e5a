/** REST requests that are answered later, by the simulated clock. */

export type LateAnswers = {
  /** Adds a pending request; returns what to call once it has been answered. */
  begin(): () => void
  /** Resolves as soon as one is pending: work that awaits it cannot itself be awaited. */
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

/** A promise and the function that resolves it. */
function announced(): [promise: Promise<void>, resolve: () => void] {
  let resolve = () => {}
  const promise = new Promise<void>((go) => {
    resolve = go
  })
  return [promise, resolve]
}
