/** Texts of any characters that Unicode has. What fast-check has of its own lists a million of them first, in each process. */
import fc from 'fast-check'

/** Code points that stand for half a character begin here, and how many they are. */
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
