/**
 * Callers who ask for a person, in parallel sequences: each must be connected, whatever REST does.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import { virtualTwilio } from '../../src/virtual-twilio/virtual-twilio.ts'
import { PRODUCTION } from '../server.ts'
import type { Answer, CrowdOptions, Verdict } from './crowd.ts'
import type { Deliver } from './person.ts'

/** English, a person, and yes. */
const KEYS = ['1', '0', '1']
/** Milliseconds within which a person must be dialled. */
const PATIENCE_MS = 20_000
/** The caller's time that passes in each real twentieth of a second. */
const STEP_MS = 500
const REAL_MS = 50

let born = 0

/**
 * Like a crowd: `right` means that the caller heard something at each key and was then connected;
 * otherwise they are lost.
 */
export function startCallers({ deliver, people = 8 }: Omit<CrowdOptions, 'expected'>) {
  const started = performance.now()
  const answers: Answer[] = []
  let over = false
  const places = Array.from({ length: people }, async () => {
    while (!over) await one()
  })

  async function one(): Promise<void> {
    const begun = performance.now()
    const lost = await connects(deliver, ++born)
    const verdict: Verdict = lost === undefined ? 'right' : 'lost'
    const ms = performance.now() - begun
    answers.push({ at: begun - started, ms, verdict, lost, cookie: 'brought' })
  }

  return {
    answers,
    now: () => performance.now() - started,
    twice: () => ({ again: 0, doubled: 0 }),
    async stop() {
      over = true
      await Promise.all(places)
    },
  }
}

/** Undefined if the caller was connected; otherwise what prevented it. */
async function connects(deliver: Deliver, number: number): Promise<string | undefined> {
  const twilio = virtualTwilio({
    deliver,
    accountSid: PRODUCTION.TWILIO_ACCOUNT_SID,
    authToken: PRODUCTION.TWILIO_AUTH_TOKEN,
    publicUrl: PRODUCTION.PUBLIC_URL,
    lineNumber: PRODUCTION.LINE_NUMBER,
    seed: `caller ${number}`,
  })
  const leg = await twilio.call(`+1415${3_000_000 + number}`)
  await leg.listen()
  for (const key of KEYS) {
    const before = leg.heard.length
    await leg.press(key)
    await leg.listen()
    if (leg.heard.length === before) return `nothing was heard after ${key}`
  }
  const rungBefore = 1
  for (let waited = 0; waited < PATIENCE_MS; waited += REAL_MS) {
    const error = twilio.trace.find((entry) => entry.kind === 'error')
    if (error) return `${error.code}`
    if (twilio.trace.filter(({ kind }) => kind === 'ring').length > rungBefore) {
      await leg.hangup()
      return undefined
    }
    await twilio.advance(STEP_MS)
    await sleep(REAL_MS)
  }
  return 'nobody was dialled'
}
