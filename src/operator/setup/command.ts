/** The set-up as a command: what is missing is asked for, and the doctor has the last word. */
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import { openAccount } from '../../twilio/account/account.ts'
import { wrongOption } from '../content.ts'
import { doctor, showProgress } from '../doctor/doctor.ts'
import { exitCode, inWords as sheetInWords } from '../doctor/report.ts'
import { writeFallback } from '../fallback.ts'
import type { Asker } from './asker.ts'
import { planFile } from './plan-file.ts'
import { type Came, chooseNumber, type Setup, setUp, undoSetUp } from './setup.ts'

export type SetupOptions = {
  undo?: boolean
  dryRun?: boolean
  yes?: boolean
  plan: string
  fallbackVoice?: string
  fallbackSms?: string
  alarmUrl?: string
  alarmDollars: number
}

/** Says what it does, and asks nobody: what is missing ends it. */
export const nobody: Asker = {
  text: async () => '',
  secret: async () => '',
  choose: async () => '',
  confirm: async () => true,
  say: (words) => console.log(words),
  show: (title, words) => console.log(`${title}:\n${words}`),
}

/** Gives the exit code. */
export async function setupCommand(
  { config, faults, content }: { config: Config; faults: readonly string[]; content: Content },
  options: SetupOptions,
  asker: Asker,
): Promise<0 | 1> {
  const setup = await gather(config, content, options, asker)
  const came: Came = options.undo ? await undoSetUp(setup) : await setUp(setup)
  if (came === 'planned' || came === 'left') return 0
  const { lineNumber, accountSid } = { lineNumber: setup.wanted.number, ...setup }
  const rows = await doctor({
    config: { ...config, lineNumber, accountSid },
    faults,
    content,
    account: setup.account,
    progress: showProgress(process.stderr),
  })
  console.log(sheetInWords(rows))
  return exitCode(rows, false)
}

/** Settings first; a person only for what they do not say. Nothing that is typed is written to a file. */
async function gather(
  config: Config,
  content: Content,
  options: SetupOptions,
  asker: Asker,
): Promise<Setup> {
  const accountSid =
    config.accountSid ?? (await asker.text('The account SID (Console: Account Info)', 'AC…'))
  if (!/^AC[0-9a-f]{32}$/.test(accountSid))
    throw wrongOption('TWILIO_ACCOUNT_SID', 'it is missing', 'Set it in .env: AC and 32 digits')
  const token = config.tokenMadeUp
    ? await asker.secret('The auth token (Console: Account Info)')
    : config.authTokens[0]
  if (!token) throw wrongOption('TWILIO_AUTH_TOKEN', 'it is missing', 'Set it in .env')
  if (!config.publicUrl.startsWith('https:'))
    throw wrongOption('PUBLIC_URL', 'it is not https', 'Set it in .env: docs/deploy.md')
  // a running key should not be able to change settings: the token is for this
  const account = openAccount({ accountSid, user: accountSid, password: token })
  const number = config.lineNumberSet ? config.lineNumber : await chooseNumber(account, asker)
  if (!number) throw wrongOption('LINE_NUMBER', 'it is missing', 'Set it in .env')
  return {
    account,
    accountSid,
    wanted: {
      number,
      publicUrl: config.publicUrl,
      serviceName: config.lineName.written,
      fallback: options.undo ? {} : await askFallback(content, number, options, asker),
      alarm: options.alarmUrl
        ? { tell: options.alarmUrl, dollars: options.alarmDollars }
        : undefined,
    },
    file: planFile(options.plan),
    asker,
    yes: options.yes ?? false,
    dryRun: options.dryRun ?? false,
  }
}

/** Twilio has no API for TwiML Bins: a person pastes, and says where. */
async function askFallback(
  content: Content,
  number: string,
  { fallbackVoice, fallbackSms, dryRun }: SetupOptions,
  asker: Asker,
) {
  if (dryRun || (fallbackVoice && fallbackSms)) return { voice: fallbackVoice, sms: fallbackSms }
  const written = writeFallback(content, { number }, 'fallback')
  asker.show(
    'What people get when no server answers',
    `${written.join('\n')}\nConsole: TwiML Bins > Create new: one bin for each file, with its text pasted in.\nLeft empty, the fallback stays as it is, and the doctor says so.`,
  )
  const voice = fallbackVoice ?? (await asker.text('Where is voice.xml now?', 'https://handler…'))
  const sms = fallbackSms ?? (await asker.text('Where is sms.xml now?', 'https://handler…'))
  return { voice: voice || undefined, sms: sms || undefined }
}
