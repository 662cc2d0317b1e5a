/**
 * Everything an operator can be alerted to, in one table. No message contains a phone number, a
 * text, or an exact count below five; `{level}` is filled in with a rounded step
 * (src/counts/shown.ts), so it stands for that number or up to twice as many.
 */

type Row = {
  /** What is wrong. */
  readonly says: string
  readonly remedy: string
  /**
   * Hours before the same alarm may repeat, unless it gets much worse. Absent: the operator's own
   * setting.
   */
  readonly quietHours?: number
}

/** To add a cause, add a row here and a test that triggers it. */
export const causes = {
  unreached: {
    says: 'Callers who asked for a person were not connected, one after another.',
    remedy:
      'Call the line and press 0 twice. Look at the desks in content/phones.yaml; run harborline doctor.',
  },
  guarded: {
    says: 'Something in the line breaks: {level} or more got the emergency answer in ten minutes.',
    remedy:
      'Look for guarded in the log, with its kind. Go back to the version before, if there is one.',
  },
  refused: {
    says: '{level} or more requests in ten minutes were not signed by Twilio, more than usual.',
    remedy:
      'Compare TWILIO_AUTH_TOKEN and PUBLIC_URL with the console: harborline doctor. Else it is a stranger, whom nobody answers.',
  },
  danger: {
    says: '{level} or more texts within a day told of danger, more than usual.',
    remedy: 'Tell those who answer for you. Nobody can be found by it.',
  },
  store: {
    says: 'The store has been away for more than a minute. Conversations go on from what Twilio brings back.',
    remedy: 'Look at Redis: GET /readyz says in a sentence what is the matter.',
  },
  self_test: {
    says: 'The self-test does not reach the hotline through PUBLIC_URL: {level}.',
    remedy:
      'Text the line and call it. unreachable or unmarked: DNS, certificate and proxy. token: TWILIO_AUTH_TOKEN. flow: content and flows.',
  },
  phones: {
    says: 'Numbers in content/phones.yaml are due to be phoned.',
    remedy: 'Phone each, and set verifiedByCall: harborline check names them.',
    quietHours: 7 * 24,
  },
  certificate: {
    says: 'The certificate of PUBLIC_URL ends within days, and was not renewed.',
    remedy:
      'Renew it, and look why that did not happen by itself (the log of Caddy, certbot or your host). Once it has ended nobody is answered.',
    quietHours: 24,
  },
  test: {
    says: 'This is a test: what the line has to tell reaches you.',
    remedy: 'Nothing is to be done.',
  },
  balance: {
    says: 'The balance of the Twilio account is low. Without money nobody is answered or connected.',
    remedy: 'Add money, or switch on auto recharge in the console.',
    quietHours: 24,
  },
} as const satisfies Record<string, Row>

export type Cause = keyof typeof causes

/**
 * An alarm that was raised. `level` says how bad it is, for comparison; `detail` replaces {level}.
 */
export type Alarm = { readonly cause: Cause; readonly level: number; readonly detail: string }

/** An alarm's text as it is sent. */
export type Message = { cause: Cause; says: string; remedy: string }

export function messageOf({ cause, detail }: Alarm): Message {
  const { says, remedy } = causes[cause]
  return { cause, says: says.replace('{level}', detail), remedy }
}

/** Seconds during which the same cause is not reported again. */
export function quietSeconds(cause: Cause, hours: number): number {
  const row: Row = causes[cause]
  return (row.quietHours ?? hours) * 3600
}
