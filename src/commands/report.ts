/** `harborline report`: a month of the line. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import type { ReportOptions } from '../operator/report/command.ts'
import type { Place } from './place.ts'

export const report = (place: Place) =>
  new Command('report')
    .description('show a month of the line, in steps of five: what was asked, who was reached')
    .option('--month <month>', 'such as 2026-11; the last one that is over if absent')
    .option('--json', 'every table as JSON')
    .option('--csv', 'every cell as a row of CSV')
    .option('--folder <folder>', 'where the counts are, if not in COUNTS_FOLDER')
    .action(async (options: ReportOptions) => {
      const { report } = await import('../operator/report/command.ts')
      const content = contentAt(place.root, place.names, 'later')
      console.log(await report({ root: place.root, config: place.config, content }, options))
    })
