/** The addresses that Twilio asks: one table for the routes, and the same filled in for its documents. */

export const paths = {
  sms: '/sms',
  /** A call begins. */
  voice: '/voice',
  /** A key, or silence. */
  turn: '/voice/turn',
  /** A bridge ended. */
  transferEnded: '/voice/transfer-ended',
  /** A caller waits; presses a key there; is out of the queue. */
  wait: '/transfer/wait',
  waitKey: '/transfer/key',
  left: '/transfer/left',
  /** A key after the safe document of a talk that has ended. */
  again: '/voice/again',
  /** An advocate's leg answered; pressed a key, or not; came to its end. */
  leg: '/transfer/leg',
  legKey: '/transfer/leg-key',
  legStatus: '/transfer/status',
  /** A person's own phone was rung: it answered; a key was pressed; how it is getting on. */
  callback: '/callback/answered',
  callbackKey: '/callback/key',
  callbackStatus: '/callback/status',
  /** Any document of that call could not be had; a key was pressed in the one that stands for it. */
  callbackFallback: '/callback/fallback',
  callbackPressed: '/callback/pressed',
} as const

/** The parameter in which our addresses bring back what is kept of a call. */
export const CARRY = 'c'

/** The place of a call, as it stands in the addresses that its next request comes by. */
export function placeOf(step: number, carry: string | undefined): string {
  return `step=${step}${carry ? `&${CARRY}=${carry}` : ''}`
}

export type Addresses = ReturnType<typeof addressesOf>

/**
 * What Twilio does when this server gives no answer, before it takes the fallback: it waits 4 s, since the
 * last guard answers within 2.5, and asks twice more. Neither sent nor signed.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const RETRIES = '#rc=2&rp=5xx,ct,rt&rt=4000'

/** `publicUrl`: where Twilio reaches this server. Nothing in a query says who calls. */
export function addressesOf(publicUrl: string) {
  const base = publicUrl.replace(/\/$/, '')
  const at = (path: string, query: string) => `${base}${path}?${query}${RETRIES}`
  const plain = (path: string) => `${base}${path}${RETRIES}`
  return {
    turn: (place: string) => at(paths.turn, place),
    /** The same for a caller who has just talked with a person: nobody is dialled there unasked. */
    talkedTurn: (place: string) => at(paths.turn, `${place}&talked=1`),
    /** A key during the last words of a call, which the line has forgotten by then. */
    lastWords: (place: string, language: string) => at(paths.turn, `${place}&language=${language}`),
    /** A key while it is being said that somebody is called: it need not be said again. */
    connecting: (place: string, language: string) =>
      at(paths.turn, `${place}&language=${language}&said=1`),
    /** Where a call goes on after a person; in the language that it was in, should it be forgotten. */
    transferEnded: (place: string, language: string) =>
      at(paths.transferEnded, `${place}&language=${language}`),
    wait: (transfer: string) => at(paths.wait, `t=${transfer}`),
    waitKey: (transfer: string) => at(paths.waitKey, `t=${transfer}`),
    left: (transfer: string, place: string, language: string) =>
      at(paths.left, `t=${transfer}&${place}&language=${language}`),
    again: () => plain(paths.again),
    leg: (transfer: string, rung: number) => at(paths.leg, `t=${transfer}&rung=${rung}`),
    legKey: (transfer: string, rung: number) => at(paths.legKey, `t=${transfer}&rung=${rung}`),
    legStatus: (transfer: string, rung: number) =>
      at(paths.legStatus, `t=${transfer}&rung=${rung}`),
    callback: (language: string) => at(paths.callback, `language=${language}`),
    /** `again`: after a key that was the wrong one. */
    callbackKey: (language: string, again: boolean) =>
      at(paths.callbackKey, `language=${language}${again ? '&again=1' : ''}`),
    callbackFallback: () => plain(paths.callbackFallback),
    callbackPressed: () => plain(paths.callbackPressed),
    callbackStatus: () => plain(paths.callbackStatus),
  }
}
