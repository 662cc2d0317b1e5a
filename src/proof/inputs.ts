/**
 * Input classes: everything that can reach the engine, derived from its types, so that a new input
 * does not compile until it is explored.
 */
import type { Content } from '../content/load.ts'
import type { Medium } from '../content/words.ts'
import { Event } from '../flow/event.ts'
import type { Input, TransferOutcome } from '../flow/input.ts'

/** The names that inputs can refer to. */
export type Names = {
  languages: readonly [string, ...string[]]
  topics: readonly string[]
  talk: Content['smallTalk']
  interpreters: readonly string[]
}

/**
 * `everywhere` inputs are tried in every state. `crossroads` inputs differ from one of those only
 * by a name, and are tried only where names matter (space.ts explains why that suffices).
 */
export type Classes = { everywhere: readonly Input[]; crossroads: readonly Input[] }

type Class = Partial<Classes> & { media: readonly Medium[] }

const text = ['text'] as const
const voice = ['voice'] as const

const outcomes = Object.keys({
  answered: true,
  short: true,
  busy: true,
  no_answer: true,
  failed: true,
  canceled: true,
  returned: true,
} satisfies Record<TransferOutcome, true>) as TransferOutcome[]

/** All inputs of a medium. */
export function inputsOf(medium: Medium, names: Names): Classes {
  const all = Object.values(classesOf(names)).filter(({ media }) => media.includes(medium))
  return {
    everywhere: all.flatMap(({ everywhere = [] }) => everywhere),
    crossroads: all.flatMap(({ crossroads = [] }) => crossroads),
  }
}

function classesOf(names: Names): Record<Input['type'], Class> {
  const { languages, topics, interpreters } = names
  const other = languages.at(-1) ?? languages[0]
  const inEach = (make: (language: string) => Input | Input[]) => languages.flatMap(make)
  return {
    begin: { media: voice, everywhere: [{ type: 'begin' }] },
    called_back: {
      media: voice,
      everywhere: [{ type: 'called_back', language: languages[0] }],
      crossroads: inEach((language) => ({ type: 'called_back', language })),
    },
    key: {
      media: ['text', 'voice'],
      everywhere: Array.from('0123456789*#', (key): Input => ({ type: 'key', key })),
      crossroads: inEach((spoken) => ({ type: 'key', key: '0', spoken })),
    },
    event: {
      media: text,
      everywhere: [...Event.options.map((event): Input => ({ type: 'event', event })), ...answers],
      crossroads: [
        ...inEach((language) =>
          Event.options.map((event): Input => ({ type: 'event', event, language })),
        ),
        ...topics
          .slice(0, 1)
          .map((also): Input => ({ type: 'event', event: 'crisis.danger', also })),
      ],
    },
    topic: askedFor(names),
    choices: {
      media: text,
      everywhere: [{ type: 'choices', topics: topics.slice(0, 2) }],
      crossroads: inEach((language) => ({ type: 'choices', topics: topics.slice(-3), language })),
    },
    small_talk: smallTalk(names),
    language: {
      media: text,
      everywhere: [{ type: 'language', language: other }],
      crossroads: inEach((language) => ({ type: 'language', language })),
    },
    interpreter: {
      media: text,
      everywhere: interpreters.slice(0, 1).map((of) => ({ type: 'interpreter', of })),
      crossroads: interpreters.map((of) => ({ type: 'interpreter', of })),
    },
    automatic: {
      media: text,
      everywhere: [{ type: 'automatic' }, { type: 'automatic', picture: true }],
    },
    unknown: {
      media: text,
      everywhere: [{ type: 'unknown' }, { type: 'unknown', language: other }],
    },
    silence: { media: voice, everywhere: [{ type: 'silence' }] },
    transfer_ended: {
      media: voice,
      everywhere: outcomes.map((outcome) => ({ type: 'transfer_ended', outcome })),
      crossroads: inEach((spoken) =>
        outcomes.map((outcome): Input => ({ type: 'transfer_ended', outcome, spoken })),
      ),
    },
  }
}

/** A yes or no to a question that may not have been asked. */
const answers: Input[] = (['yes', 'no'] as const).flatMap((event): Input[] => [
  { type: 'event', event, otherwise: { type: 'unknown' } },
  { type: 'event', event, otherwise: { type: 'event', event: 'crisis.danger' } },
])

/**
 * The first and last topic everywhere, and each topic at the crossroads, also with a second topic
 * that may be meant.
 */
function askedFor({ topics, languages }: Names): Class {
  return {
    media: text,
    everywhere: [
      ...sample(topics).flatMap((topic): Input[] => [
        { type: 'topic', topic },
        { type: 'topic', topic, personal: true },
      ]),
      ...topics
        .slice(1, 2)
        .map((topic): Input => ({ type: 'topic', topic, also: otherThan(topic, topics) })),
    ],
    crossroads: [
      ...topics.flatMap((topic): Input[] => [
        { type: 'topic', topic },
        { type: 'topic', topic, personal: true },
        { type: 'topic', topic, personal: true, also: otherThan(topic, topics) },
      ]),
      ...languages.flatMap((language) =>
        sample(topics).map((topic): Input => ({ type: 'topic', topic, language })),
      ),
    ],
  }
}

/** One example of each kind of small talk everywhere. */
function smallTalk({ talk, languages }: Names): Class {
  const all = Object.entries(talk).map(([about, { neutral, waits }]): Input & { kind: string } => ({
    type: 'small_talk',
    about,
    ...(neutral && { neutral }),
    ...(waits && { waits }),
    kind: `${neutral} ${waits}`,
  }))
  const kinds = new Map(all.map((input) => [input.kind, input]))
  const bare = ({ kind: _, ...input }: Input & { kind: string }): Input => input as Input
  const everywhere = Array.from(kinds.values(), bare)
  return {
    media: text,
    everywhere,
    crossroads: [
      ...all.map(bare),
      ...languages.flatMap((language) =>
        everywhere.map((input): Input => ({ ...input, language }) as Input),
      ),
    ],
  }
}

function otherThan(topic: string, topics: readonly string[]): string {
  return topics.find((each) => each !== topic) ?? topic
}

/** The first and the last, which differ if any two do. */
function sample<Name>(names: readonly Name[]): readonly Name[] {
  return names.length > 2 ? [names[0] as Name, names.at(-1) as Name] : names
}
