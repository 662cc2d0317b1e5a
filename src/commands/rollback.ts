/** `harborline rollback`: returns to earlier content. */
import { Command } from 'commander'
import { lineOf, type Place } from './place.ts'

export const rollback = (place: Place) =>
  new Command('rollback')
    .description('let the line speak what was published before, or a version of your choice')
    .argument('[version]', 'its first letters, as `harborline versions` lists it')
    .action(async (wanted: string | undefined) => {
      const { rollback } = await import('../operator/publish/publish.ts')
      const { untilSpoken } = await import('../operator/publish/versions.ts')
      const version = await rollback(lineOf(place), wanted)
      console.log(`published ${version} again`)
      console.log(await untilSpoken(place.config, version))
    })
