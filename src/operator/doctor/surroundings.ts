/** What the doctor looks at: the account, the web, the settings, the content, the store. */
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import type { Failure, Result } from '../../line/telephony.ts'
import type { RedisSettings } from '../../store/redis-settings.ts'
import type { AccountReader } from '../../twilio/account/account.ts'
import type { NumberSettings } from '../../twilio/account/numbers.ts'
import type { SafeDocuments } from '../../twilio/safe-documents.ts'
import type { Web } from './web.ts'

export type Surroundings = {
  account: AccountReader
  web: Web
  config: Config
  /** What production would refuse about the settings. */
  faults: readonly string[]
  content: Content
  /** What the fallback addresses should answer. */
  documents: Pick<SafeDocuments, 'voice' | 'sms' | 'ringing'>
  /** Nothing where there is no Redis. */
  redis: (() => Promise<Result<RedisSettings>>) | undefined
  now: number
}

/** An account that is asked the same question only once. */
export function remembering(account: AccountReader): AccountReader {
  const known = new Map<string, Promise<unknown>>()
  const wrap = (name: string, ask: (...rest: never[]) => Promise<unknown>) => {
    return (...rest: never[]) => {
      const key = JSON.stringify([name, ...rest])
      const answer = known.get(key) ?? ask(...rest)
      known.set(key, answer)
      return answer
    }
  }
  return Object.fromEntries(
    Object.entries(account).map(([name, ask]) => [name, wrap(name, ask)]),
    // each function keeps its own type: the same names, wrapped
  ) as unknown as AccountReader
}

/** Where there is no account at all, each question is answered as by nobody. */
export const NOT_FOUND: Failure = { ok: false, code: 20_404, status: 404 }

/** The number's settings; not found where the account does not own it. */
export async function ownNumber(at: Surroundings): Promise<Result<NumberSettings>> {
  const found = await at.account.number(at.config.lineNumber)
  if (!found.ok) return found
  return found.value ? { ok: true, value: found.value } : NOT_FOUND
}

/** Asks on with what was found; a failure stays one. (A module that exports `then` can never be imported.) */
export async function further<From, To>(
  from: Promise<Result<From>>,
  next: (value: From) => Promise<Result<To>>,
): Promise<Result<To>> {
  const found = await from
  return found.ok ? next(found.value) : found
}

const DAY_MS = 86_400_000
/** Midnight some days ago: the same for each who asks in one run. */
export const daysAgo = ({ now }: Surroundings, days: number) => new Date(now - days * DAY_MS)
