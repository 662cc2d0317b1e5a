/**
 * The script language: what people do and what happens, line by line. Drills, golden transcripts and
 * the terminal use it; everything has one form, with the same meaning everywhere.
 *
 *     # Someone in danger       a note; the first one of a file is its title
 *     > Hi                      the person texts this, in a file with sms in its name;
 *     > 10*                     in any other, presses these keys of a call
 *     > (calls)                 calls the line
 *     > (hangs up)
 *     > (silence)               does nothing until the line says more, or the call is over
 *     > (waits 90 seconds)      lets time pass; also (waits 15 minutes)
 *     > "Yes, I can talk."      in a call, says it to whoever is connected
 *
 * Before the > another phone can be named: `phone` is the person's own when the line rings it; others
 * are keys of content/phones.yaml, or desks (see below).
 *
 *     hotline> (will answer)    how it behaves when it is rung from now on; also (is busy),
 *                               (will not answer), (can not be reached), (has a menu),
 *                               (has a voicemail), (waits to be told): it rings until it
 *     hotline> (answers)        or
 *     hotline> (declines)
 *     hotline> 1                presses keys
 *     hotline> "Good evening."  says it to whoever is connected
 *     hotline> (hears it out)   listens for 20 seconds
 *     hotline> (hangs up)
 *
 * What happens around them:
 *
 *     * Redis hangs             until * Redis works
 *     * REST is down            or * REST hangs, * REST is late, until * REST works
 *     * cookies are lost        until * cookies are kept
 *     * the network is slow     until * the network works
 *     * there is a desk         `desk`, which is always there
 *     * there are desks         `oakland` and `fresno`, which keep office hours; fresno has no Spanish
 *     * there are no desks
 *     * it is 2026-12-25 03:00  by the clock in California
 *
 * What everybody gets follows the line that caused it, and is ignored when a script is played.
 *
 *     < To be connected, ...    the person reads or hears it
 *     < (hotline rings)         or notices it
 *     hotline< A caller ...     the same for another phone
 *     hotline< "Yes, I can."    what somebody else said to it
 *     ! 12200 ...               what Twilio would warn of
 *
 * What is expected when a drill is scored, compared with the result of the line above:
 *
 *     ? says 911                the last answer holds these words; {hotline} is a number of
 *                               content/phones.yaml, however it is grouped or spoken
 *     ? does not say sorry      it does not
 *     ? never says sorry        no answer has until here
 *     ? never names the subject
 *     ? finds within 3 texts: shelter   an answer with these words came, after so many texts
 *     ? finds within 3 keys: shelter    ... or keys
 *     ? offers a person         the last answer names the hotline, or the key 0
 *     ? stays silent            there is no answer
 *     ? reaches hotline within 90 seconds   of the beginning somebody talks with the person
 *     ? rings nobody            no phone has rung until here
 *     ? rings hotline           this one has
 *     ? costs at most 6 segments        all texts that the line has sent until here
 *     ? speaks at most 40 seconds       the last answer of a call
 *     ? is over                 the call is
 */
import {
  type Channel,
  eventOf,
  type PersonAction,
  type PhoneAction,
  personAction,
  phoneAction,
  ScriptError,
  type ScriptEvent,
} from './action.ts'
import { type Expectation, ExpectationError, readExpectation } from './expectation.ts'

export type Script = {
  /** The file's name without .txt. */
  name: string
  title: string
  channel: Channel
  lines: readonly ScriptLine[]
}

/** One line; `source` is its text. */
export type ScriptLine = { readonly source: string } & (
  | { type: 'note' }
  | { type: 'event'; event: ScriptEvent }
  | { type: 'person'; action: PersonAction }
  | { type: 'phone'; key: string; action: PhoneAction }
  /** What somebody got when the script was last played. */
  | { type: 'got' }
  | { type: 'expects'; expectation: Expectation }
)

/** Parses a whole file. Throws ScriptError, with the place of the error. */
export function parseScript(file: string, text: string): Script {
  const name = file.replace(/\.txt$/, '')
  const channel: Channel = /\bsms\b/.test(name) ? 'sms' : 'voice'
  const lines = text.split('\n').map((source, at) => {
    try {
      return parseLine(source, channel)
    } catch (error) {
      if (!(error instanceof ScriptError)) throw error
      throw new ScriptError(`${file}:${at + 1}: ${error.message}`)
    }
  })
  const title = lines.find(({ source }) => source.startsWith('#'))?.source.slice(2) ?? name
  return { name, title, channel, lines }
}

/** Parses one line. Throws ScriptError. */
export function parseLine(source: string, channel: Channel): ScriptLine {
  if (source === '' || source.startsWith('#')) return { type: 'note', source }
  if (/^(\w*<|!)( |$)/.test(source)) return { type: 'got', source }
  const [, expected] = /^\? (.*)$/.exec(source) ?? []
  if (expected !== undefined)
    return { type: 'expects', source, expectation: expectationOf(expected) }
  const [, event] = /^\* (.*)$/.exec(source) ?? []
  if (event !== undefined) return { type: 'event', source, event: eventOf(event) }
  const [, key, action = ''] = /^(\w*)> ?(.*)$/.exec(source) ?? []
  if (key === undefined)
    throw new ScriptError('a line begins with #, *, >, <, ? or the key of a phone')
  return key
    ? { type: 'phone', source, key, action: phoneAction(action) }
    : { type: 'person', source, action: personAction(action, channel) }
}

function expectationOf(text: string): Expectation {
  try {
    return readExpectation(text)
  } catch (error) {
    if (!(error instanceof ExpectationError)) throw error
    throw new ScriptError(error.message)
  }
}
