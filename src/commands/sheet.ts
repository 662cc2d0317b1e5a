/** `harborline sheet`: writes every text for review, and imports corrections. */
import { Command } from 'commander'
import { buildCache } from '../content/read/cache.ts'
import { contentAt, offeredLanguage, partsAt, today } from '../operator/content.ts'
import type { Place } from './place.ts'

type SheetOptions = { out: string; lang?: string; import?: string; dryRun?: boolean }

export const sheet = (place: Place) =>
  new Command('sheet')
    .description('write every text, to be read, corrected and signed: a page to print, and CSV')
    .option('--out <folder>', 'where to write sheet.html and sheet.csv', 'sheet')
    .option('--lang <code>', 'one language only, beside the first')
    .option('--import <file>', 'take names, dates and corrected texts of a CSV back into the files')
    .option('--dry-run', 'with --import: only say what it would change')
    .action(async (options: SheetOptions) => {
      const { importSheet } = await import('../operator/sheet/import.ts')
      const { writeSheet } = await import('../operator/sheet/sheet.ts')
      const { import: csv, out, lang, dryRun = false } = options
      const common = { names: place.names, today: today() }
      const write = () => {
        const content = contentAt(place.root, place.names, 'later')
        const only = lang === undefined ? undefined : offeredLanguage(content, lang)
        return writeSheet({ ...common, content, parts: partsAt(place.root) }, out, only)
      }
      const said = csv
        ? importSheet(place.root, csv, { ...common, cache: buildCache(place.root), dryRun })
        : write()
      console.log(said.join('\n'))
    })
