/**
 * Notifies the operator by webhook, mail, or both. Only an alarm's message and the line's name are
 * sent.
 */
import { endOf, type Message, messageOf, overAfter, quietSeconds } from '../../alarms/causes.ts'
import type { Look } from '../../alarms/watch.ts'
import type { Claim } from '../../line/claim.ts'
import type { Log } from '../../telemetry/events.ts'
import type { Episodes } from './episodes.ts'

/** The content of a notification. */
export type Notice = Message & { line: string }

/** Sends a notification; rejects if that fails. */
export type Notifier = (notice: Notice) => Promise<void>

export type NotifyDeps = {
  notifiers: readonly Notifier[]
  claim: Claim
  episodes: Episodes
  /** The line's name. */
  line: string
  /** Hours before the same alarm is repeated. */
  quietHours: number
  log: Log
  /** Runs work after a delay in milliseconds. */
  later: (ms: number, work: () => void) => void
}

/** Time limit for a notification, and the delay before each retry, in milliseconds. */
const PATIENCE_MS = 10_000
const AGAIN_MS = [30_000, 300_000, 1_800_000]

/**
 * Sends new alarms, and the end of those that are over, from only one of several processes. Resolves
 * once each notifier has been tried.
 */
export function createNotify(deps: NotifyDeps): (look: Look) => Promise<void> {
  const { notifiers, claim, episodes, line, quietHours, log, later } = deps

  return async function notify({ alarms, well }) {
    for (const alarm of alarms) {
      const { cause, level } = alarm
      const nth = await episodes.holds(cause)
      if (nth === undefined) continue
      const name = nth === 1 ? `alarm ${cause}` : `alarm ${cause} ${nth}`
      if (!(await claim(name, quietSeconds(cause, quietHours), level))) continue
      if (overAfter(cause) !== undefined) await episodes.told(cause)
      await send(messageOf(alarm))
    }
    for (const cause of well) {
      const quiet = overAfter(cause)
      const lasted = quiet === undefined ? undefined : await episodes.ended(cause, quiet)
      if (lasted !== undefined) await send(endOf(cause, lasted))
    }
  }

  async function send(message: Message): Promise<void> {
    const notice = { line, ...message }
    await Promise.all(notifiers.map((notifier) => attempt(notifier, notice)))
  }

  async function attempt(notifier: Notifier, notice: Notice, tried = 0): Promise<void> {
    try {
      await notifier(notice)
      log({ event: 'alarm', outcome: 'told' })
    } catch {
      // the error may quote an address or password
      const again = AGAIN_MS[tried]
      log({ event: 'alarm', outcome: again === undefined ? 'given_up' : 'untold' })
      if (again !== undefined) later(again, () => void attempt(notifier, notice, tried + 1))
    }
  }
}

/** Notifies by POSTing JSON. */
export function webhook(url: string): Notifier {
  const shaped = shapeFor(new URL(url).hostname)
  return async function notifyByWebhook(notice) {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(shaped(notice)),
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    await response.body?.cancel()
    if (!response.ok) throw new Error(`the webhook answered ${response.status}`)
  }
}

/** Chat services, with the only field that each shows; some reject others. */
const ROOMS: readonly [host: RegExp, field: 'text' | 'content'][] = [
  // https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
  [/^hooks\.slack(-gov)?\.com$/, 'text'],
  // https://developers.google.com/workspace/chat/quickstart/webhooks
  [/^chat\.googleapis\.com$/, 'text'],
  // https://discord.com/developers/docs/resources/webhook#execute-webhook
  [/^(\w+\.)?discord(app)?\.com$/, 'content'],
]

/**
 * Builds the body for a host: all fields, plus `text`, which Mattermost and similar services show.
 */
export function shapeFor(host: string): (notice: Notice) => Record<string, string> {
  const field = ROOMS.find(([pattern]) => pattern.test(host))?.[1]
  return function shaped(notice) {
    const text = `${notice.line}: ${notice.says} ${notice.remedy}`
    return field ? { [field]: text } : { ...notice, text }
  }
}

export type MailSettings = {
  /** smtps://user:password@host, or smtp:// to use STARTTLS if available. */
  smtpUrl: string
  to: string
  from: string
}

export function mail({ smtpUrl: url, to, from }: MailSettings): Notifier {
  const patience = {
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: PATIENCE_MS,
  }
  return async function notifyByMail({ line, says, remedy }) {
    // slow to load, and rarely needed
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
