/** One leg: its state, what it waits for, and how events wake or interrupt it. */
import type { Clock } from './clock.ts'
import { type Cookies, createCookies } from './cookies.ts'
import type { CallStatus, Direction, Happening, Leg, Waiting } from './types.ts'

/** Where the next document comes from. */
export type Source =
  | {
      type: 'url'
      url: string
      method: string
      params?: Readonly<Record<string, string>> | undefined
    }
  | { type: 'text'; text: string }

/** What takes a leg out of its current document. */
export type Interruption =
  | { type: 'hangup' }
  | { type: 'redirect'; source: Source }
  | { type: 'dequeued'; by: SimulatedLeg; before: (Source & { type: 'url' }) | undefined }
  | { type: 'leave' }

/** Thrown inside a leg's task, wherever it is waiting. */
export class Interrupted extends Error {
  readonly interruption: Interruption

  constructor(interruption: Interruption) {
    super(interruption.type)
    this.name = 'Interrupted'
    this.interruption = interruption
  }
}

/** Source: https://www.twilio.com/docs/voice/api/call-resource#statuscallbackevent */
export type CallEvent = 'initiated' | 'ringing' | 'answered' | 'completed'

type Surroundings = { clock: Clock; record: (happening: Happening) => void }

type Identity = Pick<Leg, 'sid' | 'from' | 'to' | 'direction'> & {
  parent?: SimulatedLeg | undefined
  /** The document run if another is unusable. */
  fallback?: Source | undefined
  /** Additional parameters of each of its webhooks. */
  extra?: Readonly<Record<string, string>> | undefined
}

export class SimulatedLeg implements Leg {
  readonly sid: string
  readonly from: string
  readonly to: string
  readonly direction: Direction
  readonly parent: SimulatedLeg | undefined
  readonly fallback: Source | undefined
  readonly extra: Readonly<Record<string, string>>
  readonly created: number
  readonly cookies: Cookies
  readonly heard: string[] = []
  readonly keys: string[] = []
  status: CallStatus
  /** When it was answered and when it ended, in milliseconds of the clock. */
  answered: number | undefined
  ended: number | undefined
  speaking = false
  waiting: Waiting
  queue: string | undefined
  bridgedTo: SimulatedLeg | undefined
  /** What receives key presses. */
  listening: 'gather' | 'dial' | undefined
  /** What a person did while it was ringing. */
  picked: 'answer' | 'decline' | undefined
  /** Whether a leg of a Dial may be bridged. */
  ready = false
  /** Whether the REST API has redirected it to another document. */
  elsewhere = false
  readonly listeners: ((event: CallEvent) => void)[] = []
  readonly #clock: Clock
  readonly #record: (happening: Happening) => void
  #interruption: Interruption | undefined
  #look: (() => void) | undefined

  constructor({ clock, record }: Surroundings, identity: Identity, status: CallStatus) {
    this.#clock = clock
    this.#record = record
    this.sid = identity.sid
    this.from = identity.from
    this.to = identity.to
    this.direction = identity.direction
    this.parent = identity.parent
    this.fallback = identity.fallback
    this.extra = identity.extra ?? {}
    this.created = clock.now()
    this.cookies = createCookies(clock)
    this.status = status
  }

  get over(): boolean {
    return this.ended !== undefined
  }

  /** Seconds from the answer to the end, or until now. */
  get seconds(): number {
    if (this.answered === undefined) return 0
    return Math.round(((this.ended ?? this.#clock.now()) - this.answered) / 1000)
  }

  /**
   * Waits until `ready` returns a value, for at most `ms`; undefined on timeout. Throws Interrupted
   * if something else happens first.
   */
  wait<T>(kind: Waiting, ready: () => T | undefined, ms?: number): Promise<T | undefined> {
    return new Promise((resolve, reject) => {
      let cancel = () => {}
      const go = (then: () => void) => {
        cancel()
        this.#look = undefined
        this.waiting = undefined
        then()
      }
      const looked = (): boolean => {
        const interruption = this.#pending()
        this.#interruption = undefined
        if (interruption) go(() => reject(new Interrupted(interruption)))
        const value = interruption ? undefined : ready()
        if (value !== undefined) go(() => resolve(value))
        return interruption !== undefined || value !== undefined
      }
      if (looked()) return
      this.#look = () => {
        // counts as pending again before anything can conclude that all has settled
        this.#clock.begin()
        if (!looked()) this.#clock.end()
      }
      if (ms !== undefined)
        cancel = this.#clock.after(ms, () => {
          this.#clock.begin()
          go(() => resolve(undefined))
        })
      this.waiting = kind
      this.#clock.end()
    })
  }

  #pending(): Interruption | undefined {
    // it has left the queue by itself in the meantime
    if (this.#interruption?.type === 'dequeued' && this.queue === undefined) return undefined
    return this.#interruption
  }

  /** Signals that something it may be waiting for has happened. */
  wake(): void {
    this.#look?.()
  }

  interrupt(interruption: Interruption): void {
    if (this.#interruption?.type === 'hangup') return
    if (interruption.type === 'redirect') this.elsewhere = true
    this.#interruption = interruption
    this.wake()
  }

  emit(event: CallEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  /** Picks up; only the first call has an effect. */
  answer(): void {
    if (this.answered !== undefined || this.over) return
    this.answered = this.#clock.now()
    this.status = 'in-progress'
    this.#record({ kind: 'answer', leg: this.sid })
    this.emit('answered')
  }

  /** Ends it at once; its task notices when next woken. */
  end(status: CallStatus = 'completed'): void {
    if (this.over) return
    this.ended = this.#clock.now()
    this.status = status
    this.speaking = false
    this.#record({ kind: 'hangup', leg: this.sid, status })
    this.unbridge()
    this.emit('completed')
    this.interrupt({ type: 'hangup' })
    this.parent?.wake()
  }

  bridge(other: SimulatedLeg): void {
    this.bridgedTo = other
    other.bridgedTo = this
    this.#record({ kind: 'bridge', leg: this.sid, with: other.sid })
    this.wake()
    other.wake()
  }

  unbridge(): void {
    const other = this.bridgedTo
    if (!other) return
    this.bridgedTo = undefined
    other.bridgedTo = undefined
    this.#record({ kind: 'unbridge', leg: this.sid, with: other.sid })
    this.wake()
    other.wake()
  }

  /** Presses a key on this phone. */
  key(key: string): void {
    if (this.over) return
    const to = this.listening ?? (this.bridgedTo ? 'bridge' : 'nobody')
    this.#record({ kind: 'key', leg: this.sid, key, to })
    if (!this.listening) return
    this.keys.push(key)
    this.wake()
  }

  async press(keys: string): Promise<void> {
    for (const key of keys) this.key(key)
    await this.#clock.settled()
  }

  say(text: string): void {
    if (!this.bridgedTo) throw new Error('nobody is connected with this leg')
    this.#record({ kind: 'talk', leg: this.sid, with: this.bridgedTo.sid, text })
  }

  async hangup(): Promise<void> {
    if (this.answered !== undefined) this.end('completed')
    else if (this.direction === 'inbound') this.end('canceled')
    else {
      this.picked = 'decline'
      this.wake()
    }
    await this.#clock.settled()
  }

  async listen(): Promise<void> {
    await this.#clock.settled()
    const busy = () => this.speaking || this.waiting === 'clock' || this.waiting === undefined
    while (!this.over && busy()) if (!(await this.#clock.step())) return
  }
}

/** For a wait that ends only by timeout or interruption. */
export const never = () => undefined
