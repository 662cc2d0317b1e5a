/**
 * Classifies a free text: one topic if that is certain, a few to choose from if it is nearly so.
 */
import type { RankedCommand } from '../commands.ts'
import type { CrisisEvent } from '../crisis.ts'
import { hasSubstance, namesHarm, strongestFor } from './evidence.ts'
import { COMMAND, SMALL_TALK } from './labels.ts'
import type { Ranker } from './rank.ts'
import {
  bestOf,
  dangerIn,
  gravestOf,
  likeliestTopics,
  type Ranked,
  type Ranking,
  topicIn,
} from './ranking.ts'

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
/** Below SURELY, only if a word names harm: the small words of TELL ME MORE must raise no alarm. */
const SURELY = 0.5
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
 * At this probability even small words together mean something: WHAT SHOULD I TAKE WITH ME WHEN I
 * GO.
 */
const SUBSTANTIAL = 0.9

/** The topic that a text about danger asks for as well. */
export function topicBeside(ranking: Ranking): string | undefined {
  return likelyOf(likeliestTopics(ranking, 1)[0], ALSO_IN_DANGER)
}

function likelyOf(ranked: Ranked | undefined, least: number): string | undefined {
  return ranked && ranked.score >= least ? ranked.label : undefined
}

/** What a text most likely means; undefined if that is anybody's guess. */
export function classify(
  ranker: Ranker,
  words: readonly string[],
  ranking: () => Ranking,
): Classification | undefined {
  if (words.length === 0) return undefined
  const ranked = ranking()
  const unknown = ranked.features.filter(({ kind }) => kind === 'unknown').length
  const says = hasSubstance(ranker, ranked)
  const text: Text = {
    ...ranked,
    best: bestOf(ranked),
    because: (label) => strongestFor(ranker, ranked, label),
    doubt: unknown * UNSURE,
    said: unknown < words.length && (words.length > 1 || says),
  }
  // danger comes before everything else
  const grave = danger(text)
  if (grave && (grave.score >= SURELY || namesHarm(ranker, ranked))) return grave
  return talk(text) ?? (text.best.score >= SUBSTANTIAL || says ? topic(text) : undefined)
}

/** A text and what it may mean. */
type Text = Ranking & {
  best: Ranked
  because: (label: string) => string[]
  /** Extra certainty required. */
  doubt: number
  /** Whether it is more than one small word, and not only unknown words. */
  said: boolean
}

/** The kinds of danger count together, and unknown words do not raise the threshold. */
function danger(text: Text): Classification | undefined {
  const gravest = gravestOf(text)
  const score = dangerIn(text)
  if (!gravest || score < DANGER) return undefined
  const event = gravest.label as CrisisEvent
  return { type: 'crisis', event, score, because: text.because(gravest.label) }
}

function talk({ best: { label, score }, because, said }: Text): Classification | undefined {
  if (label.startsWith(SMALL_TALK) && said && score >= SURE_OF_TALK)
    return {
      type: 'small_talk',
      about: label.slice(SMALL_TALK.length),
      score,
      because: because(label),
    }
  if (label.startsWith(COMMAND) && score >= sureOf(label)) {
    const command = label.slice(COMMAND.length) as RankedCommand
    return { type: 'command', command, score, because: because(label) }
  }
  return undefined
}

function sureOf(command: string): number {
  if (command === PERSON) return SURE_OF_TALK
  return command === OPT_OUT ? SURE_OF_OPT_OUT : SURE_OF_COMMAND
}

/** One topic if that is certain, several if it is nearly so. */
function topic(text: Text): Classification | undefined {
  const { best, because, doubt } = text
  const topics = likeliestTopics(text, MOST_CHOICES)
  const [first, second] = topics
  if (!first) return undefined
  const { label, score } = first
  if (label === best.label && score >= SURE + doubt)
    return {
      type: 'topic',
      topic: label,
      also: likelyOf(second, ALSO),
      danger: dangerIn(text),
      score,
      because: because(label),
    }
  const all = topicIn(text)
  if (all < NEARLY + doubt) return undefined
  const offered = topics.filter((each) => each.score >= LIKELY).map((each) => each.label)
  return { type: 'choices', topics: offered, score: all, because: because(label) }
}
