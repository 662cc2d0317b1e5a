/**
 * `harborline doctor`: checks whether everything the line needs is in place, without changing
 * anything.
 */
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import type { Failure } from '../../line/telephony.ts'
import { redisSettings } from '../../store/redis-settings.ts'
import { type AccountReader, openAccount } from '../../twilio/account/account.ts'
import { credentialsOf, outcomeOf } from '../../twilio/client.ts'
import { safeDocuments } from '../../twilio/safe-documents.ts'
import { probes } from './probes/all.ts'
import { examine, type Progress, type Row } from './run.ts'
import { remembering } from './surroundings.ts'
import { openWeb, type Web } from './web.ts'

export type Examined = {
  config: Config
  /** Problems with the settings that production would reject. */
  faults: readonly string[]
  content: Content
  account?: AccountReader
  web?: Web
  now?: number
  /** Time limit per probe, in milliseconds. */
  patience?: number
  progress?: Progress | undefined
}

/** Runs all probes and returns their rows in order. */
export function doctor({ config, content, faults, ...rest }: Examined): Promise<Row[]> {
  const { redisUrl, publicUrl, lineNumber: callerId } = config
  const at = {
    config,
    faults,
    content,
    account: remembering(rest.account ?? accountOf(config)),
    web: rest.web ?? openWeb(),
    documents: safeDocuments(content, { callerId, publicUrl }),
    redis: redisUrl ? () => outcomeOf(() => redisSettings(redisUrl)) : undefined,
    now: rest.now ?? Date.now(),
  }
  return examine(probes, at, rest)
}

/** Opens the configured account, with the same key as the line itself. */
export function accountOf(config: Config) {
  const credentials = credentialsOf(config)
  return credentials ? openAccount(credentials) : nobodys()
}

/** Without an account, every question is answered as Twilio answers a stranger. */
const STRANGER: Failure = { ok: false, code: 20_003, status: 401 }

function nobodys(): AccountReader {
  const names = Object.keys(openAccount({ accountSid: 'AC', user: 'AC', password: 'none' }))
  return Object.fromEntries(
    names.map((name) => [name, async () => STRANGER]),
    // safe: every method gives the same answer
  ) as unknown as AccountReader
}

/** Shows progress on one line that each step overwrites. */
export function showProgress(out: NodeJS.WriteStream): Progress | undefined {
  if (!out.isTTY) return undefined
  return (done, all, title) => {
    const line = `${done} of ${all}: ${title}`.slice(0, Math.max(20, out.columns - 1))
    out.write(done < all ? `\r\u001b[K${line}` : '\r\u001b[K')
  }
}
