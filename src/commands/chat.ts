/** `harborline chat`: the line at a prompt. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import type { Place } from './place.ts'

export const chat = (place: Place) =>
  new Command('chat')
    .description('text or call the line from this terminal')
    .option('--voice', 'call it, with keys, instead of texting it')
    .option('--drill <file>', 'play a script, such as drills/1-sms-danger.txt')
    .action(async ({ voice, drill }: { voice?: boolean; drill?: string }) => {
      const { chat, playDrill } = await import('../simulator/terminal.ts')
      const content = contentAt(place.root, place.names)
      if (!drill) await chat(content, voice ? 'voice' : 'sms')
      else if (!(await playDrill(content, drill))) process.exitCode = 1
    })
