/** The approval command: writes the kit to a folder, and on request submits and tracks it. */
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import { openAccount } from '../../twilio/account/account.ts'
import { terminal, unlessCanceled } from '../asker.ts'
import { wrongOption } from '../content.ts'
import { accountOf } from '../doctor/doctor.ts'
import { openWeb } from '../doctor/web.ts'
import { takePicture, writeApproval } from './approval.ts'
import { type Agency, FINAL } from './kit.ts'
import { registrationStatus } from './status.ts'
import { submitRegistration } from './submit.ts'

export async function showStatus(config: Config): Promise<void> {
  const lines = await registrationStatus(accountOf(config), ownNumber(config))
  console.log(lines.join('\n'))
}

/** Returns the exit code: with `submit`, 1 if nothing was submitted. */
export async function approve(
  config: Config,
  content: Content,
  { agency, out, submit }: { agency: Agency; out: string; submit: boolean },
): Promise<0 | 1> {
  if (submit) return send(config, content, agency)
  for (const warning of FINAL) console.log(`! ${warning}`)
  const line = { number: config.lineNumber, line: config.lineName.written }
  for (const file of writeApproval(content, { ...line, agency }, out)) console.log(file)
  const picture = await takePicture(out)
  console.log(picture ?? `No chromium here: take a picture of ${out}/conversation.html by hand.`)
  return 0
}

/** Always asks a person at a terminal: no option can answer for them. */
async function send(config: Config, content: Content, agency: Agency): Promise<0 | 1> {
  if (!process.stdin.isTTY)
    throw wrongOption('--submit', 'there is nobody to ask', 'Run it at a terminal')
  const { accountSid, authTokens, tokenMadeUp } = config
  if (!accountSid || tokenMadeUp)
    throw wrongOption('.env', 'TWILIO_ACCOUNT_SID or TWILIO_AUTH_TOKEN is missing', 'Set both')
  const account = openAccount({ accountSid, user: accountSid, password: authTokens[0] })
  const number = ownNumber(config)
  const submission = { account, content, agency, number, asker: terminal, web: openWeb() }
  const sent = await unlessCanceled(() => submitRegistration(submission))
  if (sent === undefined) terminal.say('Nothing was sent in.')
  return sent ? 0 : 1
}

function ownNumber({ lineNumber, lineNumberSet }: Config): string {
  if (lineNumberSet) return lineNumber
  throw wrongOption('LINE_NUMBER', 'it is missing', 'Set it in .env')
}
