/** Rules for texts as they are sent: short enough, cheap enough, and neutral where it matters. */
import { type Flow, sentenceWhen } from '../../flow/flow.ts'
import type { Sentence } from '../../flow/sentence.ts'
import { hasUnparted } from '../../understanding/plain.ts'
import { type AlphabetName, alphabetOf, fits } from '../alphabet.ts'
import { placeholders } from '../compile/fill.ts'
import { type Fault, noteIn, type Rule } from '../fault.ts'
import { outsideGsm7 } from '../gsm7.ts'
import { subjectIn } from '../neutral.ts'
import { join, type Medium, type Wording } from '../words.ts'
import { SLOTS } from './sayable.ts'

/** 45 seconds of calm speech. */
export const VOICE_WORDS = 110

/** Requirements for a language's texts. */
type Manners = { language: string; alphabet: AlphabetName; subject: readonly string[] }

/** Faults of the texts as they will be sent: too long, too expensive, not neutral. */
export function wordingFaults(
  { language, alphabet, subject }: Manners,
  medium: Medium,
  wording: Wording,
  flow: Flow,
): Fault[] {
  const faults: Fault[] = []
  const manners = mannersIn(flow)
  const choices = `say ${sentenceWhen(flow, 'choices')}`
  const namesSubject = subjectIn(subject)
  for (const { file = 'line.yaml', key, text } of composedTexts(medium, wording, flow)) {
    const { neutral = false, oneSegment = false } = manners.get(key) ?? {}
    const note: Note = (rule, problem, remedy) =>
      noteIn(faults, `content/${language}/${file}`, rule)(`${medium} ${key}`, problem, remedy)
    if (medium === 'voice' && key.startsWith('page')) noteSeconds(text, note)
    if (medium === 'text') {
      const remedy = key === `menu ${flow.start}` ? 'Shorten the text or LINE_NAME' : undefined
      noteSize(text, { alphabet, oneSegment }, note, remedy)
    }
    // topic titles are only filled in when a choice is offered
    noteUnfilled(text, key === choices ? ['options'] : [], note)
    if (neutral && namesSubject(text))
      note(
        'neutral',
        'this text gives the subject away to whoever sees or hears it first',
        'Name no subject in it',
      )
  }
  return faults
}

type Note = (rule: Rule, problem: string, remedy: string) => void

/** Whether a text can be written in its alphabet, and fits. */
function noteSize(
  text: string,
  { alphabet, oneSegment }: { alphabet: AlphabetName; oneSegment: boolean },
  note: Note,
  remedy = 'Shorten it, or move a part to a page of its own',
): void {
  const { length, page, short } = alphabetOf(alphabet)
  const outside = alphabet === 'gsm-7' ? outsideGsm7(text) : []
  const limit = oneSegment ? short : page
  if (outside.length > 0)
    note(
      'alphabet',
      `'${outside.join('')}' is not in GSM-7`,
      'Write it with plain letters and signs, or set alphabet: ucs-2 in content/languages.yaml',
    )
  else if (!fits(alphabet, text, limit))
    note(
      'length',
      `${length(text)} characters with its keys, where ${limit.characters} fit`,
      remedy,
    )
}

function noteSeconds(text: string, note: Note): void {
  const words = spokenWords(text)
  if (words > VOICE_WORDS)
    note('seconds', `${words} words, where ${VOICE_WORDS} can be heard in 45 seconds`, 'Shorten it')
}

/** Placeholders for which nothing is filled in, except `filled` ones. */
function noteUnfilled(text: string, filled: readonly string[], note: Note): void {
  const open = placeholders(text).find((name) => SLOTS.includes(name) && !filled.includes(name))
  if (open)
    note(
      'placeholders',
      `{${open}} is not filled in here, and would be sent as it is`,
      'Write the words themselves, or the name of a number of content/phones.yaml',
    )
}

/** The number of spoken words; in scripts without spaces, such as Chinese, they are segmented. */
export function spokenWords(text: string): number {
  if (!hasUnparted(text)) return text.split(/\s+/).length
  const words = new Intl.Segmenter(undefined, { granularity: 'word' }).segment(text)
  return Array.from(words).filter(({ isWordLike }) => isWordLike).length
}

type Manner = Pick<Sentence, 'neutral' | 'oneSegment'>

/** The constraints on the words of each node and sentence, by key. */
function mannersIn({ nodes, sentences }: Flow): Map<string, Manner> {
  const ofNodes = Object.entries(nodes).flatMap(([name, node]): [string, Manner][] =>
    'neutral' in node || 'oneSegment' in node
      ? [[`${node.type === 'menu' ? 'menu' : 'say'} ${name}`, node]]
      : [],
  )
  const ofSentences = Object.entries(sentences).map(([key, sentence]): [string, Manner] => [
    `say ${key}`,
    sentence,
  ])
  return new Map([...ofNodes, ...ofSentences])
}

type Composed = { file?: string; key: string; text: string }

/** Each answer as a person gets it, including anything that may precede it. */
function* composedTexts(medium: Medium, wording: Wording, flow: Flow): Generator<Composed> {
  const { says, menus, pages, led, keys } = wording
  for (const [key, text] of says) {
    // checked by the rules for interpreters' languages
    if (key.startsWith('interpreter.')) continue
    yield { key: `say ${key}`, text }
  }
  for (const [node, text] of menus) {
    yield { key: `menu ${node}`, text }
    yield {
      key: `menu ${node} after a miss`,
      text: join(medium, [says.get(sentenceWhen(flow, 'missed')) ?? '', text]),
    }
  }
  for (const [page, text] of pages) {
    const [id = '', at = ''] = page.split('/')
    const own = medium === 'voice' ? text.replace(keys.get(page) ?? '', '') : text
    yield { file: `topics/${id}.yaml`, key: `page ${Number(at) + 1}`, text: own }
  }
  if (medium === 'text')
    for (const [page, text] of led) {
      const [id = '', at = ''] = page.split('/')
      yield { file: `topics/${id}.yaml`, key: `page ${Number(at) + 1} led by a number`, text }
    }
  for (const node of Object.values(flow.nodes)) {
    if (node.type !== 'menu') continue
    for (const { to, say } of Object.values(node.options))
      if (say)
        yield {
          key: `say ${say} before menu ${to}`,
          text: join(medium, [says.get(say) ?? '', menus.get(to) ?? '']),
        }
  }
}
