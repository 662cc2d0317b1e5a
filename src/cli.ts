#!/usr/bin/env node
/** The harborline command: what an operator does with the line without starting it. */
import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { Command, Option } from 'commander'
import { describe, FaultsError } from './content/fault.ts'
import { type Content, loadContent } from './content/load.ts'
import { buildCache } from './content/read/cache.ts'
import { describePaths, pathsOf } from './operator/paths.ts'
import { readMoment, where } from './operator/where.ts'
import { isTimeZone, TIME_ZONE } from './phones/wall-clock.ts'
import { type Explanation, explain } from './understanding/explain.ts'
import { understand } from './understanding/understand.ts'

const ROOT = new URL('..', import.meta.url).pathname

const program = new Command('harborline')
  .description('The information line, from the command line')
  .showHelpAfterError()

type Names = { lineName: string; lineNameSpoken: string }
const NAMES: Names = { lineName: 'CA Info Line', lineNameSpoken: 'California Information Line' }

const lineName = () =>
  new Option('--line-name <name>', 'how the line is called in texts')
    .env('LINE_NAME')
    .default(NAMES.lineName)
const spokenName = () =>
  new Option('--line-name-spoken <name>', 'how the line is called aloud')
    .env('LINE_NAME_SPOKEN')
    .default(NAMES.lineNameSpoken)

program
  .command('check')
  .description('hold content/ and flows/ against every rule; an entry nobody checked is an error')
  .addOption(lineName())
  .addOption(spokenName())
  .action((options: Names) => {
    const content = load(options)
    for (const warning of content.warnings) console.log(`warning: ${warning}`)
    if (content.stale.length > 0) throw new FaultsError(content.stale)
    const languages = Object.keys(content.languages)
    console.log(`${content.topics.length} topics in ${languages.join(' and ')}: no faults`)
  })

program
  .command('fallback')
  .description("write the documents for the number's fallback URLs, for when no server answers")
  .addOption(
    new Option('--number <E.164>', "the line's own number, the caller ID of the bridge")
      .env('LINE_NUMBER')
      .makeOptionMandatory(),
  )
  .option('--out <folder>', 'where to write voice.xml and sms.xml', 'fallback')
  .addOption(lineName())
  .addOption(spokenName())
  .action(async (options: Names & { number: string; out: string }) => {
    if (!/^\+[1-9]\d{6,14}$/.test(options.number))
      throw wrongOption(
        '--number',
        'not a number such as +15105550100',
        'Write it with + and the country code',
      )
    const { safeDocuments } = await import('./twilio/safe-documents.ts')
    const documents = safeDocuments(load(options, 'later'), options.number)
    mkdirSync(options.out, { recursive: true })
    for (const [name, document] of Object.entries(documents)) {
      const file = join(options.out, `${name}.xml`)
      writeFileSync(file, `${document}\n`)
      console.log(file)
    }
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
    new Option('--time-zone <name>', 'the clock by which desks open and close')
      .env('TIME_ZONE')
      .default(TIME_ZONE),
  )
  .action((options: { lang?: string; at?: string; timeZone: string }) => {
    // a variable that is set to nothing is not set
    const timeZone = options.timeZone || TIME_ZONE
    if (!isTimeZone(timeZone))
      throw wrongOption(
        '--time-zone',
        `'${timeZone}' is no time zone such as ${TIME_ZONE}`,
        'Correct the name, or TIME_ZONE',
      )
    const { languages, phones } = load(NAMES, 'later')
    const language = offeredLanguage(languages, options.lang)
    const at = options.at === undefined ? new Date() : readMoment(options.at, timeZone)
    if (!at)
      throw wrongOption(
        '--at',
        `'${options.at}' is no time in ${timeZone}`,
        'Write it as 2026-12-25T03:00; with Z or an offset it is a time anywhere',
      )
    console.log(where(phones, { language, at, timeZone }))
  })

program
  .command('paths')
  .description('show how many texts or keys lie between a person and each answer')
  .action(() => console.log(describePaths(pathsOf(load(NAMES)))))

program
  .command('ask')
  .description('say what the line would do with a text, and why; or with each line of the input')
  .argument('[text]', 'what somebody texts')
  .option('--lang <code>', 'the language of the conversation; the first one offered if absent')
  .option('--json', 'as JSON, one object a line')
  .action(async (text: string | undefined, options: { lang?: string; json?: boolean }) => {
    const { languages, lexicon } = load(NAMES)
    const language = offeredLanguage(languages, options.lang)
    const answer = (said: string) => explain(understand(lexicon, said), language)
    if (text !== undefined) {
      const explanation = answer(text)
      console.log(options.json ? JSON.stringify(explanation) : inWords(explanation))
      return
    }
    for await (const line of createInterface({ input: process.stdin })) {
      const written = process.stdout.write(`${JSON.stringify(answer(line))}\n`)
      if (!written) await once(process.stdout, 'drain')
    }
  })

program
  .command('chat')
  .description('text or call the line from this terminal')
  .option('--voice', 'call it, with keys, instead of texting it')
  .action(async (options: { voice?: boolean }) => {
    const { chat } = await import('./simulator/terminal.ts')
    await chat(ROOT, options.voice ? 'voice' : 'sms')
  })

function offeredLanguage(languages: Content['languages'], chosen: string | undefined): string {
  const offered = Object.keys(languages)
  const language = chosen ?? offered[0] ?? ''
  if (offered.includes(language)) return language
  throw wrongOption(
    '--lang',
    `the language '${language}' is not offered`,
    `Write one of ${offered.join(', ')}`,
  )
}

function inWords({ kind, topic, choices, about, language, score, because }: Explanation): string {
  const what = [topic, choices?.join(' or '), about].filter((part) => part !== undefined)
  return `${[kind, ...what].join(' ')} (${language}, ${score}): ${because}`
}

function wrongOption(option: string, problem: string, remedy: string): FaultsError {
  return new FaultsError([{ file: option, key: '', problem, remedy }])
}

/** `later`: for what has no use for people's questions, and need not wait for them. */
function load({ lineName, lineNameSpoken }: Names, questions: 'now' | 'later' = 'now'): Content {
  const name = { written: lineName, spoken: lineNameSpoken }
  return loadContent(ROOT, { name, cache: buildCache(ROOT), questions })
}

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof FaultsError)) throw error
  for (const fault of error.faults) console.error(describe(fault))
  process.exitCode = 1
}
