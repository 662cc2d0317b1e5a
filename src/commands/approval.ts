/** What carriers ask for before a number may text. */
import { Command } from 'commander'
import type { Agency } from '../operator/approval/kit.ts'
import { contentAt } from '../operator/content.ts'
import type { Place } from './place.ts'

export const approval = (place: Place) =>
  new Command('approval')
    .description('write what carriers ask for before a number may text; sends nothing to anybody')
    .requiredOption('--agency <name>', 'the legal name of the organization')
    .requiredOption('--site <url>', 'its website, where the privacy page and the terms will be')
    .requiredOption('--email <address>', 'where people ask questions')
    .option('--out <folder>', 'where to write', 'approval')
    .action(
      async ({ agency: name, site, email, out }: Agency & { agency: string; out: string }) => {
        const { takePicture, writeApproval } = await import('../operator/approval/approval.ts')
        const { FINAL } = await import('../operator/approval/kit.ts')
        for (const warning of FINAL) console.log(`! ${warning}`)
        const content = contentAt(place.root, place.names, 'later')
        const line = { number: place.config.lineNumber, line: place.config.lineName.written }
        const files = writeApproval(content, { ...line, agency: { name, site, email } }, out)
        for (const file of files) console.log(file)
        const picture = await takePicture(out)
        console.log(
          picture ?? `No chromium here: take a picture of ${out}/conversation.html by hand.`,
        )
      },
    )
