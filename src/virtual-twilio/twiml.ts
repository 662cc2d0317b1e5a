/** TwiML: parses a document into verbs, and finds what Twilio would warn about. */
import { parseXml, XmlElement } from '@rgrove/parse-xml'

/** An element of a document. */
export type Verb = {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Verb[]
  /** Its text, including that of its children. */
  readonly text: string
}

/** Where a document runs, which decides the verbs it may contain. */
export type Place = 'voice' | 'whisper' | 'wait' | 'before-bridge' | 'sms'

/**
 * Thrown for what Twilio would report as an error. Codes: https://www.twilio.com/docs/api/errors
 */
export class TwimlError extends Error {
  readonly code: number

  constructor(code: number, message: string) {
    super(`${code} ${message}`)
    this.name = 'TwimlError'
    this.code = code
  }
}

/** Parses a document. Throws 12100 or 12102 if it is not valid TwiML. */
export function readTwiml(text: string): readonly Verb[] {
  const root = parsed(text)
  if (root?.name !== 'Response') throw new TwimlError(12102, 'the root is not <Response>')
  return root.children
}

function parsed(text: string): Verb | undefined {
  try {
    const { root } = parseXml(text)
    return root ? verb(root) : undefined
  } catch {
    throw new TwimlError(12100, 'not a well-formed document')
  }
}

function verb(element: XmlElement): Verb {
  return {
    name: element.name,
    attributes: element.attributes,
    children: element.children.filter((child) => child instanceof XmlElement).map(verb),
    text: element.text,
  }
}

type Shape = { attributes: string; children?: string }

const callback = 'statusCallback statusCallbackEvent statusCallbackMethod'
const ssml = 'break emphasis lang p phoneme prosody s say-as sub w amazon:effect amazon:domain'

/**
 * The supported verbs and nouns, with all attributes and children that Twilio allows.
 * Source: https://www.twilio.com/docs/voice/twiml and the page of each verb
 */
const shapes: Readonly<Record<string, Shape>> = {
  Say: { attributes: 'voice language loop', children: ssml },
  Play: { attributes: 'loop digits' },
  Pause: { attributes: 'length' },
  Gather: {
    attributes:
      'input action method timeout speechTimeout maxSpeechTime profanityFilter finishOnKey numDigits partialResultCallback partialResultCallbackMethod language hints bargeIn debug actionOnEmptyResult speechModel enhanced',
    children: 'Say Play Pause',
  },
  Redirect: { attributes: 'method' },
  Hangup: { attributes: '' },
  Reject: { attributes: 'reason' },
  Leave: { attributes: '' },
  Enqueue: { attributes: 'action method waitUrl waitUrlMethod maxQueueSize workflowSid' },
  Dial: {
    attributes:
      'action method timeout hangupOnStar timeLimit callerId record trim recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent answerOnBridge ringTone recordingTrack sequential referUrl referMethod callReason events passports recordingConfigurationId',
    children: 'Number Queue',
  },
  Number: {
    attributes: `sendDigits url method byoc machineDetection amdStatusCallback amdStatusCallbackMethod machineDetectionTimeout machineDetectionSpeechThreshold machineDetectionSpeechEndThreshold machineDetectionSilenceTimeout ${callback}`,
  },
  Queue: { attributes: 'url method reservationSid postWorkActivitySid' },
  Message: {
    attributes: 'to from action method statusCallback',
    children: 'Body Media',
  },
  Body: { attributes: '' },
  Media: { attributes: '' },
}

/** Sources: the pages of Dial's Number, Enqueue, Dial's Queue, and messaging TwiML. */
const allowed: Readonly<Record<Place, string>> = {
  voice: 'Say Play Pause Gather Redirect Hangup Reject Enqueue Dial',
  whisper: 'Say Play Gather Hangup',
  wait: 'Say Play Pause Gather Redirect Leave Hangup',
  'before-bridge': 'Say Play Pause Redirect',
  sms: 'Message Redirect',
}

/** Whether Twilio runs this verb in such a document. */
export function mayRun({ name }: Verb, place: Place): boolean {
  return allowed[place].split(' ').includes(name)
}

/**
 * What is misspelt or misplaced, as in Twilio's warnings.
 * Source: https://www.twilio.com/docs/api/errors/12200
 */
export function faultsOf(verbs: readonly Verb[], place: Place): string[] {
  return verbs.flatMap((each) => {
    if (!mayRun(each, place)) return [`<${each.name}> does not run in a ${place} document`]
    return shapeFaults(each)
  })
}

function shapeFaults({ name, attributes, children }: Verb): string[] {
  const shape = shapes[name]
  if (!shape) return ssml.split(' ').includes(name) ? [] : [`<${name}> is unknown`]
  const known = shape.attributes.split(' ')
  const inside = shape.children?.split(' ') ?? []
  return [
    ...Object.keys(attributes)
      .filter((attribute) => !known.includes(attribute))
      .map((attribute) => `<${name}> has no attribute ${attribute}`),
    ...children.flatMap((child) =>
      inside.includes(child.name) ? shapeFaults(child) : [`<${child.name}> inside <${name}>`],
    ),
  ]
}

/** A numeric attribute. */
export function number({ attributes }: Verb, name: string, otherwise: number): number {
  const value = Number(attributes[name])
  return attributes[name]?.trim() && Number.isFinite(value) ? value : otherwise
}
