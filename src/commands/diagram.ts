/** `harborline diagram`: the flow as a picture. */
import { readFileSync, writeFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import type { Medium } from '../content/words.ts'
import { contentAt, offeredLanguage, wrongOption } from '../operator/content.ts'
import type { Place } from './place.ts'

type DiagramOptions = {
  channel: Medium
  language?: string
  format: 'svg' | 'mermaid' | 'dot'
  counts?: string
  out?: string
}

export const diagram = (place: Place) =>
  new Command('diagram')
    .description('draw the flow: menus, keys, transfers, and where people come who are lost')
    .addOption(new Option('--channel <name>').choices(['text', 'voice']).default('text'))
    .option(
      '--language <code>',
      'the language of the conversation, with its titles; without it, the names of nodes',
    )
    .addOption(new Option('--format <name>').choices(['svg', 'mermaid', 'dot']).default('svg'))
    .option(
      '--counts <file>',
      'figures to write on it: what report --json wrote, or {"from>to": 10, "signs": "<5"}',
    )
    .option('--out <file>', 'where to write it; else it goes to the output')
    .action(async ({ channel, language, format, counts, out }: DiagramOptions) => {
      const { readCounts } = await import('../diagram/counts.ts')
      const { diagramOf } = await import('../diagram/diagram.ts')
      const content = contentAt(place.root, place.names, 'later')
      const spoken = offeredLanguage(content, language)
      const drawn = diagramOf(content, channel, spoken)
      const { projectAt } = await import('../operator/formats/project.ts')
      const words = projectAt(place.root, place.names).exchange.flows[channel].words[spoken]
      const titles = language === undefined ? {} : (words?.titles ?? {})
      const told = {
        titles,
        counts: counts ? countsIn(counts, (text) => readCounts(text, drawn)) : {},
      }
      const { svgFile } = await import('../diagram/file.tsx')
      const { dot, mermaid } = await import('../diagram/text.ts')
      const text = { svg: svgFile, mermaid, dot }[format](drawn, told)
      if (out === undefined) process.stdout.write(text)
      else writeFileSync(out, text)
    })

function countsIn<Counts>(file: string, read: (text: string) => Counts | undefined): Counts {
  const counts = read(readFileSync(file, 'utf8'))
  if (!counts)
    throw wrongOption(
      '--counts',
      `${file} holds no figures`,
      'Give it what harborline report --json writes, or JSON such as {"home>now": 10}',
    )
  return counts
}
