/** The labels of counts and months on the page. */
import type { Content } from '../../content/load.ts'
import type { CountName } from '../../counts/counts.ts'
import type { By } from '../../counts/shown.ts'

const monthFormat = new Intl.DateTimeFormat('en-US', {
  month: 'long',
  year: 'numeric',
  timeZone: 'UTC',
})

/** Formats 2026-11 as November 2026. */
export const monthName = (month: string): string => monthFormat.format(new Date(`${month}-15`))

export type Label = (count: CountName, by: By, key: string) => string

const channels: Readonly<Record<string, string>> = { sms: 'Texts', voice: 'Calls' }

/** Labels for keys that are not self-explanatory. */
const words: Readonly<Partial<Record<CountName, Readonly<Record<string, string>>>>> = {
  danger: {
    danger: 'In danger',
    self_harm: 'Thinks of dying or self-harm',
    minor: 'Under 18',
    somebody_else: 'Tells of somebody else',
  },
  transfers: {
    answered: 'Talked with a person',
    short: 'Answered, no talk',
    busy: 'Busy',
    no_answer: 'Nobody answered',
    failed: 'Could not be connected',
    canceled: 'Ended while it rang',
    returned: 'Went back to the menu',
    gone: 'Hung up while waiting',
  },
  time_to_person: {
    '15': 'Under 15 s',
    '30': '15 to 30 s',
    '60': '30 to 60 s',
    '90': '60 to 90 s',
    longer: 'Longer',
    not_known: 'Not known',
  },
  ring_asked: { started: 'Rang', limited: 'Over a limit', unavailable: 'Could not be rung' },
  ring_ended: {
    joined: 'Answered and went on',
    refused: 'Could not be made',
    not_ringing: 'Did not ring',
  },
  opt_outs: { provider: 'Answered by Twilio', line: 'Answered by the line' },
  limits: {
    country: 'From another country',
    texts: 'Texts of the line',
    calls: 'Calls of the line',
    sender: 'Texts of one sender',
  },
  guarded: { error: 'After an error', timeout: 'After a time-out' },
  refused: { signature: 'Without a signature', size: 'Too large' },
  segments: { in: 'Received', out: 'Sent' },
  calls_made: { advocate: 'To desks and the hotline', person: 'To people who asked for it' },
}

export function labelsOf({ languages }: Pick<Content, 'languages'>): Label {
  const names = new Intl.DisplayNames('en', { type: 'language' })
  const language = (key: string) =>
    key === 'other' ? 'Another' : (languages[key]?.told ?? names.of(key) ?? key)
  return (count, by, key) => {
    if (by === 'channel') return channels[key] ?? asWords(key)
    if (by === 'language' || count === 'languages_asked') return language(key)
    return words[count]?.[key] ?? asWords(key)
  }
}

/** Turns not_understood and survivor-services into "Not understood" and "Survivor services". */
function asWords(key: string): string {
  const text = key.replaceAll(/[_-]/g, ' ')
  return text.charAt(0).toUpperCase() + text.slice(1)
}
