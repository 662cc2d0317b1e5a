/**
 * Points that Twilio's documentation leaves open or contradicts itself on. Each is a switch, so
 * that the line can be tested under every reading. None is known to be right until tried on a live
 * account.
 */

export type Undocumented = {
  /**
   * After Leave: whether the Enqueue's action is requested or the next verb runs. The sources
   * disagree: https://www.twilio.com/docs/voice/twiml/enqueue and /docs/voice/twiml/leave
   */
  leave: 'action' | 'next verb'
  /** The same after two legs bridged out of a queue are parted. */
  parted: 'action' | 'next verb'
  /**
   * After an unusable wait document: whether the action is requested, the number's fallback runs,
   * or the call ends.
   */
  waitFails: 'action' | 'fallback' | 'hang-up'
  /** Whether the action is requested if a waiting caller hangs up. */
  hangup: 'told' | 'untold'
  /** The action's QueueResult if a caller bridged out of a queue hangs up. */
  bridgedHangup: 'bridged' | 'hangup'
  /** Whether a Dial to an empty queue waits for somebody or ends at once. */
  emptyQueue: 'waits' | 'ends'
  /** Whether the 5 seconds added to a Dial's timeout are also added for a queue. */
  queueTimeout: 'longer' | 'exact'
  /** Whether a queue that a leg is dialling can be deleted, or the response is a 500. */
  queueDeleted: 'deleted' | '500'
}

/** The most likely readings. */
export const LIKELY: Undocumented = {
  leave: 'action',
  parted: 'action',
  waitFails: 'action',
  hangup: 'told',
  bridgedHangup: 'bridged',
  emptyQueue: 'waits',
  queueTimeout: 'longer',
  queueDeleted: 'deleted',
}
