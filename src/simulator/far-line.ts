/** A line that runs, as drills see it: asked over HTTP as Twilio would, while phones and time are simulated here. */
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
  /** Whose number it is: one that no other drill of the last minutes has had, since the line remembers people. */
  person: string
}

/** A line for one drill, with a person of its own. `failed`: why it could not be asked any further. */
export function createFarLine(options: FarLineOptions): {
  line: PlayedLine
  failed: () => Error | undefined
} {
  const { content, accountSid = '', authToken, lineNumber, publicUrl, person } = options
  const { deliver, failed } = drillDelivery(options)
  const twilio = virtualTwilio({
    ...{ deliver, accountSid, authToken, publicUrl, lineNumber },
    epoch: Date.now(),
    // ids that no other drill has had: the line remembers them
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

/** Why a drill can not be played on a line that runs: what only the simulator can do. */
export function onlySimulated({ channel, lines }: Script, { phones }: Content): string | undefined {
  for (const line of lines) {
    if (line.type === 'event') return `it needs "${line.source}"`
    if (line.type === 'phone' && !phones[line.key]) return `it needs ${line.key}, whom nobody rings`
    const waits = line.type === 'person' && line.action.type === 'wait'
    if (waits && channel === 'sms') return 'it waits, and time passes only in the simulator'
  }
  return undefined
}
