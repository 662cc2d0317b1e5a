/** `harborline where`: who a caller is connected with. */
import { Command, Option } from 'commander'
import { draftNotes } from '../content/draft.ts'
import { contentAt, offeredLanguage } from '../operator/content.ts'
import type { Place } from './place.ts'

export const where = (place: Place) =>
  new Command('where')
    .description('show whom a caller who asks for a person is connected with, and why')
    .option('--lang <code>', "the caller's language; the first one offered if absent")
    .option('--at <time>', 'such as 2026-12-25T03:00, or with Z or an offset; now if absent')
    .addOption(
      new Option('--time-zone <name>', 'the clock by which desks open and close').default(
        place.config.timeZone,
      ),
    )
    .action(async (options: { lang?: string; at?: string; timeZone: string }) => {
      const { readAsked, where } = await import('../operator/where.ts')
      const content = contentAt(place.root, place.names, 'later')
      for (const note of draftNotes(place.root)) console.error(`note: ${note}`)
      console.log(where(content.phones, readAsked(offeredLanguage(content, options.lang), options)))
    })
