/** `harborline export`: the line as a flow that other tools can read. */
import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Medium } from '../content/words.ts'
import type { Names } from '../operator/content.ts'
import { lineName, type Place, spokenName } from './place.ts'

type ExportOptions = Names & { format: 'floip' | 'studio'; channel: Medium; out?: string }

export const exportFlow = (place: Place) =>
  new Command('export')
    .description('write the line as a flow that other tools read')
    .addOption(
      new Option(
        '--format <name>',
        'floip: for other tools of the field; studio: for Twilio Studio, as a fallback',
      )
        .choices(['floip', 'studio'])
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--channel <name>', 'of studio: for which webhook of the number')
        .choices(['text', 'voice'])
        .default('voice'),
    )
    .option('--out <file>', 'where to write it; else it goes to the output')
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .action(async ({ format, channel, out, ...names }: ExportOptions) => {
      const { exportFloip, exportStudio } = await import('../operator/formats/export.ts')
      const { projectAt } = await import('../operator/formats/project.ts')
      const project = projectAt(place.root, names)
      const { text, report } =
        format === 'floip' ? exportFloip(project) : exportStudio(project, channel)
      if (out === undefined) process.stdout.write(text)
      else writeFileSync(out, text)
      // to stderr, so that stdout stays machine-readable
      for (const line of report) console.error(`! ${line}`)
    })
