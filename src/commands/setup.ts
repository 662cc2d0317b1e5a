/** `harborline setup`: connects a Twilio number to the line. */
import { Command, Option } from 'commander'
import { contentAt, wrongOption } from '../operator/content.ts'
import type { SetupOptions } from '../operator/setup/command.ts'
import { aboveZero } from './number.ts'
import { inProduction, type Place, productionFaults } from './place.ts'

export const setup = (place: Place) =>
  new Command('setup')
    .description(
      'make a number of a Twilio account lead to the line: plans, asks, does, and can undo',
    )
    .option('--dry-run', 'change nothing, and write the plan to be read')
    .option('--yes', 'ask nobody; buys nothing and registers nothing, as without it')
    .option('--undo', 'put back what was before')
    .option('--plan <file>', 'where the plan is kept', 'harborline.plan.json')
    .addOption(
      new Option(
        '--fallback <where>',
        'what answers when no server does: put to Twilio (assets), pasted by you (bins), or left (keep)',
      ).choices(['assets', 'bins', 'keep']),
    )
    .option('--fallback-voice <url>', 'where Twilio serves voice.xml')
    .option('--fallback-sms <url>', 'where Twilio serves sms.xml')
    .option('--alarm-url <url>', 'who is told (POST) when a day costs too much')
    .option('--alarm-dollars <number>', 'what is too much', aboveZero, 20)
    .action(async (options: SetupOptions) => {
      const { nobody, setupCommand } = await import('../operator/setup/command.ts')
      const { terminal } = await import('../operator/asker.ts')
      const asked = !options.yes && !options.dryRun
      if (asked && !process.stdin.isTTY)
        throw wrongOption('setup', 'there is nobody to ask', 'Add --dry-run, or --yes')
      const content = contentAt(place.root, place.names, 'later')
      const at = { config: inProduction(place), faults: productionFaults(place), content }
      process.exitCode = await setupCommand(at, options, asked ? terminal : nobody)
    })
