/** What every group of routes needs. */
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
  /** The line's settings for voice documents. */
  voice: VoiceLine
  safe: SafeDocuments
}
