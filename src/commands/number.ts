/** A number as an option of a command. */
import { InvalidArgumentError } from 'commander'

export function aboveZero(text: string): number {
  const number = Number(text)
  if (number > 0 && Number.isFinite(number)) return number
  throw new InvalidArgumentError('Write a number above 0, such as 20.')
}
