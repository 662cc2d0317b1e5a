/**
 * The addresses that Twilio requests: one table for the routes, and the same filled in for
 * documents.
 */

export const paths = {
  sms: '/sms',
  /** A call starts. */
  voice: '/voice',
  /** A key, or silence. */
  turn: '/voice/turn',
  /** A bridge ended. */
  transferEnded: '/voice/transfer-ended',
  /** A caller waits; presses a key while waiting; has left the queue. */
  wait: '/transfer/wait',
  waitKey: '/transfer/key',
  left: '/transfer/left',
  /** A key pressed after the safe document that follows a conversation. */
  again: '/voice/again',
  /** An advocate's leg: answered; pressed a key or not; ended. */
  leg: '/transfer/leg',
  legKey: '/transfer/leg-key',
  legStatus: '/transfer/status',
  /** A person's own phone: answered; pressed a key; progress. */
  callback: '/callback/answered',
  callbackKey: '/callback/key',
  callbackStatus: '/callback/status',
  /** The fallback for that call's documents; a key pressed in the fallback. */
  callbackFallback: '/callback/fallback',
  callbackPressed: '/callback/pressed',
} as const

/** The query parameter that carries a call's record. */
export const CARRY = 'c'

/** The position of a call, as encoded in the addresses for its next request. */
export function placeOf(step: number, carry: string | undefined): string {
  return `step=${step}${carry ? `&${CARRY}=${carry}` : ''}`
}

export type Addresses = ReturnType<typeof addressesOf>

/**
 * Connection overrides: if this server does not answer, Twilio waits 4 s (the last guard answers
 * within 2.5) and retries twice before using the fallback. Neither sent nor signed.
 * Source: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
 */
export const RETRIES = '#rc=2&rp=5xx,ct,rt&rt=4000'

/** `publicUrl` is this server's public address. No query reveals who is calling. */
export function addressesOf(publicUrl: string) {
  const base = publicUrl.replace(/\/$/, '')
  const at = (path: string, query: string) => `${base}${path}?${query}${RETRIES}`
  const plain = (path: string) => `${base}${path}${RETRIES}`
  return {
    turn: (place: string) => at(paths.turn, place),
    /**
     * The same for a caller who has just talked with a person: if anything breaks, nobody is
     * dialled unasked.
     */
    talkedTurn: (place: string) => at(paths.turn, `${place}&talked=1`),
    /** A key pressed during the last words of a call, which the line has forgotten by then. */
    lastWords: (place: string, language: string) => at(paths.turn, `${place}&language=${language}`),
    /**
     * A key pressed during the announcement that somebody is being called: it need not be repeated.
     */
    connecting: (place: string, language: string) =>
      at(paths.turn, `${place}&language=${language}&said=1`),
    /** Where a call continues after a person; with its language, in case the call is forgotten. */
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
    /** `again`: after a wrong key. */
    callbackKey: (language: string, again: boolean) =>
      at(paths.callbackKey, `language=${language}${again ? '&again=1' : ''}`),
    callbackFallback: () => plain(paths.callbackFallback),
    callbackPressed: () => plain(paths.callbackPressed),
    callbackStatus: () => plain(paths.callbackStatus),
  }
}
