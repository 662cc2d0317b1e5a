/**
 * Searches a large text for many strings at once, with one lookup per position rather than per
 * string.
 */

/** Shorter strings could occur by chance. */
const WINDOW = 8

/** The forms in which a secret can have been written. */
export function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret)
  // base64 differs by position modulo three, and its first and last letters depend on the
  // neighbours
  const base64 = [0, 1, 2].flatMap((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '')
    const inner = text.slice(shift === 0 ? 0 : 4, -2)
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
  const forms = [secret, encodeURIComponent(secret), bytes.toString('hex'), ...base64]
  return Array.from(new Set(forms)).filter(({ length }) => length >= WINDOW)
}

/** The strings that occur in the text. */
export function hunt(needles: Iterable<string>, hay: string): string[] {
  const beginnings = new Map<string, string[]>()
  for (const needle of needles) {
    const beginning = needle.slice(0, WINDOW)
    const known = beginnings.get(beginning)
    if (known) known.push(needle)
    else beginnings.set(beginning, [needle])
  }
  const found = new Set<string>()
  for (let at = 0; at + WINDOW <= hay.length; at++)
    for (const needle of beginnings.get(hay.slice(at, at + WINDOW)) ?? [])
      if (hay.startsWith(needle, at)) found.add(needle)
  return Array.from(found)
}
