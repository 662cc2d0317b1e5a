/** A call as seen by the person holding the phone. */
import type { Leg } from '../../virtual-twilio/types.ts'
import type { Call, CallState } from './view.ts'

/** `own`: whether this phone placed the call. */
export function callView(
  leg: Leg | undefined,
  { own, seconds }: { own: boolean; seconds: number },
): Call {
  const state = leg ? stateOf(leg, own) : 'none'
  return {
    state,
    status: words(state, leg?.from),
    seconds,
    speaking: leg?.speaking ?? false,
  }
}

function stateOf(leg: Leg, own: boolean): CallState {
  if (leg.over) return 'ended'
  if (leg.bridgedTo) return 'connected'
  // Twilio has not rung this phone yet
  if (leg.status === 'queued') return 'none'
  if (leg.status === 'ringing') return own ? 'calling' : 'ringing'
  if (leg.queue !== undefined) return 'hold'
  if (leg.speaking) return 'speaking'
  if (leg.waiting === 'ring') return 'dialling'
  return 'listening'
}

function words(state: CallState, from = ''): string {
  switch (state) {
    case 'none':
      return 'No call'
    case 'calling':
      return 'Calling…'
    case 'ringing':
      return `${from} calls`
    case 'speaking':
      return 'The line is speaking'
    case 'listening':
      return 'Waiting for a key'
    case 'hold':
      return 'On hold'
    case 'dialling':
      return 'Being put through…'
    case 'connected':
      return 'Connected'
    case 'ended':
      return 'Call ended'
  }
}
