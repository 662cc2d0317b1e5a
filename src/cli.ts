#!/usr/bin/env node
/** The harborline command: which of operator/ is asked for, and with which options. */
import { readFileSync } from 'node:fs'
import { Command, Option } from 'commander'
import { type Config, ConfigError, readConfig } from './config.ts'
import { describe, FaultsError } from './content/fault.ts'
import { buildCache } from './content/read/cache.ts'
import { environmentAt } from './environment.ts'
import type { Agency } from './operator/approval/kit.ts'
import {
  contentAt,
  type Names,
  offeredLanguage,
  partsAt,
  today,
  wrongOption,
} from './operator/content.ts'
import type { SetupOptions } from './operator/setup/command.ts'

const ROOT = new URL('..', import.meta.url).pathname
const environment = environmentAt(ROOT)
const config = settings()
const NAMES: Names = { lineName: config.lineName.written, lineNameSpoken: config.lineName.spoken }

const lineName = () =>
  new Option('--line-name <name>', 'how the line is called in texts, if not as LINE_NAME').default(
    NAMES.lineName,
  )
const spokenName = () =>
  new Option(
    '--line-name-spoken <name>',
    'how the line is called aloud, if not as LINE_NAME_SPOKEN',
  ).default(NAMES.lineNameSpoken)

type SheetOptions = { out: string; lang?: string; import?: string; dryRun?: boolean }

const program = new Command('harborline')
  .description('The information line, from the command line')
  .version(JSON.parse(readFileSync(`${ROOT}package.json`, 'utf8')).version)
  .showHelpAfterError()

program
  .command('check')
  .description('hold content/ and flows/ against every rule; an entry nobody checked is an error')
  .addOption(lineName())
  .addOption(spokenName())
  .action(async (options: Names) => {
    const { check } = await import('./operator/check.ts')
    const { reviewNotes } = await import('./operator/review.ts')
    sayNames(options)
    const content = contentAt(ROOT, { ...options, lineNumber: environment.LINE_NUMBER }, 'anew')
    console.log(check(content, reviewNotes(partsAt(ROOT), today())))
  })

program
  .command('sign')
  .description('say that somebody has read a text as it is now, and stands for it')
  .argument(
    '<text>',
    'a file such as content/es/topics/signs.yaml, or content/interpreters.yaml#vi',
  )
  .requiredOption('--name <name>', 'who has read it')
  .option('--date <day>', 'when, as 2026-12-01', today())
  .action(async (text: string, options: { name: string; date: string }) => {
    const { sign } = await import('./operator/sign.ts')
    console.log(sign(ROOT, partsAt(ROOT), text, { ...options, today: today() }))
  })

program
  .command('sheet')
  .description('write every text, to be read, corrected and signed: a page to print, and CSV')
  .option('--out <folder>', 'where to write sheet.html and sheet.csv', 'sheet')
  .option('--lang <code>', 'one language only, beside the first')
  .option('--import <file>', 'take names, dates and corrected texts of a CSV back into the files')
  .option('--dry-run', 'with --import: only say what it would change')
  .action(async (options: SheetOptions) => {
    const { importSheet } = await import('./operator/sheet/import.ts')
    const { writeSheet } = await import('./operator/sheet/sheet.ts')
    const { import: csv, out, lang, dryRun = false } = options
    const common = { names: NAMES, today: today() }
    const sheet = () => ({
      ...common,
      content: contentAt(ROOT, NAMES, 'later'),
      parts: partsAt(ROOT),
    })
    const said = csv
      ? importSheet(ROOT, csv, { ...common, cache: buildCache(ROOT), dryRun })
      : writeSheet(sheet(), out, lang)
    console.log(said.join('\n'))
  })

program
  .command('recordings')
  .description('list the spoken texts that somebody may read aloud, or say that they were')
  .option('--lang <code>', 'only those of this language')
  .option('--confirm [names...]', 'these recordings, or all, are of the texts as they are now')
  .addOption(lineName())
  .addOption(spokenName())
  .action(async (options: Names & { lang?: string; confirm?: string[] | true }) => {
    const { confirmRecordings, listRecordings } = await import('./operator/recordings.ts')
    const content = contentAt(ROOT, options, 'later')
    const languages = options.lang
      ? [offeredLanguage(content, options.lang)]
      : Object.keys(content.languages)
    const { confirm } = options
    if (confirm === undefined) console.log(listRecordings(content, languages))
    else
      for (const key of confirmRecordings(ROOT, content, confirm === true ? [] : confirm))
        console.log(`confirmed: ${key}`)
  })

