/**
 * Classifies a free text: one topic if that is certain, a few to choose from if it is nearly so.
 */
import type { RankedCommand } from '../commands.ts'
import type { CrisisEvent } from '../crisis.ts'
import type { Spelling } from '../spelling.ts'
import {
  type Concepts,
  conceptOf,
  featuresOf,
  isPair,
  lettersOf,
  STEM,
  stem,
  UNKNOWN,
  WHOLE,
} from './features.ts'
import type { Ranked, Ranker } from './rank.ts'

/** The most words that a keyword can have. */
export const LONGEST_KEYWORD = 4
/** The most topics offered to choose from. */
export const MOST_CHOICES = 3

/** Keyword in plain form -> its topic; no language if it is a keyword in several. */
export type Keywords = ReadonlyMap<string, { topic: string; language?: string }>

/**
 * The topics of a text that consists of keywords and words between them; empty for any other text.
 */
export function keywordsIn(
  keywords: Keywords,
  words: readonly string[],
  between: ReadonlySet<string>,
): string[] {
  const topics = new Set<string>()
  for (let at = 0; at < words.length; ) {
    const length = lengthOfKeyword(keywords, words, at)
    const match = keywords.get(words.slice(at, at + length).join(' '))
    if (!match && !between.has(words[at] ?? '')) return []
    if (match) topics.add(match.topic)
    at += Math.max(1, length)
  }
  return Array.from(topics)
}

function lengthOfKeyword(keywords: Keywords, words: readonly string[], at: number): number {
  let length = Math.min(LONGEST_KEYWORD, words.length - at)
  while (length > 0 && !keywords.has(words.slice(at, at + length).join(' '))) length--
  return length
}

/** Prefixes of the ranker's labels that are not topics. */
export const SMALL_TALK = 'say.'
export const COMMAND = 'do.'
export const CRISIS = 'crisis.'
export const UNRELATED = 'unrelated'
const PERSON = `${COMMAND}person`
const OPT_OUT = `${COMMAND}opt_out`
const NO_TOPICS = [SMALL_TALK, COMMAND, CRISIS]

/** Everything needed to rank free texts. */
export type Questions = {
  ranker: Ranker
  concepts: Concepts
  /** Every word of an example. */
  vocabulary: ReadonlySet<string>
  /** The stems of the longer words. */
  stems: ReadonlySet<string>
  spelling: Spelling
}

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

/** Only this many words are considered: the end of a long story does not improve its ranking. */
const MOST_WORDS = 100

/** A text's features, and the probability of every label. */
export type Ranking = { features: readonly string[]; ranked: readonly Ranked[] }

export function rankText(questions: Questions, words: readonly string[]): Ranking {
  const asked = meantWords(questions, words.slice(0, MOST_WORDS))
  const features = featuresOf(asked, questions.concepts, (word) => isKnown(questions, word))
  return { features, ranked: questions.ranker.rank(features, lettersOf(asked)) }
}

/** The probability that a text reports danger, of whatever kind. */
export function dangerIn({ ranked }: Ranking): number {
  return sum(ranked.filter(isCrisis))
}

/** The topic that a text about danger asks for as well. */
export function topicBeside({ ranked }: Ranking): string | undefined {
  return likelyOf(ranked.find(isTopic), ALSO_IN_DANGER)
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
  const dangers = ranked.filter(isCrisis)
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
  const topics = ranked.filter(isTopic)
  const [first] = topics
  if (!first) return undefined
  const { label, score } = first
  if (first === ranked[0] && score >= SURE + doubt)
    return {
      type: 'topic',
      topic: label,
      also: likelyOf(topics[1], ALSO),
      danger: sum(ranked.filter(isCrisis)),
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
    return ranker.spread(feature) <= wide && ranker.leaning(feature, isCrisisLabel) >= lean
  })
}

function isCrisisLabel(label: string): boolean {
  return label.startsWith(CRISIS)
}

function sum(ranked: readonly Ranked[]): number {
  return ranked.reduce((total, { score }) => total + score, 0)
}

function isTopic({ label }: Ranked): boolean {
  return label !== UNRELATED && !NO_TOPICS.some((kind) => label.startsWith(kind))
}

function isCrisis({ label }: Ranked): boolean {
  return isCrisisLabel(label)
}

/** Whether the examples contain the word, or another form of a longer one. */
function isKnown(
  { vocabulary, concepts, stems }: Pick<Questions, 'vocabulary' | 'concepts' | 'stems'>,
  word: string,
) {
  if (vocabulary.has(word) || conceptOf(word, concepts)) return true
  return word.length > STEM && stems.has(stem(word))
}

/** Each word as the examples spell it, if they have it. */
function meantWords({ vocabulary, spelling, concepts }: Questions, words: readonly string[]) {
  return words.map((word) => {
    // sharing a stem is not enough: COUNSLING is meant as COUNSELING
    if (vocabulary.has(word) || conceptOf(word, concepts)) return word
    return spelling(word).find((meant) => vocabulary.has(meant)) ?? word
  })
}
