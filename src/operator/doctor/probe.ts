/** What a probe is: one row of the doctor's sheet, as data. */
import type { Failure, Result } from '../../line/telephony.ts'
import type { Surroundings } from './surroundings.ts'

/** The sheet's headings: what people can do with the line. */
export const groups = {
  texts: 'Texts reach people',
  calls: 'A call reaches a person',
  words: 'STOP and HELP are right',
  kept: 'Nothing is left behind',
  cost: 'It costs what you expect',
  server: 'This server',
} as const
export type Group = keyof typeof groups

/** `unseen`: no answer can be had by asking, so a person has to look. */
export type State = 'ok' | 'warn' | 'fail' | 'unseen'

/** What was found: never a key, a text, or a number but the line's own. `mend`: a command or a place. */
export type Finding = { state: State; found: string; mend?: string }

export type Probe = {
  /** Stands in --json, and does not change. */
  id: string
  group: Group
  title: string
  look: (at: Surroundings) => Promise<Finding>
}

export const ok = (found: string): Finding => ({ state: 'ok', found })
export const warn = (found: string, mend: string): Finding => ({ state: 'warn', found, mend })
export const fail = (found: string, mend: string): Finding => ({ state: 'fail', found, mend })
export const unseen = (found: string, mend: string): Finding => ({ state: 'unseen', found, mend })

/** The command that puts right what Twilio's API can put right. */
export const SETUP = 'npm run harborline -- setup'

/** A probe that looks at one thing and judges it. What can not be looked at is not judged. */
export function probe<Seen>({
  look,
  judge,
  refused = cannotSee,
  ...row
}: Omit<Probe, 'look'> & {
  look: (at: Surroundings) => Promise<Result<Seen>>
  judge: (seen: Seen, at: Surroundings) => Finding
  /** What a refusal means, where it is an answer itself. */
  refused?: (failure: Failure) => Finding
}): Probe {
  return {
    ...row,
    look: async (at) => {
      const seen = await look(at)
      return seen.ok ? judge(seen.value, at) : refused(seen)
    },
  }
}

/** What only a person can see. */
export function byHand(
  row: Omit<Probe, 'look'>,
  say: (at: Surroundings) => [string, string],
): Probe {
  return { ...row, look: async (at) => unseen(...say(at)) }
}

/** Twilio's codes for a stranger, and for what a restricted key may not do. */
const STRANGER = 20_003
const NOT_PERMITTED = 70_051

export function cannotSee({ code, status }: Failure): Finding {
  if (status === 0) return unseen('Twilio did not answer', 'Try again; see status.twilio.com')
  if (code === STRANGER)
    return unseen('the account lets nobody in', 'Mend the first row of this sheet')
  if (status === 404) return unseen('it is not in the account', 'Mend the row of the number first')
  if (status === 401 || status === 403 || code === NOT_PERMITTED)
    return unseen(
      `the key may not read this (${code || status})`,
      'Give the key of TWILIO_API_KEY the right to read it, or run the doctor with the auth token',
    )
  return unseen(`Twilio answered ${status}${code ? `, ${code}` : ''}`, errorPage(code))
}

export const errorPage = (code: number | string) =>
  code ? `https://www.twilio.com/docs/api/errors/${code}` : 'Try again later'
