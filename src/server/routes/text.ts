/** Routes for texts: one webhook per written channel. */
import { assertFits, type Channel } from '../../twilio/channel.ts'
import { keepsCookies } from '../../twilio/cookie.ts'
import { partsOf } from '../../twilio/form.ts'
import { createMessages } from '../../twilio/message.ts'
import type { Parts } from '../parts.ts'

export function addTextRoutes(
  { addWebhook, content, line, count, safe, voice: { publicUrl } }: Parts,
  channels: readonly Channel[],
): void {
  const carries = keepsCookies(publicUrl)
  for (const channel of channels) {
    const wording = content.wording[channel.medium]
    assertFits(channel, wording)
    const write = createMessages(wording, channel.limits)
    addWebhook(channel.path, safe.sms, async ({ form, cookie }) => {
      const carried = carries ? cookie() : undefined
      const text = { ...channel.read(form), channel: channel.name, carries, carry: carried }
      const { answer, carry } = await line.text(text)
      const { document, parts } = write(answer)
      count({ count: 'segments', of: 'in', times: partsOf(form) })
      count({ count: 'segments', of: 'out', times: parts })
      return { document, carry }
    })
  }
}
