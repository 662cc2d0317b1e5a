/**
 * A running line as a target for drills: requests reach it over HTTP as from Twilio, while phones
 * and time are simulated here.
 */
import { randomInt } from 'node:crypto'
import type { Content } from '../content/load.ts'
import { type Delivery, drillDelivery } from '../server/watch/drill-delivery.ts'
import { virtualTwilio } from '../virtual-twilio/virtual-twilio.ts'
import { ScriptError } from './drill/action.ts'
import type { Script } from './drill/script.ts'
import type { PlayedLine } from './simulated-line.ts'

type FarLineOptions = Delivery & {
  content: Content
  accountSid: string | undefined
  authToken: string
  lineNumber: string
  /**
   * The person's number: unused by any other drill in the last minutes, since the line remembers
   * people.
   */
  person: string
}

/** A line for one drill. `failed` returns why the line could not be reached any further. */
export function createFarLine(options: FarLineOptions): {
  line: PlayedLine
  failed: () => Error | undefined
} {
  const { content, accountSid = '', authToken, lineNumber, publicUrl, person } = options
  const { deliver, failed } = drillDelivery(options)
  const twilio = virtualTwilio({
    ...{ deliver, accountSid, authToken, publicUrl, lineNumber },
    epoch: Date.now(),
    // unique ids: the line remembers those it has seen
    seed: String(randomInt(2 ** 47)),
  })
  const line: PlayedLine = {
    twilio,
    person,
    phones: () => content.phones,
    change() {
      throw new ScriptError('only the simulated line can be changed')
    },
  }
  return { line, failed }
}

/** Why a drill cannot be played on a running line: something that only the simulator can do. */
export function onlySimulated({ channel, lines }: Script, { phones }: Content): string | undefined {
  for (const line of lines) {
    if (line.type === 'event') return `it needs "${line.source}"`
    if (line.type === 'phone' && !phones[line.key]) return `it needs ${line.key}, whom nobody rings`
    const waits = line.type === 'person' && line.action.type === 'wait'
    if (waits && channel === 'sms') return 'it waits, and time passes only in the simulator'
  }
  return undefined
}