program
  .command('fallback')
  .description("write the documents for the number's fallback URLs, for when no server answers")
  .addOption(
    new Option('--number <E.164>', "the line's own number, the caller ID of the bridge")
      .default(environment.LINE_NUMBER)
      .makeOptionMandatory(),
  )
  .option('--out <folder>', 'where to write voice.xml and sms.xml', 'fallback')
  .option(
    '--voice-url <url>',
    'where voice.xml is served by now: writes callback.xml, which leads to it',
  )
  .addOption(lineName())
  .addOption(spokenName())
  .action(async (options: Names & { number: string; out: string; voiceUrl?: string }) => {
    const { checkNumber, writeFallback } = await import('./operator/fallback.ts')
    checkNumber(options.number)
    sayNames(options)
    const content = contentAt(ROOT, options, 'later')
    for (const file of writeFallback(content, options, options.out)) console.log(file)
    console.log(
      'Set them as the fallback URLs of the number: docs/operating.md, "When no server answers".',
    )
  })

program
  .command('where')
  .description('show whom a caller who asks for a person is connected with, and why')
  .option('--lang <code>', "the caller's language; the first one offered if absent")
  .option('--at <time>', 'such as 2026-12-25T03:00, or with Z or an offset; now if absent')
  .addOption(
    new Option('--time-zone <name>', 'the clock by which desks open and close').default(
      config.timeZone,
    ),
  )
  .action(async (options: { lang?: string; at?: string; timeZone: string }) => {
    const { readAsked, where } = await import('./operator/where.ts')
    const content = contentAt(ROOT, NAMES, 'later')
    console.log(where(content.phones, readAsked(offeredLanguage(content, options.lang), options)))
  })

program
  .command('paths')
  .description('show how many texts or keys lie between a person and each answer')
  .action(async () => {
    const { describePaths, pathsOf } = await import('./operator/paths.ts')
    console.log(describePaths(pathsOf(contentAt(ROOT, NAMES))))
  })

program
  .command('texts')
  .description('show of each text how hard it is to read, its segments and its spoken seconds')
  .option('--json', 'as JSON, one object a line')
  .action(async ({ json }: { json?: boolean }) => {
    const { describeTexts, textRows } = await import('./operator/texts.ts')
    const rows = textRows(contentAt(ROOT, NAMES, 'later'), Object.values(NAMES))
    console.log(json ? rows.map((row) => JSON.stringify(row)).join('\n') : describeTexts(rows))
    if (rows.some(({ over }) => over.length > 0)) process.exitCode = 1
  })

program
  .command('ask')
  .description('say what the line would do with a text, and why; or with each line of the input')
  .argument('[text]', 'what somebody texts')
  .option('--lang <code>', 'the language of the conversation; the first one offered if absent')
  .option('--json', 'as JSON, one object a line')
  .action(async (text: string | undefined, options: { lang?: string; json?: boolean }) => {
    const { explainer, explainLines, inWords } = await import('./operator/ask.ts')
    const content = contentAt(ROOT, NAMES)
    const explained = explainer(content, offeredLanguage(content, options.lang))
    if (text === undefined) await explainLines(process.stdin, process.stdout, explained)
    else console.log((options.json ? JSON.stringify : inWords)(explained(text)))
  })

program
  .command('chat')
  .description('text or call the line from this terminal')
  .option('--voice', 'call it, with keys, instead of texting it')
  .option('--drill <file>', 'play a script, such as drills/1-sms-danger.txt')
  .action(async ({ voice, drill }: { voice?: boolean; drill?: string }) => {
    const { chat, playDrill } = await import('./simulator/terminal.ts')
    const content = contentAt(ROOT, NAMES)
    if (!drill) await chat(content, voice ? 'voice' : 'sms')
    else if (!(await playDrill(content, drill))) process.exitCode = 1
  })

