/** `harborline ask`: what the line would do with a text. */
import { Command } from 'commander'
import { contentAt, offeredLanguage } from '../operator/content.ts'
import type { Place } from './place.ts'

export const ask = (place: Place) =>
  new Command('ask')
    .description('say what the line would do with a text, and why; or with each line of the input')
    .argument('[text...]', 'what somebody texts')
    .option('--lang <code>', 'the language of the conversation; the first one offered if absent')
    .option('--json', 'as JSON, one object a line')
    .action(async (words: string[], options: { lang?: string; json?: boolean }) => {
      const { explainer, explainLines, inWords } = await import('../operator/ask.ts')
      const content = contentAt(place.root, place.names)
      const explained = explainer(content, offeredLanguage(content, options.lang))
      if (words.length > 0)
        console.log((options.json ? JSON.stringify : inWords)(explained(words.join(' '))))
      else {
        if (process.stdin.isTTY) console.error('write texts, one a line; Ctrl-D ends')
        await explainLines(process.stdin, process.stdout, explained)
      }
    })
