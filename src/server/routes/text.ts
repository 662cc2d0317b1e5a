/** Texts: one webhook for each written channel. */
import { assertFits, type Channel } from '../../twilio/channel.ts'
import { keepsCookies } from '../../twilio/cookie.ts'
import { createMessages } from '../../twilio/message.ts'
import type { Parts } from '../parts.ts'

export function addTextRoutes(
  { addWebhook, content, line, safe, voice: { publicUrl } }: Parts,
  channels: readonly Channel[],
): void {
  const carries = keepsCookies(publicUrl)
  for (const channel of channels) {
    const wording = content.wording[channel.medium]
    assertFits(channel, wording)
    const write = createMessages(wording)
    addWebhook(channel.path, safe.sms, async ({ form, cookie }) => {
      const text = { channel: channel.name, ...channel.read(form), carries }
      const { answer, carry } = await line.text({ ...text, carry: carries ? cookie() : undefined })
      return { document: write(answer), carry }
    })
  }
}
