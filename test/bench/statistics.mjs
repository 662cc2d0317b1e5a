/** Medians, quantiles, and ratios between results of the same round. */

/** The value below which the given part of sorted numbers lies. */
export function quantile(sorted, part) {
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN
}

export function median(numbers) {
  return quantile(
    [...numbers].sort((a, b) => a - b),
    0.5,
  )
}

/** The median of a figure over all rounds; `figure` takes it out of a result. */
export function medianOf(results, figure) {
  return median(results.map(figure))
}

/**
 * The ratios of a figure to that of another server, taken inside each round: the machine's speed
 * drifts, and both had the same weather.
 */
export function ratios(results, others, figure) {
  return results.map((result, round) => figure(result) / figure(others[round]))
}

/** "0.55 [0.50-0.61]": the median, the least and the most. */
export function spread(numbers, digits) {
  const [least, most] = [Math.min(...numbers), Math.max(...numbers)]
  return `${median(numbers).toFixed(digits)} [${least.toFixed(digits)}-${most.toFixed(digits)}]`
}
