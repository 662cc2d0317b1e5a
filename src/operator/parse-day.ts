/**
 * Parses dates as people write them, in English and Spanish: 2026-12-01, 12/1/2026, Dec 1, 2026, 1
 * de diciembre de 2026.
 */

const MONTHS = [
  /^(jan|ene)/,
  /^feb/,
  /^mar/,
  /^(apr|abr)/,
  /^may/,
  /^jun/,
  /^jul/,
  /^(aug|ago)/,
  /^sep/,
  /^oct/,
  /^nov/,
  /^(dec|dic)/,
]

/**
 * Returns the date as 2026-12-01; undefined if it is invalid or has no year. With slashes the first
 * number is the month, as in California, unless it cannot be one; with dots it is the day.
 */
export function parseDay(written: string): string | undefined {
  const [first = '', second = '', third = '', ...more] = written
    .trim()
    .toLowerCase()
    .split(/[\s,/.-]+(?:(?:de|del|of)\s+)*/)
    .filter((part) => part !== '')
  if (more.length > 0) return undefined
  if (/^\d{4}$/.test(first)) return dayOf(first, month(second) ?? second, third)
  if (month(first)) return dayOf(third, month(first), figure(second))
  if (month(second)) return dayOf(third, month(second), figure(first))
  const dayFirst = /^\s*\d+\./.test(written) || Number(first) > 12
  return dayFirst ? dayOf(third, second, first) : dayOf(third, first, second)
}

function month(name: string): string | undefined {
  const place = MONTHS.findIndex((begins) => begins.test(name))
  return place < 0 ? undefined : String(place + 1)
}

/** Strips ordinals: 1st and 1º become 1. */
function figure(text: string): string {
  return text.replace(/^(\d+)(st|nd|rd|th|º|ro|o)$/, '$1')
}

function dayOf(year: string, inYear: string | undefined, inMonth: string): string | undefined {
  if (!/^(\d{2}|\d{4})$/.test(year) || !/^\d{1,2}$/.test(inYear ?? '')) return undefined
  if (!/^\d{1,2}$/.test(inMonth)) return undefined
  const whole = year.length === 2 ? `20${year}` : year
  const day = `${whole}-${inYear?.padStart(2, '0')}-${inMonth.padStart(2, '0')}`
  const real = new Date(`${day}T00:00Z`)
  return Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== day ? undefined : day
}
