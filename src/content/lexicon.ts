/** The lexicon: the words and keywords of all languages in one look-up, made at start. */
import type { Event } from '../engine/flow.ts'
import { keys } from '../engine/flow.ts'
import type { Input } from '../engine/input.ts'
import type { OtherLanguages } from '../engine/other-language.ts'
import { type Lexicon, plain } from '../engine/triggers.ts'
import type { Files } from './files.ts'
import type { WordsText } from './schema.ts'

type List = Exclude<keyof WordsText, 'crisis' | 'reviewedBy'>

/** What each list of words.yaml means, said in a given language. */
const meanings: Record<List, (language: string) => Input> = {
  more: () => ({ type: 'key', key: keys.more }),
  back: () => ({ type: 'key', key: keys.back }),
  menu: () => ({ type: 'key', key: keys.menu }),
  person: (language) => ({ type: 'event', event: 'person', language }),
  exit: (language) => ({ type: 'event', event: 'exit', language }),
  help: (language) => ({ type: 'event', event: 'help', language }),
  tip: (language) => ({ type: 'event', event: 'tip', language }),
  call: (language) => ({ type: 'event', event: 'call', language }),
  ring: (language) => ({ type: 'event', event: 'ring', language }),
  forget: (language) => ({ type: 'event', event: 'forget', language }),
  relay: (language) => ({ type: 'event', event: 'relay', language }),
  language: (language) => ({ type: 'language', language }),
  opt_out: (language) => ({ type: 'event', event: 'opt_out.line', language }),
}

/** The gravest first: a text of two kinds is answered by the first. */
const crises = ['self_harm', 'minor', 'danger'] as const

export function compileLexicon(files: Files): Lexicon {
  const texts = Object.entries(files.texts)
  const whole = new Map<string, Input>()
  for (const [language, { words }] of texts) {
    for (const list of Object.keys(meanings) as List[]) {
      for (const word of words[list]) add(whole, plain(word), meanings[list](language))
    }
  }
  const keywords = new Map<string, { topic: string; language?: string }>()
  for (const [language, { topics }] of texts) {
    for (const [topic, text] of Object.entries(topics)) {
      for (const word of text.keywords) add(keywords, plain(word), { topic, language })
    }
  }
  const crisis = crises.flatMap((kind) =>
    texts.flatMap(([language, { words }]) =>
      words.crisis[kind].map((phrase) => ({
        phrase: plain(phrase),
        event: `crisis.${kind}` satisfies Event,
        language,
      })),
    ),
  )
  return { whole, keywords, crisis, others: compileOthers(files) }
}

/** What other languages are known by. */
function compileOthers({ interpreters }: Pick<Files, 'interpreters'>): OtherLanguages {
  const forms = (words: readonly string[] = []) => new Set(words.map(plain))
  return {
    around: forms(interpreters.around),
    languages: interpreters.languages.map(({ id, script, letters, words, names }) => ({
      id,
      ...(script ? { script: new RegExp(`\\p{Script=${script}}`, 'u') } : {}),
      ...(letters ? { letters: new Set(letters.normalize('NFC')) } : {}),
      words: forms(words),
      names: forms(names),
    })),
  }
}

/** A word of several languages does not tell which of them is spoken. */
function add<Meaning extends object>(words: Map<string, Meaning>, word: string, meaning: Meaning) {
  const known = words.get(word)
  if (known && 'language' in known && !('type' in known && known.type === 'language')) {
    const { language: _, ...shared } = known as Meaning & { language: unknown }
    words.set(word, shared as unknown as Meaning)
  } else if (!known) words.set(word, meaning)
}
