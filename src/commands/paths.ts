/** `harborline paths`: how many steps each answer takes. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import type { Place } from './place.ts'

export const paths = (place: Place) =>
  new Command('paths')
    .description('show how many texts or keys lie between a person and each answer')
    .action(async () => {
      const { describePaths, pathsOf } = await import('../operator/paths.ts')
      console.log(describePaths(pathsOf(contentAt(place.root, place.names))))
    })
