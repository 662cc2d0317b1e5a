/** A set-up of an in-memory account, and somebody who answers its questions. */
import type { Asker } from '../../src/operator/asker.ts'
import type { Fallback } from '../../src/operator/setup/plan-fallback.ts'
import type { Setup } from '../../src/operator/setup/setup.ts'
import { openAccount } from '../../src/twilio/account/account.ts'
import { MemoryClient, type Sent } from '../account/client.ts'
import { type AccountState, FALLBACK } from '../account/state.ts'
import { ACCOUNT, LINE, PUBLIC_URL, TOKEN } from '../line.ts'

/** Somebody who gives every question the same answer, and what they were told. */
function somebody(answer: boolean) {
  const told: string[] = []
  const asker: Asker = {
    text: async () => '',
    secret: async () => '',
    choose: async () => LINE,
    confirm: async (question) => {
      told.push(question)
      return answer
    },
    say: (words) => told.push(words),
    show: (title, words) => told.push(`${title}\n${words}`),
  }
  return { asker, told }
}

export const PASTED: Fallback = { voice: `${FALLBACK}/voice.xml`, sms: `${FALLBACK}/sms.xml` }
export const documents = (voice: string): Fallback => ({
  documents: { voice, sms: '<Response>sms</Response>' },
  instead: true,
})
export const SERVED = documents('<Response>voice</Response>')

export type Run = Partial<Setup> & {
  answer?: boolean
  before?: (asked: Sent) => void
  fallback?: Fallback
}

/** A set-up of the line's number on an in-memory account. */
export function preparedSetUp(
  state: AccountState,
  { answer = true, before, fallback = PASTED, ...changes }: Run & Pick<Setup, 'file'>,
) {
  const httpClient = new MemoryClient(state, before)
  const { send } = httpClient
  const { asker, told } = somebody(answer)
  const setup: Setup = {
    account: openAccount({ accountSid: ACCOUNT, user: ACCOUNT, password: TOKEN, httpClient, send }),
    accountSid: ACCOUNT,
    wanted: {
      number: LINE,
      publicUrl: PUBLIC_URL,
      serviceName: 'CA Info Line',
      fallback,
      alarm: { tell: 'https://alarm.example.org/told?key=1', dollars: 20 },
    },
    asker,
    wait: async () => {},
    ...changes,
  }
  return { setup, told, sent: httpClient.sent }
}

export const writes = (sent: readonly Sent[]) => sent.filter(({ method }) => method !== 'GET')
