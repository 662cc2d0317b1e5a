/** `harborline recordings`: lists and confirms recorded texts. */
import { Command } from 'commander'
import { contentAt, type Names, offeredLanguage } from '../operator/content.ts'
import { lineName, type Place, spokenName } from './place.ts'

export const recordings = (place: Place) =>
  new Command('recordings')
    .description('list the spoken texts that somebody may read aloud, or say that they were')
    .option('--lang <code>', 'only those of this language')
    .option('--confirm [names...]', 'these recordings, or all, are of the texts as they are now')
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .action(async (options: Names & { lang?: string; confirm?: string[] | true }) => {
      const { confirmRecordings, listRecordings } = await import('../operator/recordings.ts')
      const content = contentAt(place.root, options, 'later')
      const languages = options.lang
        ? [offeredLanguage(content, options.lang)]
        : Object.keys(content.languages)
      const { confirm } = options
      if (confirm === undefined) console.log(listRecordings(content, languages))
      else {
        const keys = confirmRecordings(place.root, content, confirm === true ? [] : confirm)
        for (const key of keys) console.log(`confirmed: ${key}`)
        if (keys.length === 0)
          console.log('there is no recording yet: docs/content.md, "Recorded voice"')
      }
    })
