/** A probe: one row of the doctor's sheet, as data. */
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

/** `unseen`: this cannot be determined automatically, so a person has to look. */
export type State = 'ok' | 'warn' | 'fail' | 'unseen'

/**
 * What was found; never contains a key, a text, or any number but the line's own. `mend` is a
 * command or a place.
 */
export type Finding = { state: State; found: string; mend?: string }

export type Probe = {
  /** Appears in --json and never changes. */
  id: string
  group: Group
  title: string
  look: (at: Surroundings) => Promise<Finding>
}

export const ok = (found: string): Finding => ({ state: 'ok', found })
export const warn = (found: string, mend: string): Finding => ({ state: 'warn', found, mend })
export const fail = (found: string, mend: string): Finding => ({ state: 'fail', found, mend })
export const unseen = (found: string, mend: string): Finding => ({ state: 'unseen', found, mend })

/** The command that fixes whatever Twilio's API can fix. */
export const SETUP = 'npm run harborline -- setup'

/** Creates a probe that looks at one thing and judges it. Failing to look is not judged. */
export function probe<Seen>({
  look,
  judge,
  refused = cannotSee,
  ...row
}: Omit<Probe, 'look'> & {
  look: (at: Surroundings) => Promise<Result<Seen>>
  judge: (seen: Seen, at: Surroundings) => Finding
  /** Interprets a refusal, if that is itself an answer. */
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

/** Creates a probe for something that only a person can check. */
export function byHand(
  row: Omit<Probe, 'look'>,
  say: (at: Surroundings) => [string, string],
): Probe {
  return { ...row, look: async (at) => unseen(...say(at)) }
}

/** Twilio's codes for failed authentication, and for actions beyond a restricted key. */
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
