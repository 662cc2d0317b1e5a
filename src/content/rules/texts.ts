/** The rules of texts as they are written: complete in every language, and nothing that harms or misleads. */
import type { Flow } from '../../flow/flow.ts'
import { isServed } from '../../phones/number.ts'
import { LONGEST_KEYWORD } from '../../understanding/classify.ts'
import { plain, providerWords } from '../../understanding/understand.ts'
import { lists } from '../compile/lexicon.ts'
import { type Medium, placeholders } from '../compile/wording.ts'
import type { Fault } from '../fault.ts'
import type { Files } from '../read/files.ts'
import type { LanguageText, Variable } from '../schema.ts'

/** Words that judge, promise or mislead; see docs/content.md. */
const BANNED =
  /temporary protected status|\brescue|\bprostitut|modern[- ]day slave|modern slavery|esclavitud moderna|\brescat|guarantee|garantiza|you qualify|usted califica|completely confidential|totalmente confidencial|cannot be traced|can't be traced|no se puede rastrear|won't show on your bill|polaris hotline|text (to )?polaris/i

/** A number that belongs into content/phones.yaml. */
const RAW_NUMBER =
  /\b(?:1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\b\d{3}-\d{4}\b|(?<![\d,.$])\b\d{7,}\b/

/** Texts that a flow asks for: its sentences, and the words of its nodes. */
function neededTexts({ sentences, nodes }: Flow): { says: Set<string>; menus: Set<string> } {
  const says = new Set(Object.keys(sentences))
  const menus = new Set<string>()
  for (const [name, node] of Object.entries(nodes)) {
    if (node.type === 'menu') menus.add(name)
    else if (node.type !== 'message' && !(node.type === 'end' && node.silent)) says.add(name)
  }
  return { says, menus }
}

/** Faults of the texts as they were written: missing, doubled, forbidden. */
export function textFaults(files: Files, flows: Record<Medium, Flow>): Fault[] {
  const faults: Fault[] = []
  for (const [language, text] of Object.entries(files.texts)) {
    faults.push(...parityFaults(files, language, text, flows))
    for (const [file, key, words] of allTexts(language, text)) {
      faults.push(...wordFaults(files, file, key, words))
    }
  }
  return [...faults, ...keywordFaults(files)]
}

function parityFaults(
  files: Files,
  language: string,
  text: LanguageText,
  flows: Record<Medium, Flow>,
): Fault[] {
  const file = `content/${language}/line.yaml`
  const faults: Fault[] = []
  const compare = (key: string, have: Iterable<string>, need: Set<string>) => {
    const there = new Set(have)
    for (const name of need)
      if (!there.has(name))
        faults.push({
          file,
          key: `${key}.${name}`,
          problem: 'this text is missing',
          remedy: 'Write it',
        })
    for (const name of there)
      if (!need.has(name))
        faults.push({
          file,
          key: `${key}.${name}`,
          problem: 'nothing uses this text',
          remedy: 'Remove it, or correct its name',
        })
  }
  for (const medium of ['text', 'voice'] as const) {
    const { says, menus } = neededTexts(flows[medium])
    compare(`${medium}.says`, Object.keys(text.line[medium].says), says)
    compare(`${medium}.menus`, Object.keys(text.line[medium].menus), menus)
  }
  const [first] = Object.values(files.texts)
  const talk = new Set(Object.keys(first?.smallTalk.talk ?? {}))
  for (const about of talk)
    if (!text.smallTalk.talk[about])
      faults.push({
        file: `content/${language}/smalltalk.yaml`,
        key: `talk.${about}`,
        problem: 'this answer is missing',
        remedy: 'Write it',
      })
  for (const about of Object.keys(text.smallTalk.talk))
    if (!talk.has(about))
      faults.push({
        file: `content/${language}/smalltalk.yaml`,
        key: `talk.${about}`,
        problem: 'the first language has no such answer',
        remedy: 'Write it there too, or remove it here',
      })
  compare('themes', Object.keys(text.line.themes), new Set(files.topics.map(({ theme }) => theme)))
  const topics = new Set(files.topics.map(({ id }) => id))
  for (const id of topics)
    if (!text.topics[id])
      faults.push({
        file: `content/${language}/topics/${id}.yaml`,
        key: '',
        problem: 'this topic is not translated',
        remedy: `Write it in '${language}', with the keys of the other languages`,
      })
  for (const id of Object.keys(text.topics))
    if (!topics.has(id))
      faults.push({
        file: `content/${language}/topics/${id}.yaml`,
        key: '',
        problem: 'content/topics.yaml has no such topic',
        remedy: 'Add it there with its sources, or remove this file',
      })
  const [reference = text] = Object.values(files.texts)
  for (const [id, { text: own }] of Object.entries(text.topics)) {
    const pages = reference.topics[id]?.text.length
    if (pages !== undefined && pages !== own.length)
      faults.push({
        file: `content/${language}/topics/${id}.yaml`,
        key: 'text',
        problem: `${own.length} pages where the first language has ${pages}`,
        remedy: 'Give each language the same pages',
      })
  }
  return faults
}

function* allTexts(language: string, text: LanguageText): Generator<[string, string, Variable]> {
  const line = `content/${language}/line.yaml`
  for (const [name, { title, spoken }] of Object.entries(text.line.themes)) {
    yield [line, `themes.${name}.title`, title]
    yield [line, `themes.${name}.spoken`, spoken]
  }
  for (const medium of ['text', 'voice'] as const) {
    const { menus, says, footer, option, sources } = text.line[medium]
    for (const [group, texts] of Object.entries({ menus, says, footer }))
      for (const [name, words] of Object.entries(texts))
        yield [line, `${medium}.${group}.${name}`, words]
    yield [line, `${medium}.option`, option]
    yield [line, `${medium}.sources`, sources]
  }
  yield [line, 'safe.text', text.line.safe.text]
  for (const [name, words] of Object.entries(text.line.safe.voice))
    yield [line, `safe.voice.${name}`, words]
  for (const [name, words] of Object.entries(text.line.advocate))
    yield [line, `advocate.${name}`, words]
  for (const [about, { answer }] of Object.entries(text.smallTalk.talk))
    yield [`content/${language}/smalltalk.yaml`, `talk.${about}.answer`, answer]
  for (const [id, topic] of Object.entries(text.topics)) {
    const file = `content/${language}/topics/${id}.yaml`
    yield [file, 'title', topic.title]
    yield [file, 'spoken', topic.spoken]
    for (const [page, words] of topic.text.entries()) yield [file, `text.${page}`, words]
    yield [file, 'voice', topic.voice]
  }
}

const SLOTS = ['line', 'language', 'options', 'key', 'title', 'spoken', 'sources', 'checked']

function wordFaults(files: Files, file: string, key: string, words: Variable): Fault[] {
  const faults: Fault[] = []
  const note = (problem: string, remedy: string) => faults.push({ file, key, problem, remedy })
  const variants = typeof words === 'string' ? [words] : [words.text, words.without]
  const short = Object.values(files.phones)
    .map(({ number }) => number)
    .filter((number) => number.length <= 6)
  for (const text of variants) {
    const number =
      RAW_NUMBER.exec(text)?.[0] ??
      short.find((n) => new RegExp(`(?<![\\d,.$])${n}(?![\\d,])`).test(text))
    if (number)
      note(
        `the number ${number} is written by hand`,
        'Put it into content/phones.yaml and write its name in braces, such as {hotline}',
      )
    const banned = BANNED.exec(text)?.[0]
    if (banned) note(`'${banned}' is a word we do not use`, 'Say it without judging or promising')
    for (const name of placeholders(text))
      if (!SLOTS.includes(name) && !files.phones[name])
        note(`{${name}} is not in content/phones.yaml`, 'Correct the name, or add the number')
  }
  const always = typeof words === 'string' ? words : words.without
  for (const name of placeholders(always)) {
    const phone = files.phones[name]
    if (phone && !isServed(name, phone))
      note(
        `{${name}} may not be named before somebody has phoned it`,
        'Give this text a variant `without` it, or set verifiedByCall in content/phones.yaml',
      )
  }
  return faults
}

function keywordFaults(files: Files): Fault[] {
  const faults: Fault[] = []
  const reserved = new Set<string>(Object.values(providerWords).flat())
  const ours = new Map<string, string>()
  for (const [language, { words }] of Object.entries(files.texts)) {
    for (const name of lists) {
      for (const word of words[name]) {
        const form = plain(word)
        if (reserved.has(form))
          faults.push({
            file: `content/${language}/words.yaml`,
            key: name,
            problem: `'${word}' is reserved by the provider`,
            remedy: 'Use another word: people who text it are answered by the provider',
          })
        ours.set(form, `${language}/words.yaml: ${name}`)
      }
    }
  }
  const taken = new Map<string, string>()
  for (const [language, { topics }] of Object.entries(files.texts)) {
    for (const [id, { keywords }] of Object.entries(topics)) {
      for (const word of keywords) {
        const form = plain(word)
        const note = (problem: string, remedy: string) =>
          faults.push({
            file: `content/${language}/topics/${id}.yaml`,
            key: 'keywords',
            problem,
            remedy,
          })
        const other = taken.get(form)
        if (reserved.has(form)) note(`'${word}' is reserved by the provider`, 'Use another keyword')
        else if (ours.has(form))
          note(`'${word}' is already a word of the line (${ours.get(form)})`, 'Use another keyword')
        else if (other !== undefined && other !== id)
          note(`'${word}' is already a keyword of '${other}'`, 'Give it to one of the two')
        if (form.split(' ').length > LONGEST_KEYWORD)
          note(`'${word}' is too long`, `Use at most ${LONGEST_KEYWORD} words`)
        taken.set(form, id)
      }
    }
  }
  return faults
}
