/**
 * What an operator is told of, in one table. No message names a number, a text or how many there were under
 * five; `{level}` is a step of five and more (src/counts/shown.ts), and stands for it or up to twice as many.
 */

type Row = {
  /** What is the matter. */
  readonly says: string
  readonly remedy: string
  /** It is not told again for so many hours, unless it becomes much more; as the operator set it if absent. */
  readonly quietHours?: number
}

/** A new cause is a row here, and a test that brings it about. */
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

/** Something to be told. `level`: how bad, to compare; `detail`: what stands for {level}. */
export type Alarm = { readonly cause: Cause; readonly level: number; readonly detail: string }

/** What is told, as it is sent. */
export type Message = { cause: Cause; says: string; remedy: string }

export function messageOf({ cause, detail }: Alarm): Message {
  const { says, remedy } = causes[cause]
  return { cause, says: says.replace('{level}', detail), remedy }
}

/** Seconds for which a cause is not told again. */
export function quietSeconds(cause: Cause, hours: number): number {
  const row: Row = causes[cause]
  return (row.quietHours ?? hours) * 3600
}
