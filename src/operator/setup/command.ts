/** The set-up command: asks for what is missing, and finishes with the doctor. */
import type { Config } from '../../config.ts'
import type { Content } from '../../content/load.ts'
import { openAccount } from '../../twilio/account/account.ts'
import { safeDocuments } from '../../twilio/safe-documents.ts'
import { type Asker, unlessCanceled } from '../asker.ts'
import { wrongOption } from '../content.ts'
import { doctor, showProgress } from '../doctor/doctor.ts'
import { exitCode, inWords as sheetInWords } from '../doctor/report.ts'
import { writeFallback } from '../fallback.ts'
import type { Fallback } from './plan-fallback.ts'
import { planFile } from './plan-file.ts'
import { chooseNumber, type SetUpOutcome, type Setup, setUp, undoSetUp } from './setup.ts'

export type SetupOptions = {
  undo?: boolean
  dryRun?: boolean
  yes?: boolean
  plan: string
  fallback?: 'assets' | 'bins' | 'keep'
  fallbackVoice?: string
  fallbackSms?: string
  alarmUrl?: string
  alarmDollars: number
}

/** Reports without asking; anything missing ends the set-up. */
export const nobody: Asker = {
  text: async () => '',
  secret: async () => '',
  choose: async () => '',
  confirm: async () => true,
  say: (words) => console.log(words),
  show: (title, words) => console.log(`${title}:\n${words}`),
}

/** Returns the exit code. */
export async function setupCommand(
  { config, faults, content }: { config: Config; faults: readonly string[]; content: Content },
  options: SetupOptions,
  asker: Asker,
): Promise<0 | 1> {
  // all questions are asked before the first change
  const ended = await unlessCanceled(async () => {
    const setup = await gather(config, content, options, asker)
    const outcome: SetUpOutcome = options.undo ? await undoSetUp(setup) : await setUp(setup)
    return { setup, outcome }
  })
  if (!ended) {
    asker.say('Nothing was changed. Run the set-up again whenever you like.')
    return 1
  }
  const { setup, outcome } = ended
  if (outcome === 'planned' || outcome === 'left') return 0
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

/** Uses the settings, and asks only for what they lack. Nothing typed in is written to a file. */
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
  // the line's own key should not be able to change settings, so this uses the auth token
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

const CHOICES = {
  assets: 'Twilio serves it: this command puts it there (Functions and Assets, no cost)',
  bins: 'Twilio serves it: I paste it into two TwiML Bins, for which Twilio has no API',
  keep: 'Leave it as it is',
} as const

/**
 * Where the fallback documents are served. If nobody can be asked, they are only added where none
 * are set yet.
 */
async function askFallback(
  content: Content,
  number: string,
  options: SetupOptions,
  asker: Asker,
): Promise<Fallback> {
  const { fallbackVoice, fallbackSms, dryRun, yes } = options
  if (fallbackVoice || fallbackSms) return { voice: fallbackVoice, sms: fallbackSms }
  const { voice, sms } = safeDocuments(content, { callerId: number, publicUrl: '' })
  const documents = { voice, sms }
  if (!options.fallback && (dryRun || yes)) return { documents, instead: false }
  const chosen = options.fallback ?? (await chooseFallback(asker))
  if (chosen === 'assets') return { documents, instead: true }
  return chosen === 'bins' && !dryRun ? askBins(content, number, asker) : {}
}

async function chooseFallback(asker: Asker) {
  const question = 'What people get when no server answers:'
  const answer = await asker.choose(question, Object.values(CHOICES))
  return (['assets', 'bins', 'keep'] as const).find((one) => CHOICES[one] === answer)
}

async function askBins(content: Content, number: string, asker: Asker): Promise<Fallback> {
  const written = writeFallback(content, { number }, 'fallback')
  asker.show(
    'What people get when no server answers',
    `${written.join('\n')}\nConsole: TwiML Bins > Create new: one bin for each file, with its text pasted in.\nLeft empty, the fallback stays as it is, and the doctor says so.`,
  )
  const voice = await asker.text('Where is voice.xml now?', 'https://handler…')
  const sms = await asker.text('Where is sms.xml now?', 'https://handler…')
  return { voice: voice || undefined, sms: sms || undefined }
}
