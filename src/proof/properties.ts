/** All properties proved for a flow and its words, in the order in which they are reported. */
import { aloneProperties } from './alone.ts'
import { connectingProperties } from './connecting.ts'
import { peopleProperties } from './people.ts'
import type { Property } from './property.ts'
import { safetyProperties } from './safety.ts'
import { wayProperties } from './ways.ts'

export const properties: readonly Property[] = [
  ...wayProperties,
  ...peopleProperties,
  ...connectingProperties,
  ...safetyProperties,
  ...aloneProperties,
]
