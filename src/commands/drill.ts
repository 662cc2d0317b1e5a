/** `harborline drill`: plays scripted people against the line and scores them. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import type { Place } from './place.ts'

type Options = { against?: string; scores?: string; json?: boolean }

export const drill = (place: Place) =>
  new Command('drill')
    .description('play scripted people against the line, and say what they did not get')
    .argument('[files...]', 'their scripts; all of drills/ if absent')
    .option('--against <URL>', 'a line that runs, at this address')
    .option(
      '--scores <file>',
      'a scoreboard: says what got better or worse, and is kept up to date',
    )
    .option('--json', 'the report as JSON')
    .action(async (files: string[], options: Options) => {
      const { chosenDrills, farStage, runDrills, simulatedStage } = await import(
        '../operator/drill/run.ts'
      )
      const { inWords } = await import('../operator/drill/report.ts')
      const scripts = chosenDrills(place.root, files)
      const content = contentAt(place.root, place.names)
      const { against } = options
      const stage = against
        ? await farStage(place.config, content, against)
        : simulatedStage(place.root, content)
      const report = await runDrills(scripts, stage, options.scores)
      console.log(options.json ? JSON.stringify(report, null, 2) : inWords(report))
      if (report.scores.some(({ missed }) => missed.length > 0)) process.exitCode = 1
    })
