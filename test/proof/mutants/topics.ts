/** Slips in topics, in either language. */
import { type Data, dataOf } from '../checker.ts'
import { LANGUAGES, type Mutant, SHAPE } from './mutant.ts'

/** A topic's pages and keywords. */
export function topicMutants(language: (typeof LANGUAGES)[number]): Mutant[] {
  return dataOf('content/topics.yaml').flatMap(({ id }: { id: string }, at: number): Mutant[] => {
    const file = `content/${language}/topics/${id}.yaml`
    const other = dataOf(`content/${language === 'en' ? 'es' : 'en'}/topics/${id}.yaml`)
    const make = (
      kind: string,
      what: string,
      spoil: Mutant['spoil'],
      rules: readonly string[],
      key?: string,
    ): Mutant => ({
      ...{ kind, file, what: `${id} ${what}`, spoil },
      expected: { rules, ...(key !== undefined && { key }) },
    })
    const first = (data: Data, change: (text: string) => string) => {
      const page = data.text[0]
      if (typeof page === 'string') data.text[0] = change(page)
      else page.text = change(page.text)
    }
    const field = ['title', 'spoken', 'keywords', 'text', 'voice'][at % 5] ?? 'title'
    return [
      make('missing key', `has no ${field}`, (data) => void delete data[field], [SHAPE], field),
      make(
        'reserved word',
        'has a keyword of the provider',
        (data) => void data.keywords.push('INFO'),
        ['keywords'],
        'keywords',
      ),
      make(
        'reserved word',
        'has a keyword that is a word of the line',
        (data) => void data.keywords.push(language === 'en' ? 'MENU' : 'MENÚ'),
        ['keywords'],
        'keywords',
      ),
      make(
        'promise',
        'promises',
        (data) => first(data, () => (language === 'en' ? 'We guarantee it.' : 'Se garantiza.')),
        ['promising-words'],
        'text',
      ),
      make(
        'number by hand',
        'has a number by hand',
        (data) => first(data, () => '800-555-0100'),
        ['numbers-by-hand'],
        'text',
      ),
      make(
        'digit typo',
        'names a number that is none',
        (data) => first(data, (text) => `${text} {hotlin}`),
        ['placeholders', 'length'],
        'text',
      ),
      ...dataOf(file).text.flatMap((page: Data, at: number) => {
        const own: string = typeof page === 'string' ? page : page.text
        // around the clock is said in the words of each language
        const [figure] = own.replaceAll('24/7', '').match(/(?<![\d-])\d{2,}(?![\d-])/) ?? []
        if (!figure) return []
        const spoilt = own.replace(
          figure,
          `${figure.slice(0, -1)}${(Number(figure.at(-1)) + 3) % 10}`,
        )
        const change = (data: Data) => {
          if (typeof page === 'string') data.text[at] = spoilt
          else data.text[at].text = spoilt
        }
        return [make('digit typo', `has another figure on page ${at}`, change, ['figures'])]
      }),
      make(
        'missing page',
        'has a page less',
        (data) => {
          data.voice = data.voice.length > 1 ? data.voice.slice(1) : [...data.voice, ...data.voice]
        },
        ['texts'],
        undefined,
      ),
      make(
        'too long',
        'is heard for minutes',
        (data) => {
          data.voice[0] = 'Very long. '.repeat(80)
        },
        ['seconds'],
      ),
      make(
        'swapped language',
        'is in the other language',
        (data) => {
          data.text = other.text
          data.voice = other.voice
        },
        ['foreign'],
      ),
      make(
        'unknown key',
        'has a key that is none',
        (data) => {
          data.colour = 'red'
        },
        [SHAPE],
        'colour',
      ),
    ]
  })
}

/** Languages, interpreters, topics, small talk. */
export function otherMutants(): Mutant[] {
  const interpreters = dataOf('content/interpreters.yaml').languages.flatMap(
    ({ id }: { id: string }, at: number): Mutant[] =>
      ['{hotline}', '{emergency}'].map((number) => ({
        ...{
          kind: 'danger without a number',
          file: 'content/interpreters.yaml',
          what: `${id} has no ${number}`,
        },
        spoil: (data) => {
          data.languages[at].text = data.languages[at].text.replaceAll(number, '-')
        },
        expected: { rules: ['interpreters'], key: `languages.${id}.text` },
      })),
  )
  const talk = LANGUAGES.flatMap((language) =>
    Object.entries<Data>(dataOf(`content/${language}/smalltalk.yaml`).talk).flatMap(
      ([about, { beforeGate }]): Mutant[] => {
        const file = `content/${language}/smalltalk.yaml`
        const missing: Mutant = {
          ...{ kind: 'missing key', file, what: `${about} has no answer` },
          spoil: (data) => void delete data.talk[about].answer,
          expected: { rules: [SHAPE], key: `talk.${about}` },
        }
        if (!beforeGate) return [missing]
        return [
          missing,
          {
            ...{
              kind: 'names the subject',
              file,
              what: `${about} names the subject before the gate`,
            },
            spoil: (data) => {
              data.talk[about].answer =
                language === 'en' ? 'About sex trafficking.' : 'Sobre la trata sexual.'
            },
            expected: { rules: ['neutral'], key: `talk.${about}` },
          },
        ]
      },
    ),
  )
  const sources = dataOf('content/topics.yaml').map(
    ({ id }: { id: string }, at: number): Mutant => ({
      ...{ kind: 'missing source', file: 'content/topics.yaml', what: `${id} has no source` },
      spoil: (data) => {
        data[at].sources = []
      },
      expected: { rules: [SHAPE] },
    }),
  )
  return [...interpreters, ...talk, ...sources]
}
