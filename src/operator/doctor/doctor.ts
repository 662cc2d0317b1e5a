/** `harborline doctor`: whether what the line needs is there, without changing anything. */
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import type { Failure } from '../../line/telephony.ts'
import { redisSettings } from '../../store/redis-settings.ts'
import { type AccountReader, openAccount } from '../../twilio/account/account.ts'
import { outcomeOf } from '../../twilio/client.ts'
import { safeDocuments } from '../../twilio/safe-documents.ts'
import { probes } from './probes/all.ts'
import { examine, type Progress, type Row } from './run.ts'
import { remembering } from './surroundings.ts'
import { openWeb, type Web } from './web.ts'

export type Examined = {
  config: Config
  /** What production would refuse about the settings. */
  faults: readonly string[]
  content: Content
  account?: AccountReader
  web?: Web
  now?: number
  /** Milliseconds for one probe. */
  patience?: number
  progress?: Progress | undefined
}

/** Looks at everything, and gives the rows in their order. */
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

/** The account of the settings, by the key that the line itself would use. */
export function accountOf({ accountSid, apiKey, authTokens }: Config) {
  if (!accountSid) return nobodys()
  const { sid: user, secret: password } = apiKey ?? { sid: accountSid, secret: authTokens[0] }
  return openAccount({ accountSid, user, password })
}

/** Where no account is set, everything is answered as Twilio answers a stranger. */
const STRANGER: Failure = { ok: false, code: 20_003, status: 401 }

function nobodys(): AccountReader {
  const names = Object.keys(openAccount({ accountSid: 'AC', user: 'AC', password: 'none' }))
  return Object.fromEntries(
    names.map((name) => [name, async () => STRANGER]),
    // every question has the same answer
  ) as unknown as AccountReader
}

/** Progress for a person who looks on, on one line that each step overwrites. */
export function showProgress(out: NodeJS.WriteStream): Progress | undefined {
  if (!out.isTTY) return undefined
  return (done, all, title) => {
    const line = `${done} of ${all}: ${title}`.slice(0, Math.max(20, out.columns - 1))
    out.write(done < all ? `\r\u001b[K${line}` : '\r\u001b[K')
  }
}
