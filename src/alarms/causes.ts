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
  /**
   * What is said once it is over, and after how many minutes without it that is so. Absent: its end
   * is not told.
   */
  readonly over?: { readonly says: string; readonly minutes: number }
}

/** To add a cause, add a row here and a test that triggers it. */
export const causes = {
  unreached: {
    says: 'Callers who asked for a person were not connected, one after another.',
    remedy:
      'Call the line and press 0 twice. Look at the desks in content/phones.yaml; run harborline doctor.',
    over: { says: 'Callers who ask for a person are connected again.', minutes: 10 },
  },
  guarded: {
    says: 'Something in the line breaks: {level} or more got the emergency answer in ten minutes.',
    remedy:
      'Look for guarded in the log, with its kind. Go back to the version before, if there is one.',
    over: { says: 'The line answers as usual, without emergency answers.', minutes: 30 },
  },
  refused: {
    says: '{level} or more requests in ten minutes were not signed by Twilio, more than usual.',
    remedy:
      'Compare TWILIO_AUTH_TOKEN and PUBLIC_URL with the console: harborline doctor. Else it is a stranger, whom nobody answers.',
    over: { says: 'Requests that Twilio did not sign are no more than usual.', minutes: 30 },
  },
  danger: {
    says: '{level} or more texts within a day told of danger, more than usual.',
    remedy: 'Tell those who answer for you. Nobody can be found by it.',
  },
  store: {
    says: 'The store has been away for more than a minute. Conversations go on from what Twilio brings back.',
    remedy: 'Look at Redis: GET /readyz says in a sentence what is the matter.',
    over: { says: 'The store is back.', minutes: 5 },
  },
  self_test: {
    says: 'The self-test does not reach the hotline through PUBLIC_URL: {level}.',
    remedy:
      'Text the line and call it. unreachable or unmarked: DNS, certificate and proxy. token: TWILIO_AUTH_TOKEN. flow: content and flows.',
    over: { says: 'The self-test reaches the hotline again.', minutes: 5 },
  },
  phones: {
    says: 'Numbers in content/phones.yaml are due to be phoned.',
    remedy: 'Phone each, and set verifiedByCall: harborline check names them.',
    quietHours: 7 * 24,
    over: { says: 'All numbers in content/phones.yaml are phoned.', minutes: 5 },
  },
  certificate: {
    says: 'The certificate of PUBLIC_URL ends within days, and was not renewed.',
    remedy:
      'Renew it, and look why that did not happen by itself (the log of Caddy, certbot or your host). Once it has ended nobody is answered.',
    quietHours: 24,
    over: { says: 'The certificate of PUBLIC_URL was renewed.', minutes: 5 },
  },
  test: {
    says: 'This is a test: what the line has to tell reaches you.',
    remedy: 'Nothing is to be done.',
  },
  balance: {
    says: 'The balance of the Twilio account is low. Without money nobody is answered or connected.',
    remedy: 'Add money, or switch on auto recharge in the console.',
    quietHours: 24,
    over: { says: 'The balance of the Twilio account is no longer low.', minutes: 5 },
  },
} as const satisfies Record<string, Row>

export type Cause = keyof typeof causes
export const Cause = Object.keys(causes) as Cause[]

/**
 * An alarm that was raised. `level` says how bad it is, for comparison; `detail` replaces {level}.
 */
export type Alarm = { readonly cause: Cause; readonly level: number; readonly detail: string }

/** An alarm's text as it is sent, or that of its end. */
export type Message = { cause: Cause; state: 'on' | 'over'; says: string; remedy: string }

export function messageOf({ cause, detail }: Alarm): Message {
  const { says, remedy } = causes[cause]
  return { cause, state: 'on', says: says.replace('{level}', detail), remedy }
}

/** The message that an alarm is over. `lasted` is in milliseconds. */
export function endOf(cause: Cause, lasted: number): Message {
  const { over }: Row = causes[cause]
  const says = `Over: ${over?.says ?? cause}`
  return { cause, state: 'over', says, remedy: `It lasted about ${spoken(lasted)}.` }
}

/** Milliseconds without a cause after which it is over; undefined if its end is not told. */
export function overAfter(cause: Cause): number | undefined {
  const { over }: Row = causes[cause]
  return over && over.minutes * MINUTE_MS
}

const MINUTE_MS = 60_000

/** 1 minute, 40 minutes, 3 hours, 2 days */
function spoken(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  if (minutes < 90) return counted(minutes, 'minute')
  const hours = Math.round(minutes / 60)
  return hours < 48 ? counted(hours, 'hour') : counted(Math.round(hours / 24), 'day')
}

function counted(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'}`
}

/** Seconds during which the same cause is not reported again. */
export function quietSeconds(cause: Cause, hours: number): number {
  const row: Row = causes[cause]
  return (row.quietHours ?? hours) * 3600
}
