/**
 * Strings of arbitrary Unicode characters. fast-check's own arbitrary first lists a million of
 * them, in each process.
 */
import fc from 'fast-check'

/** The first surrogate code point, and the number of them. */
const [HALVES, HALF] = [0xd800, 0x800]

const character = fc.nat({ max: 0x10ffff - HALF }).map(
  (at) => String.fromCodePoint(at < HALVES ? at : at + HALF),
  (value) => {
    const point = typeof value === 'string' ? value.codePointAt(0) : undefined
    if (point === undefined || value !== String.fromCodePoint(point) || isHalf(point))
      throw new TypeError('not one character')
    return point < HALVES ? point : point - HALF
  },
)

const isHalf = (point: number) => point >= HALVES && point < HALVES + HALF

export function anyCharacters(lengths: Pick<fc.StringConstraints, 'minLength' | 'maxLength'> = {}) {
  return fc.string({ ...lengths, unit: character })
}
