/** The parameters of webhooks, as Twilio documents them. */
import type { SimulatedLeg } from './leg.ts'
import type { State } from './state.ts'
import type { Params } from './types.ts'

const API_VERSION = '2010-04-01'

/** Source: https://www.twilio.com/docs/voice/twiml#request-parameters */
export function voiceParams({ options }: State, leg: SimulatedLeg): Params {
  return {
    AccountSid: options.accountSid,
    ApiVersion: API_VERSION,
    CallSid: leg.sid,
    CallStatus: leg.status,
    Called: leg.to,
    Caller: leg.from,
    Direction: leg.direction,
    From: leg.from,
    To: leg.to,
    ...(leg.parent && { ParentCallSid: leg.parent.sid }),
    ...place('Called', leg.to),
    ...place('Caller', leg.from),
    ...place('From', leg.from),
    ...place('To', leg.to),
    ...leg.extra,
  }
}

/** Source: https://www.twilio.com/docs/messaging/guides/webhook-request */
export function smsParams(
  { options }: State,
  { sid, from, to, body }: { sid: string; from: string; to: string; body: string },
): Params {
  return {
    AccountSid: options.accountSid,
    ApiVersion: API_VERSION,
    Body: body,
    From: from,
    MessageSid: sid,
    NumMedia: '0',
    NumSegments: String(Math.max(1, Math.ceil(body.length / 153))),
    SmsMessageSid: sid,
    SmsSid: sid,
    SmsStatus: 'received',
    To: to,
    ...place('From', from),
    ...place('To', to),
  }
}

const US = /^\+1[2-9]\d{9}$/

/** Twilio's guess at a number's location; here only US numbers have one. */
function place(name: string, number: string): Params {
  const [city, state, zip, country] = US.test(number)
    ? ['LOS ANGELES', 'CA', '90012', 'US']
    : ['', '', '', '']
  return {
    [`${name}City`]: city ?? '',
    [`${name}Country`]: country ?? '',
    [`${name}State`]: state ?? '',
    [`${name}Zip`]: zip ?? '',
  }
}
