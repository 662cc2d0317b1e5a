/** Classifies a free text: one topic when that is sure, a few to choose from when it is nearly so. */
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

/** No keyword is longer than this many words. */
export const LONGEST_KEYWORD = 4
/** No more topics than this are offered to choose from. */
export const MOST_CHOICES = 3

/** Keyword in plain form -> the topic it names; no language when it is a keyword in several. */
export type Keywords = ReadonlyMap<string, { topic: string; language?: string }>

/** The topics of a text that is nothing but keywords and words between them; none for any other. */
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

/** What the ranker calls a meaning that is no topic. */
export const SMALL_TALK = 'say.'
export const COMMAND = 'do.'
export const CRISIS = 'crisis.'
export const UNRELATED = 'unrelated'
const PERSON = `${COMMAND}person`
const OPT_OUT = `${COMMAND}opt_out`
const NO_TOPICS = [SMALL_TALK, COMMAND, CRISIS]

/** What free texts are ranked with. */
export type Questions = {
  ranker: Ranker
  concepts: Concepts
  /** Every word of an example. */
  vocabulary: ReadonlySet<string>
  /** How the longer ones of these begin. */
  stems: ReadonlySet<string>
  spelling: Spelling
}

/** What a text most likely means; `because`: the words that speak most for it. */
export type Classification =
  | { type: 'crisis'; event: CrisisEvent; score: number; because: string[] }
  /** `danger`: how likely it is one of danger all the same. `also`: another topic that is likely. */
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

/** A topic with this share of certainty is the answer; what else is likely is named below it. */
const SURE = 0.6
/** Small talk and a person's number harm nobody, so that less certainty is enough. */
const SURE_OF_TALK = 0.45
/** A command can end a conversation, so that more is needed, and most for that no text is ever sent again. */
const SURE_OF_COMMAND = 0.6
const SURE_OF_OPT_OUT = 0.9
/** All kinds of danger together: from this on the text is answered as one of danger. */
const DANGER = 0.25
/**
 * And below SURELY only where one of its words, or two together, are so many times as frequent in texts of danger as
 * in others: no alarm rises from the small words of TELL ME MORE. Words that more meanings than this
 * have are small: I, me, not, out.
 */
const SURELY = 0.5
const HARM = { lean: 2, wide: 30 }
const HARM_IN_TWO = { lean: 6, wide: 15 }
/** All topics together: from this on it is worth asking which of them is meant. */
const NEARLY = 0.3
/** For each word that no example has, a topic must be surer by this. */
const UNSURE = 0.03
/** A topic less likely than this is not offered. */
const LIKELY = 0.01
/** From this share on another topic is named below an answer: of ten named one is what was asked for. */
const ALSO = 0.02
/** And below an answer to danger from this on, which asks for other things first. */
const ALSO_IN_DANGER = 0.08
/** A word in the examples of more meanings than this, of some sixty, says nothing by itself: how, the, are. */
const SMALL = 40

/** Together small words can say something: WHAT SHOULD I TAKE WITH ME WHEN I GO. */
const SUBSTANTIAL = 0.9

/** Only so many words are looked at: a long story ranks no better for its end. */
const MOST_WORDS = 100

/** The features of a text, and every label with its share of certainty. */
export type Ranking = { features: readonly string[]; ranked: readonly Ranked[] }

export function rankText(questions: Questions, words: readonly string[]): Ranking {
  const asked = meantWords(questions, words.slice(0, MOST_WORDS))
  const features = featuresOf(asked, questions.concepts, (word) => isKnown(questions, word))
  return { features, ranked: questions.ranker.rank(features, lettersOf(asked)) }
}

/** How sure it is that a text is one of danger, of whatever kind. */
export function dangerIn({ ranked }: Ranking): number {
  return sum(ranked.filter(isCrisis))
}

/** The topic that a text of danger asks for as well. */
export function topicBeside({ ranked }: Ranking): string | undefined {
  return likelyOf(ranked.find(isTopic), ALSO_IN_DANGER)
}

function likelyOf(ranked: Ranked | undefined, least: number): string | undefined {
  return ranked && ranked.score >= least ? ranked.label : undefined
}

/** What a text most likely means; none when it is anybody's guess. */
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
  // danger counts before everything
  const grave = danger(text)
  if (grave && (grave.score >= SURELY || namesHarm(questions, features))) return grave
  const substance = (ranked[0]?.score ?? 0) >= SUBSTANTIAL || hasSubstance(questions, features)
  return talk(text) ?? (substance ? topic(text) : undefined)
}

/** A text and what it may mean. */
type Text = Ranking & {
  because: (label: string) => string[]
  /** How much surer all must be. */
  doubt: number
  /** Whether it is more than one small word, and not of words alone that nobody knows. */
  said: boolean
}

/** Its kinds count together, and no word that nobody wrote before holds it back. */
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

/** One topic when that is sure, a few when it is nearly so. */
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

/** Whether anything in a text is more than the small words that stand in all questions. */
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

/** Whether a text has words that texts of danger have much more often than others. */
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

/** Whether an example has the word, or a longer one in another form. */
function isKnown(
  { vocabulary, concepts, stems }: Pick<Questions, 'vocabulary' | 'concepts' | 'stems'>,
  word: string,
) {
  if (vocabulary.has(word) || conceptOf(word, concepts)) return true
  return word.length > STEM && stems.has(stem(word))
}

/** Each word as an example has it, if one does. */
function meantWords({ vocabulary, spelling, concepts }: Questions, words: readonly string[]) {
  return words.map((word) => {
    // that a word begins as another does is not enough: COUNSLING is COUNSELING, and meant as it
    if (vocabulary.has(word) || conceptOf(word, concepts)) return word
    return spelling(word).find((meant) => vocabulary.has(meant)) ?? word
  })
}
