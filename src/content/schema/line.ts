/** Schema of line.yaml: what the line says in one language, apart from topics. */

import { z } from 'zod'
import { Text } from '../../phones/phone.ts'
import { Review, TranslatedFrom } from './signature.ts'

const Texts = z.record(z.string(), Text)

const Footer = z.strictObject({
  more: Text.describe('The keys before another page of the topic'),
  sources: Text.describe('The keys before the page with its sources'),
  last: Text.describe('The keys on the last page'),
})

const MediumText = z.strictObject({
  option: Text.describe('How one option of a menu is said: {key} and {title}'),
  sources: Text.describe(
    'How the sources of a topic are said: {sources}, and when they were {checked}',
  ),
  date: Text.describe('How the month is said in which a topic was checked: {month} {year}'),
  months: z
    .array(Text)
    .length(12, 'name the twelve months')
    .describe('The names of the twelve months'),
  footer: Footer.describe('The keys after a page'),
  menus: Texts.describe('For each menu of the flow what it asks; {options} is its list'),
  says: Texts.describe('For each sentence and end of the flow what is said'),
})

const WrittenText = MediumText.extend({
  also: Text.default('{key}={title}').describe(
    'How a topic that may be meant as well is named below an answer: {key} and {title}',
  ),
})

const SafeVoice = z.strictObject({
  before: Text.describe('Before the caller is connected with the hotline'),
  waiting: Text.describe('While the caller waits for somebody'),
  after: Text.describe('When the hotline was not reached: its number once more'),
})

export const LineText = z.strictObject({
  reviewedBy: Review,
  translatedFrom: TranslatedFrom,
  themes: z
    .record(
      z.string(),
      z.strictObject({
        title: Text.describe('As menus write it'),
        spoken: Text.describe('As menus say it'),
      }),
    )
    .describe('The groups of topics, each by the name that content/topics.yaml has for it'),
  text: WrittenText.describe('What is written'),
  voice: MediumText.describe('What is spoken'),
  advocate: z
    .strictObject({
      intro: Text.describe('Who calls, and in which language'),
      quiet: Text.describe('Added for a caller who can not speak'),
      interpreter: Text.describe('Added for a caller who needs an interpreter'),
      accept: Text.describe('Which key joins the caller'),
      gone: Text.describe('When the caller has gone meanwhile'),
    })
    .describe('What whoever answers for a caller hears'),
  safe: z
    .strictObject({
      text: Text.describe('By text'),
      voice: SafeVoice.describe('By call'),
    })
    .describe('What people get when the line itself fails'),
})
export type LineText = z.infer<typeof LineText>
