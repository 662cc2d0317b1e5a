/** How an operator is told: a webhook, a mail, or both. What goes out is the message of a cause, and the line's name. */
import { type Alarm, type Message, messageOf, quietSeconds } from '../../alarms/causes.ts'
import type { Claim } from '../../line/claim.ts'
import type { Log } from '../../telemetry/events.ts'

/** What is sent, to whoever runs the line. */
export type Told = Message & { line: string }

/** Rejects when it could not be told. */
export type Way = (told: Told) => Promise<void>

export type TellParts = {
  ways: readonly Way[]
  claim: Claim
  /** How the line is called. */
  line: string
  /** Hours for which the same cause is not told again. */
  quietHours: number
  log: Log
  /** Does something after so many milliseconds. */
  later: (ms: number, work: () => void) => void
}

/** Milliseconds that an address has to take it, and until each further try. */
const PATIENCE_MS = 10_000
const AGAIN_MS = [30_000, 300_000, 1_800_000]

/** Tells what was not told yet; of several processes one does. Resolves when each way was tried once. */
export function createTell(parts: TellParts): (alarms: readonly Alarm[]) => Promise<void> {
  const { ways, claim, line, quietHours, log, later } = parts

  return async function tell(alarms) {
    for (const alarm of alarms) {
      const { cause, level } = alarm
      if (!(await claim(`alarm ${cause}`, quietSeconds(cause, quietHours), level))) continue
      const told = { line, ...messageOf(alarm) }
      await Promise.all(ways.map((way) => attempt(way, told)))
    }
  }

  async function attempt(way: Way, told: Told, tried = 0): Promise<void> {
    try {
      await way(told)
      log({ event: 'alarm', outcome: 'told' })
    } catch {
      // what went wrong can quote an address or a password
      const again = AGAIN_MS[tried]
      log({ event: 'alarm', outcome: again === undefined ? 'given_up' : 'untold' })
      if (again !== undefined) later(again, () => void attempt(way, told, tried + 1))
    }
  }
}

/** POST, as JSON. */
export function webhook(url: string): Way {
  return async function tellByWebhook(told) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(shapeFor(new URL(url).hostname)(told)),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`the webhook answered ${response.status}`)
  }
}

/** Rooms for people, each with the one field that it shows; some of them refuse others. */
const ROOMS: readonly [host: RegExp, field: 'text' | 'content'][] = [
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  [/^hooks\.slack(-gov)?\.com$/, 'text'],
  // https://developers.google.com/workspace/chat/quickstart/webhooks
  [/^chat\.googleapis\.com$/, 'text'],
  // https://discord.com/developers/docs/resources/webhook#execute-webhook
  [/^(\w+\.)?discord(app)?\.com$/, 'content'],
]

/** What is sent to a host: all of it, and a `text` besides, which Mattermost and the like show. */
export function shapeFor(host: string): (told: Told) => Record<string, string> {
  const field = ROOMS.find(([pattern]) => pattern.test(host))?.[1]
  return function shaped(told) {
    const text = `${told.line}: ${told.says} ${told.remedy}`
    return field ? { [field]: text } : { ...told, text }
  }
}

export type MailSettings = {
  /** smtps://user:password@host, or smtp:// for STARTTLS where there is some. */
  smtpUrl: string
  to: string
  from: string
}

export function mail({ smtpUrl: url, to, from }: MailSettings): Way {
  const patience = {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  }
  return async function tellByMail({ line, says, remedy }) {
    // it takes a moment to load, and most days nobody needs it
    const { createTransport } = await import('nodemailer')
    const transport = createTransport({ url, ...patience })
    await transport.sendMail({
      from,
      to,
      subject: `${line}: ${says}`,
      text: `${says}\n\n${remedy}\n`,
    })
  }
}
