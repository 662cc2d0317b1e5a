/** `harborline doctor`: whether texts and calls reach people. */
import { Command } from 'commander'
import { contentAt } from '../operator/content.ts'
import { aboveZero } from './number.ts'
import { inProduction, type Place, productionFaults } from './place.ts'

export const doctor = (place: Place) =>
  new Command('doctor')
    .description('look whether texts and calls reach people, and change nothing')
    .option('--json', 'the sheet as JSON')
    .option('--strict', 'exit with 1 for a warning too')
    .option('--timeout <seconds>', 'for one look', aboveZero, 20)
    .action(async (options: { json?: boolean; strict?: boolean; timeout: number }) => {
      const { doctor, showProgress } = await import('../operator/doctor/doctor.ts')
      const { asJson, exitCode, inWords } = await import('../operator/doctor/report.ts')
      const rows = await doctor({
        config: inProduction(place),
        faults: productionFaults(place),
        content: contentAt(place.root, place.names, 'later'),
        patience: options.timeout * 1000,
        progress: showProgress(process.stderr),
      })
      console.log(options.json ? asJson(rows) : inWords(rows))
      process.exitCode = exitCode(rows, options.strict ?? false)
    })
