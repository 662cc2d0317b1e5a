/** SMS: a signed form is an incoming text, an answer is one message. */
import { MOST_SEGMENTS } from '../content/alphabet.ts'
import { segmentsOf } from '../content/gsm7.ts'
import { paths } from './addresses.ts'
import type { Channel } from './channel.ts'
import { field, originOf, senderOf } from './form.ts'

/**
 * With Advanced Opt-Out Twilio answers some keywords itself, and says which.
 * Source: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
 */
const answered = { STOP: 'stop', START: 'start', HELP: 'help' } as const

export const sms: Channel = {
  name: 'sms',
  medium: 'text',
  path: paths.sms,
  read: (form) => ({
    sender: senderOf(form),
    origin: originOf(form),
    id: field(form, 'MessageSid'),
    body: field(form, 'Body') ?? '',
    media: Number(field(form, 'NumMedia') ?? 0) > 0,
    answered: answered[field(form, 'OptOutType') as keyof typeof answered],
  }),
  limits: { parts: MOST_SEGMENTS, partsOf: segmentsOf },
}
