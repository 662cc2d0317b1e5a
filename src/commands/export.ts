/** The line as a flow that other tools read. */
import { writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Names } from '../operator/content.ts'
import { lineName, type Place, spokenName } from './place.ts'

type ExportOptions = Names & { format: 'floip'; out?: string }

export const exportFlow = (place: Place) =>
  new Command('export')
    .description('write the line as a flow that other tools read')
    .addOption(
      new Option('--format <name>', 'floip: what other tools for such lines read')
        .choices(['floip'])
        .makeOptionMandatory(),
    )
    .option('--out <file>', 'where to write it; else it goes to the output')
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .action(async ({ out, ...names }: ExportOptions) => {
      const { floipText } = await import('../formats/floip/write.ts')
      const { projectAt } = await import('../operator/formats/project.ts')
      const text = floipText(projectAt(place.root, names).exchange)
      if (out === undefined) process.stdout.write(text)
      else writeFileSync(out, text)
    })
