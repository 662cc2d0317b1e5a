/** `harborline sign`: records that somebody has read a text and stands by it. */
import { Command } from 'commander'
import { partsAt, today } from '../operator/content.ts'
import type { Place } from './place.ts'

export const sign = (place: Place) =>
  new Command('sign')
    .description('say that somebody has read a text as it is now, and stands for it')
    .argument(
      '<text>',
      'a file such as content/es/topics/signs.yaml, or content/interpreters.yaml#vi',
    )
    .requiredOption('--name <name>', 'who has read it')
    .option('--date <day>', 'when, as 2026-12-01', today())
    .action(async (text: string, options: { name: string; date: string }) => {
      const { sign } = await import('../operator/sign.ts')
      console.log(sign(place.root, partsAt(place.root), text, { ...options, today: today() }))
    })
