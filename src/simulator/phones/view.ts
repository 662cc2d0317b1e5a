/** The data shown in the browser: the protocol between this process and the page. Types only. */

/** Each part is sent again only when it changes. */
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
  stored: readonly Stored[]
  log: readonly string[]
  /** An error in the simulator itself; empty if none. */
  trouble: string
}

/** One encrypted value in the store, and its decrypted text. */
export type Stored = {
  what: string
  key: string
  bytes: number
  /** Seconds until it expires. */
  expires: number
  row: string
}

export type Time = { clock: string; speed: number; someoneWaits: boolean }

/** A text to or from the line, with its cost. */
export type Bubble = {
  id: string
  from: 'person' | 'line'
  text: string
  at: string
  encoding: 'GSM-7' | 'UCS-2'
  units: number
  segments: number
}

/** Something said, pressed or noticed during a call. */
export type Caption = {
  id: string
  who: 'line' | 'person' | 'desk' | 'note'
  text: string
  /** The language the line speaks it in. */
  language?: string
}

export type CallState =
  | 'none'
  | 'calling'
  /** This phone is ringing. */
  | 'ringing'
  /** The line is speaking. */
  | 'speaking'
  /** The line is waiting for a key. */
  | 'listening'
  | 'hold'
  /** The caller hears ringing. */
  | 'dialling'
  | 'connected'
  | 'ended'

export type Call = {
  state: CallState
  /** The state, in words. */
  status: string
  /** Seconds since the call was answered. */
  seconds: number
  speaking: boolean
}

/** How the advocate's phone behaves when next rung, in the virtual Twilio's terms. */
export type DeskPlan = 'ask' | 'answer' | 'busy' | 'no-answer' | 'failed' | 'voicemail' | 'silent'

/** The advocate's phone. */
export type Desk = Call & {
  /** Whose phone it currently is. */
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
  /** Number of lines played. */
  done: number
  playing: boolean
}

/** Where the conversation is in the flow, and its path there. */
export type Place = { medium: 'text' | 'voice'; node: string; path: readonly string[] }

export type RequestView = {
  id: string
  purpose: string
  line: string
  form: string
  answer: string
}
