/** What carriers ask before a number may text, answered from what the line really says and does. */
import type { Content } from '../../content/load.ts'

/** `privacy` and `terms` are the addresses where those pages of the kit are or will be hosted. */
export type Agency = {
  name: string
  site: string
  email: string
  privacy: string
  terms: string
}

export type Kit = {
  useCase: string
  optIn: string
  samples: readonly { when: string; text: string }[]
  help: string
  stop: string
}

/** The texts that best show what the line is for; `harborline sheet` lists all others. */
const SAMPLES = [
  ['menus', 'gate', 'the first answer to whoever texts'],
  ['menus', 'home', 'after "1": what there is to ask'],
  ['says', 'person', 'after "0": how to reach a person'],
  ['says', 'crisis.danger', 'after a text that tells of danger'],
] as const

/**
 * In the line's first language, as registrations require. Throws if the content lacks one of the
 * texts.
 */
export function approvalKit({ wording, languages, topics }: Content, agency: Agency): Kit {
  const [first = ''] = Object.keys(languages)
  const own = wording.text[first]
  const text = (kind: 'menus' | 'says', key: string) => {
    const words = own?.[kind].get(key)
    if (!words) throw new Error(`content has no ${kind} ${key}`)
    return words
  }
  return {
    useCase:
      `${agency.name} runs an automated information line about human trafficking and where to get help. ` +
      `People text it first; it answers with short facts from ${topics.length} topics, each with its source, and with the numbers of ` +
      '911, 988 and the National Human Trafficking Hotline. It never writes first, sends no marketing, asks for no money and ' +
      'no personal data, and sends nothing after a conversation has ended. Texts hold phone numbers and no links.',
    optIn:
      'The person opts in by texting the number, which is printed on posters, cards and the website of ' +
      `${agency.name} (${agency.site}) with the words "Msg & data rates may apply. Text STOP to end, HELP for help." ` +
      'Each text is an answer to a text of theirs; there is no list, no import of numbers and no recurring message. ' +
      'The first answer says that the line is automated, asks whether it is safe to text, and names STOP and HELP. ' +
      'No mobile information is shared or sold.',
    samples: SAMPLES.map(([kind, key, when]) => ({ when, text: text(kind, key) })),
    help: text('says', 'help'),
    stop: text('says', 'opted-out'),
  }
}

/** What cannot be undone, to be read before submitting. */
export const FINAL = [
  'Toll-free: a refusal for content (30873 and its like) can not be sent in again for that number. Where the subject is likely to be misread, register a local number (10DLC) instead.',
  'Toll-free: since 15 September 2026 it is refused (30493) without the addresses of a privacy policy and of terms. Host both pages first.',
  '10DLC: the legal name and the EIN must be those of the IRS letter, to the letter. Each vetting of a campaign costs its fee again.',
  'Nonprofits: choose the special use case CHARITY (501(c)(3)), which needs the tax status verified. EMERGENCY is for public safety bodies.',
  'Nothing is sent in before a person has read this and said so twice: here with --submit, or in the console.',
] as const

export function inMarkdown(kit: Kit, agency: Agency, number: string): string {
  return [
    `# Registration of ${number} for ${agency.name}`,
    '## Read before you send anything in',
    ...FINAL.map((one) => `- ${one}`),
    '',
    '## Use case (campaign description; toll-free: use case summary)',
    kit.useCase,
    '',
    '## How people opt in (message flow)',
    kit.optIn,
    '',
    '## Sample messages',
    ...kit.samples.map(
      ({ when, text }, at) => `${at + 1}. ${when}:\n\n   > ${text.replaceAll('\n', '\n   > ')}\n`,
    ),
    '## HELP',
    `> ${kit.help}`,
    '',
    '## STOP',
    `> ${kit.stop}`,
    '',
    '## What to tick',
    '| field | answer |',
    '|---|---|',
    '| use case | CHARITY, or PUBLIC_SERVICE_ANNOUNCEMENT |',
    '| embedded links | no |',
    '| embedded phone numbers | yes |',
    '| age-gated content | no |',
    '| direct lending | no |',
    '| opt-in type (toll-free) | MOBILE_QR_CODE or VIA_TEXT: the person texts first |',
    `| privacy policy, terms | privacy.html and terms.html of this folder, hosted at ${agency.privacy} and ${agency.terms} |`,
    '| pictures of opt-in | conversation.png of this folder, and a photograph of your poster |',
    '',
    'Console: Messaging > Regulatory Compliance; or the same command with `--submit`. Afterwards `--status` says how far it is, and why it was refused.',
    '',
  ].join('\n')
}
