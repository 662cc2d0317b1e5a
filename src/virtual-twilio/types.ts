/** What the virtual Twilio takes and gives: the words of its interface. */
import type { Open } from './open.ts'

export type VirtualTwilioOptions = {
  /** Delivers a webhook: the app's own `fetch` (no socket), or global fetch over HTTP. */
  deliver: (request: Request) => Response | Promise<Response>
  accountSid: string
  authToken: string
  /** Base of the URLs that the line's number has in the console: `<publicUrl>/sms` and `<publicUrl>/voice`. */
  publicUrl: string
  /** The line's own number, E.164. */
  lineNumber: string
  /** The number's fallback documents (TwiML), run when a webhook gives no usable answer. */
  fallback?: { voice: string; sms: string } | undefined
  /** The number's own "call status changes" URL in the console. */
  statusCallback?: string | undefined
  /** Resolves when the app has nothing under way that no webhook waits for. */
  background?: (() => Promise<void>) | undefined
  /** How it does what Twilio's documentation leaves open; what seems most likely if absent. */
  open?: Partial<Open> | undefined
  /** Another seed makes other SIDs. */
  seed?: string | undefined
  /** The moment at which the simulated clock starts, in milliseconds since 1970. */
  epoch?: number | undefined
}

export type Direction = 'inbound' | 'outbound-api' | 'outbound-dial'

/** Source: https://www.twilio.com/docs/voice/api/call-resource#call-status-values */
export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'failed'
  | 'no-answer'
  | 'canceled'

/** What a leg waits for: nothing while one of its webhooks is under way, and when it is over. */
export type Waiting = 'key' | 'clock' | 'bridge' | 'queue' | 'ring' | undefined

/** One call between Twilio and one phone, as the person who holds that phone has it. */
export type Leg = {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly direction: Direction
  readonly status: CallStatus
  /** Whether it has ended, in whatever way. */
  readonly over: boolean
  /** The texts that were spoken to this leg, in order, from the moment at which each began. */
  readonly heard: readonly string[]
  /** Whether something is being spoken now. */
  readonly speaking: boolean
  readonly waiting: Waiting
  /** The name of the queue in which it waits. */
  readonly queue: string | undefined
  readonly bridgedTo: Leg | undefined
  /** Presses one key, or several at once. */
  press(keys: string): Promise<void>
  /** Says something to whoever is bridged to it; Twilio and the line have no part in it. */
  say(text: string): void
  hangup(): Promise<void>
  /** Lets time pass until nothing is being spoken to this leg and it waits, or is over. */
  listen(): Promise<void>
}

export type Behaviour =
  /** Picks up, listens, talks. */
  | 'answer'
  | 'busy'
  | 'no-answer'
  | 'failed'
  /** Picks up, presses nothing and hangs up after 30 s. */
  | 'voicemail'
  /** Picks up like a phone menu: presses nothing and stays. */
  | 'silent'
  /** Rings until the test says answer() or decline(). */
  | 'ask'

/** How a phone behaves that the line may dial. */
export type Conduct = {
  behaviour: Behaviour
  /** What it presses from 1 s after it picked up, one key a second; `w` waits 0.5 s and `W` 1 s more. */
  keys?: string | undefined
  /** Seconds after which it hangs up, counted from when it picked up. */
  talkFor?: number | undefined
  /** Seconds that it rings before it picks up. */
  answerAfter: number
}

/** A phone that the line may dial. */
export type Destination = Conduct & {
  readonly number: string
  /** Picks up what rings here. */
  answer(): Promise<Leg>
  /** Refuses what rings here. */
  decline(): Promise<void>
}

export type Queue = {
  readonly sid: string
  readonly name: string
  /** Who waits, the first in line first. */
  readonly waiting: readonly Leg[]
}

/** What a REST request meets. */
export type RestFault =
  | 'ok'
  /** Too many requests: refused, nothing happened. */
  | 429
  | 500
  /** Nothing happens and nobody ever answers. */
  | 'timeout'
  /** It happens, but nobody ever answers. */
  | 'accepted-timeout'
  /** Whether it happens; with which error it is answered, if with one; after how long, if ever. */
  | { happens: boolean; status?: 401 | 429 | 500 | 503; ms?: number }

/** Milliseconds that a webhook is on its way to the line and back. */
export type Delay = { there?: number; back?: number }

/** What goes wrong; each may be changed at any moment. */
export type Faults = {
  rest: RestFault | ((method: string, path: string) => RestFault)
  /** Slow webhooks; a status callback is one too. */
  delay: (webhook: { url: string; params: Params }) => Delay | undefined
  /** The connection fails after the line got the request, so that it is sent again. */
  webhooks: 'once' | 'twice'
  /** What becomes of the cookie of a text: brought back, not, or the one before it. */
  cookies: () => 'kept' | 'lost' | 'stale'
  /** Milliseconds after which a message is final, so that it may be blanked. */
  final: number
  /**
   * Status callbacks; reversed ones are held until the call is over, and then the last comes first. Or
   * the milliseconds after which each comes: never, once or twice.
   */
  callbacks: 'ok' | 'lost' | 'twice' | 'reversed' | (() => readonly number[])
  /** Recordings: `gone` can not be fetched, whatever the line thinks. */
  recordings: 'ok' | 'gone'
}

export type Params = Readonly<Record<string, string>>

/** What happened, as data. `at` in milliseconds of the simulated clock; `leg` is a call SID. */
export type TraceEntry = { readonly at: number } & Happening

export type Happening =
  | {
      kind: 'webhook'
      /** Which of Twilio's requests it is. */
      purpose: 'sms' | 'voice' | 'status'
      method: string
      url: string
      params: Params
      /** The HTTP status of the answer, once there is one. */
      status?: number
      /** The answer's body. */
      document?: string
      /** Twilio's error code, where the answer was of no use. */
      error?: number
    }
  /** Source of the codes of both: https://www.twilio.com/docs/api/errors */
  | { kind: 'warning'; code: 12200; text: string; leg?: string }
  | { kind: 'error'; code: number; text: string; leg?: string }
  | { kind: 'rest'; method: string; path: string; params: Params; status: number | undefined }
  | { kind: 'message'; sid: string; from: string; to: string; text: string }
  | { kind: 'say'; leg: string; language: string; text: string }
  | { kind: 'play'; leg: string; url: string }
  | { kind: 'key'; leg: string; key: string; to: 'gather' | 'dial' | 'bridge' | 'nobody' }
  /** One of two who are bridged says something to the other. */
  | { kind: 'talk'; leg: string; with: string; text: string }
  | { kind: 'ring'; leg: string; to: string }
  | { kind: 'answer'; leg: string }
  | { kind: 'enqueue'; leg: string; queue: string }
  | { kind: 'dequeue'; leg: string; queue: string; result: string }
  | { kind: 'bridge'; leg: string; with: string }
  | { kind: 'unbridge'; leg: string; with: string }
  | { kind: 'hangup'; leg: string; status: CallStatus }
