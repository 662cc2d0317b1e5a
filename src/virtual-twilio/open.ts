/**
 * What Twilio's documentation leaves open, or says in two ways: each is a switch, so that a line can be
 * tried under every reading. Until a live account has told, none of them is known to be the right one.
 */

export type Open = {
  /**
   * After Leave: the action of the Enqueue is asked for, or the verb after it runs. Sources, which do
   * not agree: https://www.twilio.com/docs/voice/twiml/enqueue and /docs/voice/twiml/leave
   */
  leave: 'action' | 'next verb'
  /** The same when those part who were bridged out of a queue. */
  parted: 'action' | 'next verb'
  /** A wait document of no use: the action is asked for, the number's fallback runs, or the call ends. */
  waitFails: 'action' | 'fallback' | 'hang-up'
  /** A caller hangs up who waits: whether the action is asked for. */
  hangup: 'told' | 'untold'
  /** A caller hangs up who was bridged out of a queue: the QueueResult of the action. */
  bridgedHangup: 'bridged' | 'hangup'
  /** A Dial to a queue in which nobody waits: it waits for somebody, or ends at once. */
  emptyQueue: 'waits' | 'ends'
  /** Whether the 5 seconds that are added to a Dial's timeout are added before a queue too. */
  queueTimeout: 'longer' | 'exact'
  /** A queue is deleted before which a leg stands: it is, or the answer is a 500. */
  queueDeleted: 'deleted' | '500'
}

/** What seems most likely. */
export const LIKELY: Open = {
  leave: 'action',
  parted: 'action',
  waitFails: 'action',
  hangup: 'told',
  bridgedHangup: 'bridged',
  emptyQueue: 'waits',
  queueTimeout: 'longer',
  queueDeleted: 'deleted',
}
