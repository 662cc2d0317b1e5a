/** The types of the virtual Twilio's interface. */
import type { Undocumented } from './undocumented.ts'

export type VirtualTwilioOptions = {
  /** Delivers a webhook: the app's own `fetch` (without a socket), or the global one over HTTP. */
  deliver: (request: Request) => Response | Promise<Response>
  accountSid: string
  authToken: string
  /**
   * Base of the URLs configured for the line's number: `<publicUrl>/sms` and `<publicUrl>/voice`.
   */
  publicUrl: string
  /** The line's own number, E.164. */
  lineNumber: string
  /** The number's fallback documents (TwiML), run if a webhook gives no usable answer. */
  fallback?: { voice: string; sms: string } | undefined
  /** The number's "call status changes" URL. */
  statusCallback?: string | undefined
  /** Resolves when the app has no background work left. */
  background?: (() => Promise<void>) | undefined
  /** How it behaves where Twilio's documentation is unclear; by default as seems most likely. */
  open?: Partial<Undocumented> | undefined
  /** Another seed makes other SIDs. */
  seed?: string | undefined
  /** The simulated clock's starting time, in milliseconds since 1970. */
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

/** What a leg waits for; undefined while one of its webhooks is pending, and once it has ended. */
export type Waiting = 'key' | 'clock' | 'bridge' | 'queue' | 'ring' | undefined

/** One call between Twilio and one phone, as controlled by the person holding it. */
export type Leg = {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly direction: Direction
  readonly status: CallStatus
  /** Whether it has ended, for any reason. */
  readonly over: boolean
  /** The texts spoken to this leg, in order, each added when it begins. */
  readonly heard: readonly string[]
  /** Whether something is being spoken. */
  readonly speaking: boolean
  readonly waiting: Waiting
  /** The name of the queue it is waiting in. */
  readonly queue: string | undefined
  readonly bridgedTo: Leg | undefined
  /** Presses one or more keys. */
  press(keys: string): Promise<void>
  /** Says something to whoever is bridged to it; neither Twilio nor the line is involved. */
  say(text: string): void
  hangup(): Promise<void>
  /** Lets time pass until nothing is being spoken to this leg and it waits, or has ended. */
  listen(): Promise<void>
}

export type Behaviour =
  /** Picks up, listens, talks. */
  | 'answer'
  | 'busy'
  | 'no-answer'
  | 'failed'
  /** Picks up, presses nothing, and hangs up after 30 s. */
  | 'voicemail'
  /** Picks up like a phone menu: presses nothing and stays. */
  | 'silent'
  /** Rings until the test says answer() or decline(). */
  | 'ask'

/** How a phone that the line may dial behaves. */
export type Conduct = {
  behaviour: Behaviour
  /**
   * Keys that it presses, starting 1 s after picking up, one per second; `w` adds a pause of 0.5 s
   * and `W` one of 1 s.
   */
  keys?: string | undefined
  /** Seconds from picking up until it hangs up. */
  talkFor?: number | undefined
  /** Seconds of ringing before it picks up. */
  answerAfter: number
}

/** A phone that the line may dial. */
export type Destination = Conduct & {
  readonly number: string
  /** Answers the ringing call. */
  answer(): Promise<Leg>
  /** Declines the ringing call. */
  decline(): Promise<void>
}

export type Queue = {
  readonly sid: string
  readonly name: string
  /** Those waiting, in order. */
  readonly waiting: readonly Leg[]
}

/** What happens to a REST request. */
export type RestFault =
  | 'ok'
  /** Too many requests: refused without effect. */
  | 429
  | 500
  /** No effect, and no answer ever. */
  | 'timeout'
  /** It takes effect, but there is never an answer. */
  | 'accepted-timeout'
  /** Whether it takes effect; the error status, if any; and the delay of the answer. */
  | { happens: boolean; status?: 401 | 429 | 500 | 503; ms?: number }

/** Milliseconds that a webhook travels, each way. */
export type Delay = { there?: number; back?: number }

/** Injected faults; each can be changed at any time. */
export type Faults = {
  rest: RestFault | ((method: string, path: string) => RestFault)
  /** Delays webhooks, including status callbacks. */
  delay: (webhook: { url: string; params: Params }) => Delay | undefined
  /** `twice`: the connection fails after the line has received the request, so it is sent again. */
  webhooks: 'once' | 'twice'
  /** What happens to the cookie of a text: returned, lost, or the previous one. */
  cookies: () => 'kept' | 'lost' | 'stale'
  /** Milliseconds until a message is final and may be blanked. */
  final: number
  /**
   * Status callbacks. `reversed` ones are held until the call is over and then sent last first. A
   * function returns the delays at which each is sent: none, one or two.
   */
  callbacks: 'ok' | 'lost' | 'twice' | 'reversed' | (() => readonly number[])
  /** `gone`: recordings cannot be fetched, whatever the line believes. */
  recordings: 'ok' | 'gone'
}

export type Params = Readonly<Record<string, string>>

/** What happened. `at` is in milliseconds of the simulated clock; `leg` is a call SID. */
export type TraceEntry = { readonly at: number } & Happening

export type Happening =
  | {
      kind: 'webhook'
      /** The kind of request. */
      purpose: 'sms' | 'voice' | 'status'
      method: string
      url: string
      params: Params
      /** The HTTP status of the answer, once received. */
      status?: number
      /** The answer's body. */
      document?: string
      /** Twilio's error code, if the answer was unusable. */
      error?: number
    }
  /** Source of the codes: https://www.twilio.com/docs/api/errors */
  | { kind: 'warning'; code: 12200; text: string; leg?: string }
  | { kind: 'error'; code: number; text: string; leg?: string }
  | { kind: 'rest'; method: string; path: string; params: Params; status: number | undefined }
  | { kind: 'message'; sid: string; from: string; to: string; text: string }
  | { kind: 'say'; leg: string; language: string; text: string }
  | { kind: 'play'; leg: string; url: string }
  | { kind: 'key'; leg: string; key: string; to: 'gather' | 'dial' | 'bridge' | 'nobody' }
  /** One of two bridged people says something to the other. */
  | { kind: 'talk'; leg: string; with: string; text: string }
  | { kind: 'ring'; leg: string; to: string }
  | { kind: 'answer'; leg: string }
  | { kind: 'enqueue'; leg: string; queue: string }
  | { kind: 'dequeue'; leg: string; queue: string; result: string }
  | { kind: 'bridge'; leg: string; with: string }
  | { kind: 'unbridge'; leg: string; with: string }
  | { kind: 'hangup'; leg: string; status: CallStatus }
