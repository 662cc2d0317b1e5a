/** "Did you mean": the name that a mistyped one probably stands for. */
import { closestMatch } from 'leven'

/** The nearest of `names`, if at most `within` letters differ; by default one in three. */
export function nearest(
  name: string,
  names: readonly string[],
  within = Math.ceil(name.length / 3),
): string | undefined {
  return closestMatch(name, names, { maxDistance: within })
}
