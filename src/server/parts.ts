/** What every group of routes is made of. */
import type { Content } from '../content/load.ts'
import type { Count } from '../counts/counts.ts'
import type { Line } from '../line/line.ts'
import type { SafeDocuments } from '../twilio/safe-documents.ts'
import type { VoiceLine } from '../twilio/voice.ts'
import type { AddWebhook } from './webhook.ts'

export type Parts = {
  addWebhook: AddWebhook
  content: Content
  line: Line
  count: Count
  /** What calls are told of this line. */
  voice: VoiceLine
  safe: SafeDocuments
}
