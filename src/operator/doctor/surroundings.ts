/**
 * Everything that probes can look at: the account, the web, the settings, the content, the store.
 */
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
  /** Problems with the settings that production would reject. */
  faults: readonly string[]
  content: Content
  /** The documents that the fallback addresses should serve. */
  documents: Pick<SafeDocuments, 'voice' | 'sms' | 'ringing'>
  /** Undefined without Redis. */
  redis: (() => Promise<Result<RedisSettings>>) | undefined
  now: number
}

/** Wraps an account so that each question is asked only once. */
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
    // safe: the same methods, wrapped
  ) as unknown as AccountReader
}

/** The answer for anything that the account does not have. */
export const NOT_FOUND: Failure = { ok: false, code: 20_404, status: 404 }

/** The number's settings; NOT_FOUND if the account does not own it. */
export async function ownNumber(at: Surroundings): Promise<Result<NumberSettings>> {
  const found = await at.account.number(at.config.lineNumber)
  if (!found.ok) return found
  return found.value ? { ok: true, value: found.value } : NOT_FOUND
}

/**
 * Continues with a successful result; failures pass through. (A module that exports `then` cannot
 * be imported dynamically.)
 */
export async function further<From, To>(
  from: Promise<Result<From>>,
  next: (value: From) => Promise<Result<To>>,
): Promise<Result<To>> {
  const found = await from
  return found.ok ? next(found.value) : found
}

const DAY_MS = 86_400_000
/** A date some days ago, the same for every probe of a run. */
export const daysAgo = ({ now }: Surroundings, days: number) => new Date(now - days * DAY_MS)
