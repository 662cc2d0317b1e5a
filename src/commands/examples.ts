/** What somebody may type who has never used a command: in its help, in the order of first need. */

/** `words`: what stands behind `harborline`. */
export type Example = readonly [words: string, does: string]

export const examples: Readonly<Record<string, readonly Example[]>> = {
  check: [
    ['check', 'everything, after an edit'],
    ['check --at 2027-06-01', 'what will be too old by then'],
  ],
  sign: [
    ['sign content/es/topics/signs.yaml --name "Ana Ruiz"', 'Ana Ruiz has read this topic today'],
  ],
  sheet: [
    ['sheet --lang es', 'to send to those who review: Spanish beside English'],
    ['sheet --import back.csv --dry-run', 'what came back: first only look'],
    ['sheet --import back.csv', 'and take it'],
  ],
  recordings: [
    ['recordings --lang es', 'what to read aloud, and the name of each file'],
    ['recordings --confirm es/topics/signs.1', 'this file says what the text says'],
  ],
  fallback: [['fallback', 'with the number of LINE_NUMBER']],
  where: [
    ['where', 'now'],
    ['where --lang es --at 2026-12-25T03:00', 'at Christmas, by night, in Spanish'],
  ],
  paths: [['paths', 'after a change of menus']],
  diagram: [
    ['diagram --language en --out text.svg', 'texts; open the file in a browser'],
    ['diagram --channel voice --language es --out call.svg', 'calls, in Spanish'],
  ],
  texts: [['texts', 'the hardest first']],
  ask: [
    ['ask "how do i get out"', 'of one text'],
    ['ask --lang es "necesito ayuda"', 'in a conversation in Spanish'],
  ],
  chat: [
    ['chat', 'write as if you texted; an empty line ends'],
    ['chat --voice', 'press keys as if you called'],
  ],
  drill: [['drill', 'everybody in drills/']],
  diff: [['diff', 'what an edit changes, before it is published']],
  publish: [['publish', 'after an edit, and after check and diff']],
  rollback: [
    ['rollback', 'back to what was spoken before'],
    ['rollback bbfckc', 'back to this version; see versions'],
  ],
  versions: [['versions', 'all of them']],
  doctor: [
    ['doctor', 'once a week, and after each change in the Twilio console'],
    ['doctor --timeout 5', 'with less patience'],
  ],
  report: [
    ['report', 'the last month that is over, to print'],
    ['report --month 2026-11 --csv', 'November, for a spreadsheet'],
  ],
  alarm: [['alarm', 'after a change of ALARM_URL, ALARM_MAIL_TO or SMTP_URL']],
  setup: [
    ['setup --dry-run', 'first: what it would change'],
    ['setup', 'then: it asks, and does it'],
    ['setup --undo', 'puts back what was before'],
  ],
  approval: [
    [
      'approval --agency "Your Agency" --site https://agency.example.org --email help@agency.example.org',
      'writes the answers; sends nothing',
    ],
    ['approval --status', 'how far it is'],
  ],
  export: [
    ['export --format floip --out line.json', 'for other tools of the field'],
    ['export --format studio --out studio.json', 'for Twilio Studio'],
  ],
  import: [['import line.json', 'a draft in draft/']],
}

/** What the help of a command ends with. */
export function examplesOf(name: string): string {
  const lines = (examples[name] ?? []).map(
    ([words, does]) => `  harborline ${words}\n      ${does}`,
  )
  return ['', 'Examples:', ...lines].join('\n')
}

/** How `harborline` is written, by where the line runs. */
export const HOW_TO_WRITE = `
In a clone write "npm run harborline -- check", in a container "docker compose exec line harborline check".
"harborline help check" explains one command, with examples.`
