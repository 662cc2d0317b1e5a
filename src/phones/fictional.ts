/**
 * Numbers that belong to nobody: 555-0100 to 555-0199 in every area code are reserved for fiction.
 */
import { randomInt } from 'node:crypto'

/** Area codes in California. */
const PLACES = [
  ...['209', '213', '279', '310', '323', '341', '408', '415', '424', '442', '510', '530', '559'],
  ...['562', '619', '626', '628', '650', '657', '661', '669', '707', '714', '747', '760', '805'],
  ...['818', '820', '831', '840', '858', '909', '916', '925', '949', '951'],
]

const FICTIONAL = /^\+1\d{3}55501\d\d$/

/** Whether an E.164 number is fictional. */
export function isFictional(number: string): boolean {
  return FICTIONAL.test(number)
}

/**
 * A generator of fictional numbers, starting anywhere among 3,600; none repeats before all have
 * been given.
 */
export function fictionalNumbers(): () => string {
  let at = randomInt(PLACES.length * 100)
  return () => {
    at = (at + 1) % (PLACES.length * 100)
    return `+1${PLACES[Math.floor(at / 100)]}55501${String(at % 100).padStart(2, '0')}`
  }
}
