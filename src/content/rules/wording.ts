/** The rules of texts as they are sent: short enough, cheap enough, and neutral where it matters. */
import { type Flow, type Sentence, sentenceWhen } from '../../flow/flow.ts'
import { type Fault, noteIn } from '../fault.ts'
import { MOST_SEPTETS, outsideGsm7, segments, septets } from '../gsm7.ts'
import { namesSubject } from '../neutral.ts'
import { join, type Medium, type Wording } from '../words.ts'

const ONE_SEGMENT = 160
/** 45 seconds of calm speech. */
const VOICE_WORDS = 110

/** Faults of the texts as they will be sent: too long, too dear, not neutral. */
export function wordingFaults(
  language: string,
  medium: Medium,
  wording: Wording,
  flow: Flow,
): Fault[] {
  const faults: Fault[] = []
  const composed = [...composedTexts(medium, wording, flow)]
  const manners = mannersIn(flow)
  for (const { file = 'line.yaml', key, text } of composed) {
    const { neutral = false, oneSegment = false } = manners.get(key) ?? {}
    const note = (problem: string, remedy: string) =>
      noteIn(faults, `content/${language}/${file}`)(`${medium} ${key}`, problem, remedy)
    if (medium === 'text') {
      const outside = outsideGsm7(text)
      const limit = oneSegment ? ONE_SEGMENT : MOST_SEPTETS
      if (outside.length > 0)
        note(`'${outside.join('')}' is not in GSM-7`, 'Write it with plain letters and signs')
      if (septets(text) > limit || segments(text) > 2)
        note(
          `${septets(text)} characters with its keys, where ${limit} fit`,
          key === `menu ${flow.start}`
            ? 'Shorten the text or LINE_NAME'
            : 'Shorten it, or move a part to a page of its own',
        )
    } else if (text.split(/\s+/).length > VOICE_WORDS && key.startsWith('page')) {
      note(
        `${text.split(/\s+/).length} words, where ${VOICE_WORDS} can be heard in 45 seconds`,
        'Shorten it',
      )
    }
    if (neutral && namesSubject(text))
      note(
        'this text gives the subject away to whoever sees or hears it first',
        'Name no subject in it',
      )
  }
  return faults
}

type Manner = Pick<Sentence, 'neutral' | 'oneSegment'>

/** What the words of each node and sentence must be, by the key that they have here. */
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

/** Each answer as a person gets it, with what can stand before it. */
function* composedTexts(medium: Medium, wording: Wording, flow: Flow): Generator<Composed> {
  const { says, menus, pages, led, keys } = wording
  for (const [key, text] of says) yield { key: `say ${key}`, text }
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
