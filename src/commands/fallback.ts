/** `harborline fallback`: the documents for when no server answers. */
import { Command } from 'commander'
import { contentAt, type Names } from '../operator/content.ts'
import { lineName, type Place, sayNames, spokenName } from './place.ts'

export const fallback = (place: Place) =>
  new Command('fallback')
    .description("write the documents for the number's fallback URLs, for when no server answers")
    .option('--number <E.164>', "the line's own number, if not LINE_NUMBER")
    .option('--out <folder>', 'where to write voice.xml and sms.xml', 'fallback')
    .option(
      '--voice-url <url>',
      'where voice.xml is served by now: writes callback.xml, which leads to it',
    )
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .action(async (options: Names & { number?: string; out: string; voiceUrl?: string }) => {
      const { numberOfLine, writeFallback } = await import('../operator/fallback.ts')
      const number = numberOfLine(options.number, place.environment.LINE_NUMBER || undefined)
      sayNames(options)
      const content = contentAt(place.root, options, 'later')
      const wanted = { ...options, number }
      for (const file of writeFallback(content, wanted, options.out)) console.log(file)
      console.log(
        'Set them as the fallback URLs of the number: docs/operating.md, "When no server answers".',
      )
    })
