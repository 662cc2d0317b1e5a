/** `harborline texts`: how hard to read and how long each text is. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import type { Place } from './place.ts'

export const texts = (place: Place) =>
  new Command('texts')
    .description('show of each text how hard it is to read, its segments and its spoken seconds')
    .option('--json', 'as JSON, one object a line')
    .action(async ({ json }: { json?: boolean }) => {
      const { describeTexts, textRows } = await import('../operator/texts.ts')
      const rows = textRows(contentAt(place.root, place.names, 'later'), Object.values(place.names))
      console.log(json ? rows.map((row) => JSON.stringify(row)).join('\n') : describeTexts(rows))
      if (rows.some(({ over }) => over.length > 0)) process.exitCode = 1
    })
