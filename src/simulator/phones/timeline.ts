/** The timeline: turns the virtual Twilio's trace into what people saw and heard. */
import type { Leg, TraceEntry } from '../../virtual-twilio/types.ts'
import { costOf } from '../cost.ts'
import type { SimulatedLine } from '../simulated-line.ts'
import { prettyTwiml } from './pretty.ts'
import type { Bubble, Caption, RequestView } from './view.ts'

/** How much of each is shown. */
const TEXTS = 60
const REQUESTS = 8

type Webhook = TraceEntry & { kind: 'webhook' }

export type Timeline = ReturnType<typeof createTimeline>

/** `start` distinguishes the ids of one start of the page from those of the next. */
export function createTimeline(line: SimulatedLine, start: string) {
  const { twilio, person, publicUrl } = line
  const thread: Bubble[] = []
  const captions = new Map<string, Caption[]>()
  const webhooks: Webhook[] = []
  let read = 0
  let ids = 0

  return {
    /** Reads new trace entries. */
    look() {
      for (const entry of twilio.trace.slice(read)) note(entry)
      read = twilio.trace.length
    },
    thread: () => thread.slice(-TEXTS),
    captions: (leg: Leg | undefined): readonly Caption[] => (leg && captions.get(leg.sid)) ?? [],
    requests: (): RequestView[] =>
      webhooks.map((entry, at) => requestOf(entry, `${start}-w${at}`, publicUrl)).slice(-REQUESTS),
    /** The last document returned by a webhook. */
    document(): string {
      const last = webhooks.findLast(({ purpose, document }) => purpose !== 'status' && document)
      return last?.document ? prettyTwiml(last.document) : ''
    },
  }

  function note(entry: TraceEntry): void {
    switch (entry.kind) {
      case 'webhook':
        webhooks.push(entry)
        if (entry.purpose === 'sms') bubble('person', entry.params.Body ?? '')
        return
      case 'message':
        if (entry.to === person) bubble('line', entry.text)
        return
      default:
        for (const [sid, caption] of captionsOf(line, entry)) add(sid, caption)
    }
  }

  function bubble(from: Bubble['from'], text: string): void {
    const at = timeOf(twilio.time())
    thread.push({ id: `${start}-${ids++}`, from, text, at, ...costOf(text) })
  }

  function add(sid: string, caption: NewCaption): void {
    const list = captions.get(sid) ?? []
    list.push({ id: `${start}-${ids++}`, ...caption })
    captions.set(sid, list)
  }
}

type NewCaption = Omit<Caption, 'id'>

/** The captions that each leg gets for an entry. */
function captionsOf(line: SimulatedLine, entry: TraceEntry): [sid: string, caption: NewCaption][] {
  const note = (text: string): NewCaption => ({ who: 'note', text })
  switch (entry.kind) {
    case 'say':
      return [[entry.leg, { who: 'line', text: entry.text, language: entry.language }]]
    case 'talk':
      return [entry.leg, entry.with].map((sid) => [
        sid,
        { who: ownerOf(line, entry.leg), text: entry.text },
      ])
    case 'key':
      return [[entry.leg, { who: ownerOf(line, entry.leg), text: `pressed ${entry.key}` }]]
    case 'enqueue':
      return [[entry.leg, note('on hold')]]
    case 'bridge':
    case 'unbridge': {
      const verb = entry.kind === 'bridge' ? 'connected' : 'no longer connected'
      return [
        [entry.leg, note(`${verb} with ${otherOf(line, entry.leg, entry.with)}`)],
        [entry.with, note(`${verb} with ${otherOf(line, entry.with, entry.leg)}`)],
      ]
    }
    case 'hangup':
      return [[entry.leg, note(endings[entry.status] ?? 'the call is over')]]
    default:
      return []
  }
}

const endings: Readonly<Record<string, string>> = {
  busy: 'busy',
  'no-answer': 'no answer',
  canceled: 'no longer ringing',
  failed: 'not reached',
}

/** Who is at the other end, as this phone's holder would say. */
function otherOf(line: SimulatedLine, own: string, other: string): string {
  return (ownerOf(line, own) === 'person' && nameOf(line, other)) || 'the caller'
}

function ownerOf(line: SimulatedLine, sid: string): 'person' | 'desk' {
  return nameOf(line, sid) ? 'desk' : 'person'
}

/** The name of a phone rung for a caller; empty for the person's own. */
function nameOf({ twilio, destinations }: SimulatedLine, sid: string): string {
  return destinations.get(twilio.legs().find((leg) => leg.sid === sid)?.to ?? '') ?? ''
}

function requestOf(entry: Webhook, id: string, publicUrl: string): RequestView {
  const { purpose, method, url, params, error, status = '' } = entry
  return {
    id,
    purpose,
    line: `${method} ${url.replace(publicUrl, '')}`,
    form: Object.entries(params)
      .map(([name, value]) => `${name}=${value}`)
      .join('\n'),
    answer: error ? `error ${error}` : String(status),
  }
}

/** The time in this machine's time zone, such as 14:05. */
export function timeOf(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 5)
}
