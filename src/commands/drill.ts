/** Scripted people, played against the line and scored. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import type { Place } from './place.ts'

export const drill = (place: Place) =>
  new Command('drill')
    .description('play scripted people against the line, and say what they did not get')
    .argument('[files...]', 'their scripts; all of drills/ if absent')
    .option(
      '--scores <file>',
      'a scoreboard: says what got better or worse, and is kept up to date',
    )
    .option('--json', 'the report as JSON')
    .action(async (files: string[], options: { scores?: string; json?: boolean }) => {
      const { chosenDrills, runDrills, simulatedStage } = await import('../operator/drill/run.ts')
      const { inWords } = await import('../operator/drill/report.ts')
      const scripts = chosenDrills(place.root, files)
      const stage = simulatedStage(place.root, contentAt(place.root, place.names))
      const report = await runDrills(scripts, stage, options.scores)
      console.log(options.json ? JSON.stringify(report, null, 2) : inWords(report))
      if (report.scores.some(({ missed }) => missed.length > 0)) process.exitCode = 1
    })
