/** Slips in answers, voices, and what topics rest on. */
import { type Data, dataOf } from '../checker.ts'
import { LANGUAGES, type Mutant } from './mutant.ts'

export function heardMutants(): Mutant[] {
  return [...LANGUAGES.flatMap(answerMutants), ...voiceMutants(), ...twiceMutants()]
}

/** What means yes stands under no, and the other way round; a word for a key under the next. */
function answerMutants(language: (typeof LANGUAGES)[number]): Mutant[] {
  const file = `content/${language}/answers.yaml`
  const make = (what: string, spoil: Mutant['spoil'], key: string): Mutant => ({
    ...{ kind: 'two meanings', file, what, spoil },
    expected: { rules: ['answers'], key },
  })
  const answers = dataOf(file)
  const pairs = [
    ['yes', 'no'],
    ['no', 'yes'],
  ] as const
  return [
    ...pairs.flatMap(([from, to]) =>
      answers[from].map((_: unknown, at: number) =>
        make(`${from}.${at} means ${to} too`, (data) => void data[to].push(data[from][at]), 'no'),
      ),
    ),
    ...Object.keys(answers.keys).map((digit) => {
      const next = String((Number(digit) + 1) % 10)
      return make(
        `a word for ${digit} is one for ${next} too`,
        (data) => void data.keys[next].push(data.keys[digit][0]),
        'keys',
      )
    }),
  ]
}

/** A language with the voice, the locale or the name of another. */
function voiceMutants(): Mutant[] {
  const file = 'content/languages.yaml'
  const { en } = dataOf(file)
  const offered = ['locale', 'voice', 'told', 'name'].map(
    (field): Mutant => ({
      ...{ kind: 'swapped language', file, what: `es has the ${field} of en` },
      spoil: (data) => {
        data.es[field] = en[field]
      },
      expected: { rules: ['voices'], key: 'es' },
    }),
  )
  const interpreted = dataOf('content/interpreters.yaml').languages.flatMap(
    ({ id, voice }: Data, at: number): Mutant[] => {
      // a language of three letters may borrow, and Polly says of no voice what it speaks
      if (!voice || (voice.locale.indexOf('-') === 3 && !voice.voice.startsWith('Google')))
        return []
      return [
        {
          ...{ kind: 'swapped language', what: `${id} is read out as Spanish` },
          file: 'content/interpreters.yaml',
          spoil: (data) => {
            data.languages[at].voice.locale = 'es-US'
          },
          expected: { rules: ['voices'], key: `languages.${id}` },
        },
      ]
    },
  )
  return [...offered, ...interpreted]
}

function twiceMutants(): Mutant[] {
  const file = 'content/topics.yaml'
  return dataOf(file).flatMap(({ id }: { id: string }, at: number): Mutant[] => [
    {
      ...{ kind: 'twice', file, what: `${id} stands there twice` },
      spoil: (data) => void data.push(structuredClone(data[at])),
      expected: { rules: ['texts'], key: id },
    },
    {
      ...{ kind: 'stale date', file, what: `a source of ${id} is of a year to come` },
      spoil: (data) => {
        data[at].sources[0].year = 2031
      },
      expected: { rules: ['age'], key: `${id}.sources.0` },
    },
  ])
}