program
  .command('doctor')
  .description('look whether texts and calls reach people, and change nothing')
  .option('--json', 'the sheet as JSON')
  .option('--strict', 'exit with 1 for a warning too')
  .option('--timeout <seconds>', 'for one look', Number, 20)
  .action(async (options: { json?: boolean; strict?: boolean; timeout: number }) => {
    const { doctor, showProgress } = await import('./operator/doctor/doctor.ts')
    const { asJson, exitCode, inWords } = await import('./operator/doctor/report.ts')
    const rows = await doctor({
      config: inProduction(),
      faults: productionFaults(),
      content: contentAt(ROOT, NAMES, 'later'),
      patience: options.timeout * 1000,
      progress: showProgress(process.stderr),
    })
    console.log(options.json ? asJson(rows) : inWords(rows))
    process.exitCode = exitCode(rows, options.strict ?? false)
  })

program
  .command('setup')
  .description(
    'make a number of a Twilio account lead to the line: plans, asks, does, and can undo',
  )
  .option('--dry-run', 'change nothing, and write the plan to be read')
  .option('--yes', 'ask nobody; buys nothing and registers nothing, as without it')
  .option('--undo', 'put back what was before')
  .option('--plan <file>', 'where the plan is kept', 'harborline.plan.json')
  .option('--fallback-voice <url>', 'where Twilio serves voice.xml')
  .option('--fallback-sms <url>', 'where Twilio serves sms.xml')
  .option('--alarm-url <url>', 'who is told (POST) when a day costs too much')
  .option('--alarm-dollars <number>', 'what is too much', Number, 20)
  .action(async (options: SetupOptions) => {
    const { nobody, setupCommand } = await import('./operator/setup/command.ts')
    const { terminal } = await import('./operator/setup/asker.ts')
    const asked = !options.yes && !options.dryRun
    if (asked && !process.stdin.isTTY)
      throw wrongOption('setup', 'there is nobody to ask', 'Add --dry-run, or --yes')
    const content = contentAt(ROOT, NAMES, 'later')
    const at = { config: inProduction(), faults: productionFaults(), content }
    process.exitCode = await setupCommand(at, options, asked ? terminal : nobody)
  })

program
  .command('approval')
  .description('write what carriers ask for before a number may text; sends nothing to anybody')
  .requiredOption('--agency <name>', 'the legal name of the organization')
  .requiredOption('--site <url>', 'its website, where the privacy page and the terms will be')
  .requiredOption('--email <address>', 'where people ask questions')
  .option('--out <folder>', 'where to write', 'approval')
  .action(async ({ agency: name, site, email, out }: Agency & { agency: string; out: string }) => {
    const { takePicture, writeApproval } = await import('./operator/approval/approval.ts')
    const { FINAL } = await import('./operator/approval/kit.ts')
    for (const warning of FINAL) console.log(`! ${warning}`)
    const content = contentAt(ROOT, NAMES, 'later')
    const line = { number: config.lineNumber, line: config.lineName.written }
    const files = writeApproval(content, { ...line, agency: { name, site, email } }, out)
    for (const file of files) console.log(file)
    const picture = await takePicture(out)
    console.log(picture ?? `No chromium here: take a picture of ${out}/conversation.html by hand.`)
  })

/** The settings, and whether they are those of production. */
function inProduction(): Config {
  return { ...config, production: environment.NODE_ENV === 'production' }
}

/** What a start in production would refuse. No value of a setting is in it. */
function productionFaults(): readonly string[] {
  try {
    readConfig({ ...environment, NODE_ENV: 'production' })
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.faults
  }
}

/** The settings of the server, with defaults for what only a server in production needs. */
function settings(): Config {
  try {
    return readConfig({ ...environment, NODE_ENV: undefined })
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    console.error(error.message)
    process.exit(1)
  }
}

/** Which names texts are measured and written with; not among what is read by programs. */
function sayNames({ lineName, lineNameSpoken }: Names): void {
  console.error(`the line is called ${lineName}; aloud ${lineNameSpoken}`)
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof FaultsError)) throw error
  for (const fault of error.faults) console.error(describe(fault))
  process.exitCode = 1
}
