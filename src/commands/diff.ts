/** `harborline diff`: what a change of content changes for people. */
import { Command } from 'commander'
import { lineOf, type Place } from './place.ts'

export const diff = (place: Place) =>
  new Command('diff')
    .description('say what a change of content or flow changes for people')
    .argument('[old]', 'a version or a folder; what is published if absent')
    .argument('[new]', 'another one; content/ and flows/ as they are now if absent', 'draft')
    .option('--json', 'as JSON')
    .action(async (old: string | undefined, next: string, { json }: { json?: boolean }) => {
      const { diff, inWords } = await import('../operator/publish/diff/diff.ts')
      const { publishedName, sideOf } = await import('../operator/publish/diff/sides.ts')
      const line = lineOf(place)
      const before = sideOf(line, old ?? publishedName(line.project))
      const after = sideOf(line, next)
      const sections = diff(before, after, Object.values(place.names))
      console.log(json ? JSON.stringify(sections, null, 2) : inWords(before, after, sections))
    })
