/** The written channels of the line. */
import type { Channel } from './channel.ts'
import { sms } from './sms.ts'

export const channels: readonly Channel[] = [sms]
