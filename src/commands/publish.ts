/** `harborline publish`: puts the edited content into use. */
import { Command } from 'commander'
import { lineOf, type Place } from './place.ts'

const FIRST =
  'it is the first version: content/ and flows/ are a draft from now on, which reaches people by the next publish; rollback needs a second one'

export const publish = (place: Place) =>
  new Command('publish')
    .description(
      'check content/ and flows/, keep them under their hash, and let the line speak them',
    )
    .action(async () => {
      const { publish } = await import('../operator/publish/publish.ts')
      const { isFirst, untilSpoken } = await import('../operator/publish/versions.ts')
      const { version, notes } = await publish(lineOf(place))
      for (const note of notes) console.error(`warning: ${note}`)
      console.log(`published ${version}`)
      if (isFirst(place.root)) console.log(FIRST)
      console.log(await untilSpoken(place.config, version))
    })
