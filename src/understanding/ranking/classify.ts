/**
 * Classifies a free text: one topic if that is certain, a few to choose from if it is nearly so.
 */
import type { RankedCommand } from '../commands.ts'
import type { CrisisEvent } from '../crisis.ts'
import { isPair, UNKNOWN, WHOLE } from './features.ts'
import { COMMAND, isCrisis, isTopic, SMALL_TALK } from './labels.ts'
import type { Ranked } from './rank.ts'
import type { Questions, Ranking } from './rank-text.ts'

/** The most topics offered to choose from. */
export const MOST_CHOICES = 3

const PERSON = `${COMMAND}person`
const OPT_OUT = `${COMMAND}opt_out`

/** What a text most likely means; `because` lists its strongest words. */
export type Classification =
  | { type: 'crisis'; event: CrisisEvent; score: number; because: string[] }
  /** `danger`: how likely it nevertheless reports danger. `also`: another likely topic. */
  | {
      type: 'topic'
      topic: string
      also: string | undefined
      danger: number
      score: number
      because: string[]
    }
  | { type: 'command'; command: RankedCommand; score: number; because: string[] }
  | { type: 'small_talk'; about: string; score: number; because: string[] }
  | { type: 'choices'; topics: string[]; score: number; because: string[] }

/** A topic with this probability is the answer; other likely ones are mentioned below it. */
const SURE = 0.6
/** Small talk and a person's number do no harm, so less certainty is enough. */
const SURE_OF_TALK = 0.45
/**
 * A command can end a conversation, so it takes more; most of all an opt-out, after which no text
 * is ever sent again.
 */
const SURE_OF_COMMAND = 0.6
const SURE_OF_OPT_OUT = 0.9
/** From this total probability of all kinds of danger, the text is answered as one. */
const DANGER = 0.25
/**
 * Below SURELY, only if one of its words, or a pair, is this many times as frequent in texts about
 * danger as in others: the small words of TELL ME MORE must raise no alarm. Words with more
 * meanings than `wide` are small: I, me, not, out.
 */
const SURELY = 0.5
const HARM = { lean: 2, wide: 30 }
const HARM_IN_TWO = { lean: 6, wide: 15 }
/** From this total probability of all topics, it is worth asking which one is meant. */
const NEARLY = 0.3
/** For each word unknown to the examples, a topic must be this much likelier. */
const UNSURE = 0.03
/** The lowest probability for a topic to be offered. */
const LIKELY = 0.01
/**
 * From this probability another topic is mentioned below an answer; one in ten of those mentioned
 * is what was asked for.
 */
const ALSO = 0.02
/** The same below an answer to danger, which has other things to say first. */
const ALSO_IN_DANGER = 0.08
/**
 * A word in the examples of more meanings than this, out of some sixty, says nothing on its own:
 * how, the, are.
 */
const SMALL = 40

/**
 * At this probability even small words together mean something: WHAT SHOULD I TAKE WITH ME WHEN I
 * GO.
 */
const SUBSTANTIAL = 0.9

/** The probability that a text reports danger, of whatever kind. */
export function dangerIn({ ranked }: Ranking): number {
  return sum(ranked.filter(({ label }) => isCrisis(label)))
}

/** The topic that a text about danger asks for as well. */
export function topicBeside({ ranked }: Ranking): string | undefined {
  return likelyOf(
    ranked.find(({ label }) => isTopic(label)),
    ALSO_IN_DANGER,
  )
}

function likelyOf(ranked: Ranked | undefined, least: number): string | undefined {
  return ranked && ranked.score >= least ? ranked.label : undefined
}

/** What a text most likely means; undefined if that is anybody's guess. */
export function classify(
  questions: Questions,
  words: readonly string[],
  ranking: () => Ranking,
): Classification | undefined {
  if (words.length === 0) return undefined
  const { features, ranked } = ranking()
  const unknown = features.filter((feature) => feature === UNKNOWN).length
  const text: Text = {
    ranked,
    features,
    because: (label) => questions.ranker.because(features, label),
    doubt: unknown * UNSURE,
    said: unknown < words.length && (words.length > 1 || hasSubstance(questions, features)),
  }
  // danger comes before everything else
  const grave = danger(text)
  if (grave && (grave.score >= SURELY || namesHarm(questions, features))) return grave
  const substance = (ranked[0]?.score ?? 0) >= SUBSTANTIAL || hasSubstance(questions, features)
  return talk(text) ?? (substance ? topic(text) : undefined)
}

/** A text and what it may mean. */
type Text = Ranking & {
  because: (label: string) => string[]
  /** Extra certainty required. */
  doubt: number
  /** Whether it is more than one small word, and not only unknown words. */
  said: boolean
}

/** The kinds of danger count together, and unknown words do not raise the threshold. */
function danger({ ranked, because }: Text): Classification | undefined {
  const dangers = ranked.filter(({ label }) => isCrisis(label))
  const [gravest] = dangers
  const score = sum(dangers)
  if (!gravest || score < DANGER) return undefined
  const event = gravest.label as CrisisEvent
  return { type: 'crisis', event, score, because: because(gravest.label) }
}

function talk({ ranked: [best], because, said }: Text): Classification | undefined {
  if (!best) return undefined
  const { label, score } = best
  const rest = { score, because: because(label) }
  if (label.startsWith(SMALL_TALK) && said && score >= SURE_OF_TALK)
    return { type: 'small_talk', about: label.slice(SMALL_TALK.length), ...rest }
  if (label.startsWith(COMMAND) && score >= sureOf(label))
    return { type: 'command', command: label.slice(COMMAND.length) as RankedCommand, ...rest }
  return undefined
}

function sureOf(command: string): number {
  if (command === PERSON) return SURE_OF_TALK
  return command === OPT_OUT ? SURE_OF_OPT_OUT : SURE_OF_COMMAND
}

/** One topic if that is certain, several if it is nearly so. */
function topic({ ranked, because, doubt }: Text): Classification | undefined {
  const topics = ranked.filter(({ label }) => isTopic(label))
  const [first] = topics
  if (!first) return undefined
  const { label, score } = first
  if (first === ranked[0] && score >= SURE + doubt)
    return {
      type: 'topic',
      topic: label,
      also: likelyOf(topics[1], ALSO),
      danger: sum(ranked.filter(({ label }) => isCrisis(label))),
      score,
      because: because(label),
    }
  const all = sum(topics)
  if (all < NEARLY + doubt) return undefined
  const offered = topics.slice(0, MOST_CHOICES).filter((each) => each.score >= LIKELY)
  return {
    type: 'choices',
    topics: offered.map((each) => each.label),
    score: all,
    because: because(label),
  }
}

/** Whether a text has anything beyond the small words that occur in all questions. */
function hasSubstance({ ranker, concepts }: Questions, features: readonly string[]): boolean {
  return features.some(
    (feature) =>
      concepts.names.has(feature) ||
      (!isPair(feature) &&
        !feature.startsWith(WHOLE) &&
        feature !== UNKNOWN &&
        ranker.spread(feature) <= SMALL),
  )
}

/** Whether a text has words that are much more frequent in texts about danger than in others. */
function namesHarm({ ranker }: Questions, features: readonly string[]): boolean {
  return features.some((feature) => {
    const { lean, wide } = isPair(feature) ? HARM_IN_TWO : HARM
    return ranker.spread(feature) <= wide && ranker.leaning(feature, isCrisis) >= lean
  })
}

function sum(ranked: readonly Ranked[]): number {
  return ranked.reduce((total, { score }) => total + score, 0)
}
