/** All properties proved for a flow and its words, in the order in which they are reported. */

import { connectingProperties } from './connecting.ts'
import { navigationProperties } from './navigation.ts'
import { peopleProperties } from './people.ts'
import type { Property } from './property.ts'
import { safetyProperties } from './safety.ts'
import { withoutStoreProperties } from './without-store.ts'

export const properties: readonly Property[] = [
  ...navigationProperties,
  ...peopleProperties,
  ...connectingProperties,
  ...safetyProperties,
  ...withoutStoreProperties,
]
