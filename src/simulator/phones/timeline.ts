/** The witness: turns what the virtual Twilio recorded into what people saw and heard, once each. */
import type { Leg, TraceEntry } from '../../virtual-twilio/types.ts'
import type { Stage } from '../simulated-line.ts'
import { costOf } from './cost.ts'
import { prettyTwiml } from './pretty.ts'
import type { Bubble, Caption, RequestView } from './view.ts'

/** So much of each is shown. */
const TEXTS = 60
const REQUESTS = 8

export type Witness = ReturnType<typeof createWitness>

/** `world` keeps the ids of one start apart from those of the next. */
export function createWitness(stage: Stage, world: string) {
  const { twilio, person, destinations } = stage
  const thread: Bubble[] = []
  const captions = new Map<string, Caption[]>()
  const webhooks: (TraceEntry & { kind: 'webhook' })[] = []
  let read = 0
  let ids = 0

  return {
    /** Reads on in the trace. */
    look() {
      for (const entry of twilio.trace.slice(read)) note(entry)
      read = twilio.trace.length
    },
    thread: () => thread.slice(-TEXTS),
    captions: (leg: Leg | undefined): readonly Caption[] => (leg && captions.get(leg.sid)) ?? [],
    requests: (): RequestView[] => webhooks.slice(-REQUESTS).map(request),
    /** The last document that a webhook was answered with. */
    document(): string {
      const last = webhooks.findLast(({ purpose, document }) => purpose !== 'status' && document)
      return last?.document ? prettyTwiml(last.document) : ''
    },
    /** What two people say to each other once they are connected; the line has no part in it. */
    talk(who: 'person' | 'desk', leg: Leg, text: string) {
      for (const each of [leg, leg.bridgedTo]) if (each) add(each.sid, { who, text })
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
      case 'say':
        add(entry.leg, { who: 'line', text: entry.text, language: entry.language })
        return
      case 'key':
        add(entry.leg, { who: ownerOf(entry.leg), text: `pressed ${entry.key}` })
        return
      case 'enqueue':
        add(entry.leg, { who: 'note', text: 'on hold' })
        return
      case 'bridge':
      case 'unbridge':
        for (const sid of [entry.leg, entry.with]) add(sid, { who: 'note', text: met(entry, sid) })
        return
      case 'hangup':
        add(entry.leg, { who: 'note', text: endings[entry.status] ?? 'the call is over' })
        return
    }
  }

  function bubble(from: Bubble['from'], text: string): void {
    const at = timeOf(stage.now())
    thread.push({ id: `${world}-${ids++}`, from, text, at, ...costOf(text) })
  }

  function add(sid: string, caption: Omit<Caption, 'id'>): void {
    const list = captions.get(sid) ?? []
    list.push({ id: `${world}-${ids++}`, ...caption })
    captions.set(sid, list)
  }

  function met(entry: TraceEntry & { kind: 'bridge' | 'unbridge' }, sid: string): string {
    const other =
      ownerOf(sid) === 'person' ? nameOf(sid === entry.leg ? entry.with : entry.leg) : ''
    const whom = other || 'the caller'
    return entry.kind === 'bridge' ? `connected with ${whom}` : `no longer connected with ${whom}`
  }

  function ownerOf(sid: string): 'person' | 'desk' {
    return nameOf(sid) ? 'desk' : 'person'
  }

  function nameOf(sid: string): string {
    return destinations.get(legOf(sid)?.to ?? '') ?? ''
  }

  function legOf(sid: string): Leg | undefined {
    return twilio.legs().find((leg) => leg.sid === sid)
  }

  function request(entry: TraceEntry & { kind: 'webhook' }): RequestView {
    const path = entry.url.replace(stage.publicUrl, '')
    const answer = entry.error ? `error ${entry.error}` : (entry.status ?? '')
    return {
      id: `${world}-w${webhooks.indexOf(entry)}`,
      purpose: entry.purpose,
      line: `${entry.method} ${path}`,
      form: Object.entries(entry.params)
        .map(([name, value]) => `${name}=${value}`)
        .join('\n'),
      answer: String(answer),
    }
  }
}

const endings: Readonly<Record<string, string>> = {
  busy: 'busy',
  'no-answer': 'no answer',
  canceled: 'no longer ringing',
  failed: 'not reached',
}

/** 14:05, as the clock on this machine's wall would show it. */
export function timeOf(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 5)
}
