/** What the browser is shown, as data: the words between this process and the page. Types only. */

/** Every part is sent again when it changes, and only then. */
export type View = {
  time: Time
  thread: readonly Bubble[]
  call: Call
  captions: readonly Caption[]
  desk: Desk
  deskCaptions: readonly Caption[]
  broken: Record<Breakable, boolean>
  drill: DrillView
  place: Place
  requests: readonly RequestView[]
  document: string
  stored: readonly StoredView[]
  log: readonly string[]
  /** What went wrong in the simulator itself; empty when nothing has. */
  trouble: string
}

export type Time = { clock: string; speed: number; someoneWaits: boolean }

/** A text on its way to the line or from it, with what it costs. */
export type Bubble = {
  id: string
  from: 'person' | 'line'
  text: string
  at: string
  encoding: 'GSM-7' | 'UCS-2'
  units: number
  segments: number
}

/** Something that was said, pressed or noticed during a call. */
export type Caption = {
  id: string
  who: 'line' | 'person' | 'desk' | 'note'
  text: string
  /** The language in which the line speaks it. */
  language?: string
}

export type CallState =
  | 'none'
  | 'calling'
  /** The phone rings for its owner. */
  | 'ringing'
  /** The line speaks. */
  | 'speaking'
  /** The line waits for a key. */
  | 'listening'
  | 'hold'
  /** The caller hears the other phone ring. */
  | 'dialling'
  | 'connected'
  | 'ended'

export type Call = {
  state: CallState
  /** The state in words. */
  status: string
  /** Seconds since it was answered. */
  seconds: number
  speaking: boolean
}

/** How the advocate's phone behaves when it is next rung: words of the virtual Twilio's. */
export type DeskPlan = 'ask' | 'answer' | 'busy' | 'no-answer' | 'failed' | 'voicemail' | 'silent'

/** The advocate's phone. */
export type Desk = Call & {
  /** Whose phone it is at the moment. */
  name: string
  plan: DeskPlan
  /** Whether a local desk is rung before the hotline. */
  deskFirst: boolean
}

export type Breakable = 'redis' | 'rest' | 'hotline' | 'network'

export type DrillLine = { text: string; kind: 'action' | 'note' }

export type DrillView = {
  name: string
  title: string
  lines: readonly DrillLine[]
  /** How many lines have been played. */
  done: number
  playing: boolean
}

/** Where the conversation stands in the flow, and the way it came. */
export type Place = { medium: 'text' | 'voice'; node: string; path: readonly string[] }

export type RequestView = {
  id: string
  purpose: string
  line: string
  form: string
  answer: string
}

/** One sealed value of the store, and what it says when it is opened. */
export type StoredView = {
  what: string
  key: string
  bytes: number
  /** Seconds that it lives on. */
  expires: number
  row: string
}
