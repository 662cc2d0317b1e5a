/** `harborline versions`: which version was in use when. */
import { Command } from 'commander'
import type { Place } from './place.ts'

export const versions = (place: Place) =>
  new Command('versions')
    .description('show what was published when, and what the line speaks now')
    .action(async () => {
      const { describeVersions, spokenBy } = await import('../operator/publish/versions.ts')
      console.log(describeVersions(place.root, await spokenBy(place.config)))
    })
