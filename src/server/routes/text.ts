/** Texts: one webhook for each written channel. */
import { assertFits, type Channel } from '../../twilio/channel.ts'
import { createMessages } from '../../twilio/message.ts'
import type { Parts } from '../parts.ts'

export function addTextRoutes(
  { addWebhook, content, line, safe }: Parts,
  channels: readonly Channel[],
): void {
  for (const channel of channels) {
    const wording = content.wording[channel.medium]
    assertFits(channel, wording)
    const write = createMessages(wording)
    addWebhook(channel.path, safe.sms, async ({ form }) =>
      write(await line.text({ channel: channel.name, ...channel.read(form) })),
    )
  }
}
