/**
 * Status callbacks: the line is told about a call's progress, in order, or not, depending on
 * faults.
 * Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallback
 */
import type { CallEvent, SimulatedLeg } from './leg.ts'
import { voiceParams } from './parameters.ts'
import type { State } from './state.ts'
import { TwimlError } from './twiml.ts'
import type { Params } from './types.ts'

type Subscription = {
  url: string
  method?: string | undefined
  events?: readonly string[] | undefined
}

const sip: Readonly<Record<string, string>> = {
  completed: '200',
  busy: '486',
  'no-answer': '487',
  canceled: '487',
  failed: '404',
}

/** Reports a leg's events to `url`; only its end unless events are listed. */
export function statusCallbacks(state: State, leg: SimulatedLeg, subscription: Subscription): void {
  const { url, method = 'POST', events } = subscription
  const wanted = events?.length ? events : ['completed']
  let sequence = 0
  let held: Params[] = []
  let before: Promise<void> | undefined

  leg.listeners.push((event) => {
    if (!wanted.includes(event)) return
    const params = {
      ...voiceParams(state, leg),
      ...progress(event),
      SequenceNumber: `${sequence++}`,
    }
    const { callbacks } = state.faults
    if (typeof callbacks === 'function') {
      for (const ms of callbacks()) state.clock.after(ms, () => send(params))
      return
    }
    switch (callbacks) {
      case 'lost':
        return
      case 'twice':
        send(params)
        return send(params)
      case 'reversed':
        held.unshift(params)
        if (event !== 'completed') return
        held.forEach(send)
        held = []
        return
      case 'ok':
        return send(params)
    }
  })

  function progress(event: CallEvent): Params {
    return {
      CallbackSource: 'call-progress-events',
      Timestamp: state.date(),
      ...(event === 'initiated' && { CallStatus: 'initiated' }),
      ...(event === 'completed' && {
        CallDuration: String(leg.seconds),
        Duration: String(Math.ceil(leg.seconds / 60)),
        SipResponseCode: sip[leg.status] ?? '200',
      }),
    }
  }

  /**
   * One at a time, so that their order is deterministic. A callback waiting for the previous one
   * does not count as pending work.
   */
  function send(params: Params): void {
    const deliver = () =>
      new Promise<void>((resolve) => {
        state.clock.spawn(async () => {
          await state.ask({ purpose: 'status', url, method, params }).catch((error: unknown) => {
            if (!(error instanceof TwimlError)) throw error
            state.record({ kind: 'error', code: error.code, text: error.message, leg: leg.sid })
          })
          resolve()
        })
      })
    before = before ? before.then(deliver) : deliver()
    const mine = before
    mine.then(() => {
      if (before === mine) before = undefined
    })
  }
}
