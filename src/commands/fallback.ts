/** The documents for when no server answers. */
import { Command, Option } from 'commander'
import { contentAt, type Names } from '../operator/content.ts'
import { lineName, type Place, sayNames, spokenName } from './place.ts'

export const fallback = (place: Place) =>
  new Command('fallback')
    .description("write the documents for the number's fallback URLs, for when no server answers")
    .addOption(
      new Option('--number <E.164>', "the line's own number, the caller ID of the bridge")
        .default(place.environment.LINE_NUMBER)
        .makeOptionMandatory(),
    )
    .option('--out <folder>', 'where to write voice.xml and sms.xml', 'fallback')
    .option(
      '--voice-url <url>',
      'where voice.xml is served by now: writes callback.xml, which leads to it',
    )
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .action(async (options: Names & { number: string; out: string; voiceUrl?: string }) => {
      const { checkNumber, writeFallback } = await import('../operator/fallback.ts')
      checkNumber(options.number)
      sayNames(options)
      const content = contentAt(place.root, options, 'later')
      for (const file of writeFallback(content, options, options.out)) console.log(file)
      console.log(
        'Set them as the fallback URLs of the number: docs/operating.md, "When no server answers".',
      )
    })
