/**
 * `harborline check`: checks content and flows against every rule, and every conversation against
 * every property.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { clearLine, cursorTo } from 'node:readline'
import { Command, Option } from 'commander'
import { draftNotes } from '../content/draft.ts'
import { describe, type Fault } from '../content/fault.ts'
import { type Names, today, wrongOption } from '../operator/content.ts'
import { lineName, lineOf, type Place, sayNames, spokenName } from './place.ts'

type Options = Names & {
  at: string
  json?: boolean
  github?: boolean
  sarif?: boolean
  strict?: boolean
  replays?: string
}

export const check = (place: Place) =>
  new Command('check')
    .description('hold content/ and flows/ against every rule, and prove every conversation')
    .addOption(lineName(place))
    .addOption(spokenName(place))
    .option('--at <day>', 'tell what will be too old on that day, as 2026-12-01', today())
    .addOption(new Option('--json', 'the report as JSON').conflicts(['github', 'sarif']))
    .addOption(new Option('--github', 'as annotations of GitHub').conflicts('sarif'))
    .addOption(new Option('--sarif', 'as SARIF 2.1.0'))
    .option('--strict', 'exit with 1 for a warning too')
    .option('--replays <folder>', 'write the conversations that break something there, as drills')
    .action(async (options: Options) => {
      const { exitCode, gather } = await import('../operator/check/gather.ts')
      const { inWords, showsColours } = await import('../operator/check/text-report.ts')
      const { asGitHub, asJson, asSarif } = await import('../operator/check/machine-formats.ts')
      const { root, environment } = place
      if (Number.isNaN(Date.parse(`${options.at}T12:00:00Z`)))
        throw wrongOption('--at', `'${options.at}' is no day`, 'Write it as 2026-12-01')
      sayNames(options)
      const report = gather({
        ...{ root, today: options.at, lineNumber: environment.LINE_NUMBER },
        lineName: options.lineName,
        lineNameSpoken: options.lineNameSpoken,
        progress: showProgress(process.stderr),
      })
      showProgress(process.stderr)('')
      if (options.json) console.log(asJson(report))
      else if (options.github) console.log(asGitHub(report))
      else if (options.sarif) console.log(asSarif(report, versionOf(root)))
      else console.log(inWords(report, showsColours(process.stdout, environment)))
      if (options.replays) writeReplays(options.replays, report.notices)
      for (const note of draftNotes(root)) console.error(`note: ${note}`)
      const { publishedFaults } = await import('../operator/publish/publish.ts')
      const published = await publishedFaults(lineOf(place))
      if (published.length > 0) console.error(refusedAtStart(published))
      process.exitCode = published.length > 0 ? 1 : exitCode(report, options.strict ?? false)
    })

/**
 * Faults of the published content, which an earlier release accepted and which is not what is in
 * content/.
 */
function refusedAtStart(faults: readonly Fault[]): string {
  return [
    'What is published breaks rules of this release, and the line will not start with it:',
    ...faults.map((fault) => `- ${describe(fault)}`),
    'Run harborline publish before you restart the line.',
  ].join('\n')
}

/** Shows progress on one line that is overwritten, on a terminal only. */
function showProgress(stream: NodeJS.WriteStream): (what: string) => void {
  return (what) => {
    if (!stream.isTTY) return
    clearLine(stream, 0)
    cursorTo(stream, 0)
    if (what) stream.write(`looking at ${what} ...`)
  }
}

function writeReplays(
  folder: string,
  notices: readonly { replay?: { name: string; script: string } | undefined }[],
): void {
  mkdirSync(folder, { recursive: true })
  for (const { replay } of notices) {
    if (!replay) continue
    const file = `${folder}/${replay.name}.txt`
    writeFileSync(file, replay.script)
    console.error(`${file}: npm run harborline -- chat --drill ${file}`)
  }
}

function versionOf(root: string): string {
  return JSON.parse(readFileSync(`${root}package.json`, 'utf8')).version
}
