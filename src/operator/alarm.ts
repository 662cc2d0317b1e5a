/** Sends a test alarm by every configured channel, and reports which ones worked. */
import { messageOf } from '../alarms/causes.ts'
import type { Config } from '../config.ts'
import { notifiersOf } from '../server/watch/watching.ts'
import { wrongOption } from './content.ts'
import { whyUndelivered } from './undelivered.ts'

/** One line per channel, and whether all of them accepted the alarm. */
export async function testAlarm(config: Config): Promise<{ said: string[]; told: boolean }> {
  const { url, mail } = config.alarms
  const names = [...(url ? ['ALARM_URL'] : []), ...mailNames(mail?.to ?? [])]
  if (names.length === 0)
    throw wrongOption(
      'alarm',
      'nobody is told of anything',
      'Set ALARM_URL, or ALARM_MAIL_TO and SMTP_URL',
    )
  const message = messageOf({ cause: 'test', level: 1, detail: '' })
  const notice = { line: config.lineName.written, ...message }
  const outcomes = await Promise.allSettled(notifiersOf(config).map((notify) => notify(notice)))
  const said = outcomes.map((outcome, at) =>
    outcome.status === 'fulfilled'
      ? `${names[at]}: told`
      : `${names[at]}: could not be told: ${whyUndelivered(outcome.reason)}`,
  )
  return { said, told: outcomes.every(({ status }) => status === 'fulfilled') }
}

/** Numbered, since no address may appear in output. */
function mailNames(to: readonly string[]): string[] {
  return to.map((_, at) => (to.length > 1 ? `ALARM_MAIL_TO, address ${at + 1}` : 'ALARM_MAIL_TO'))
}
