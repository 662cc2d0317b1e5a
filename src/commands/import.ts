/** `harborline import`: turns another tool's flow into a draft. */
import { Command, Option } from 'commander'
import type { Place } from './place.ts'

export const importFlow = (place: Place) =>
  new Command('import')
    .description(
      'make a draft of a flow that another tool has written; changes no file of the line',
    )
    .argument('<file>', 'a FLOIP container, as JSON')
    .addOption(new Option('--format <name>', 'its format').choices(['floip']).default('floip'))
    .option('--out <folder>', 'where to write the draft', 'draft')
    .action(async (file: string, { out }: { out: string }) => {
      const { importFloip, writeDraft } = await import('../operator/formats/import.ts')
      const { projectAt } = await import('../operator/formats/project.ts')
      const draft = importFloip(place.root, projectAt(place.root, place.names), file)
      console.log(writeDraft(draft, out).join('\n'))
    })
