/** Slips in the line's own texts and words. */
import { dataOf } from '../checker.ts'
import { type LANGUAGES, type Mutant, SHAPE } from './mutant.ts'

/** The line's own texts: lost, empty, of the other language, too long, dear, telling, without a number. */
export function lineMutants(language: (typeof LANGUAGES)[number]): Mutant[] {
  const file = `content/${language}/line.yaml`
  const line = dataOf(file)
  const telling = language === 'en' ? 'Human trafficking.' : 'Trata de personas.'
  const flows = { text: dataOf('flows/text.yaml'), voice: dataOf('flows/voice.yaml') }
  return (['text', 'voice'] as const).flatMap((medium) =>
    (['menus', 'says'] as const).flatMap((group) =>
      Object.keys(line[medium][group]).flatMap((name): Mutant[] => {
        const key = `${medium}.${group}.${name}`
        const put = (
          kind: string,
          what: string,
          text: (old: string) => string | undefined,
          rules: readonly string[],
          rest: Partial<Mutant> = {},
        ): Mutant => ({
          ...{ kind, file, what: `${key} ${what}` },
          spoil: (data) => {
            const now = text(data[medium][group][name])
            if (now === undefined) delete data[medium][group][name]
            else data[medium][group][name] = now
          },
          expected: { rules },
          ...rest,
        })
        const written = String(line[medium][group][name])
        const marks = flows[medium].nodes[name] ?? flows[medium].sentences[name]
        const mutants = [
          put('missing key', 'is missing', () => undefined, ['texts']),
          put('empty text', 'is empty', () => '', [SHAPE], { expected: { rules: [SHAPE], key } }),
        ]
        if (medium === 'text')
          mutants.push(
            put('too long', 'is too long', (old) => `${old} ${'Very long. '.repeat(30)}`, [
              'length',
            ]),
            put('dear letter', 'has a sign that is dear', (old) => `☂ ${old}`, ['alphabet']),
          )
        if (marks?.neutral)
          mutants.push(
            put('names the subject', 'names the subject', (old) => `${telling} ${old}`, [
              'neutral',
              'length',
            ]),
          )
        if (/\{hotline\}/.test(written))
          mutants.push(
            put(
              'digit typo',
              'has a name of a number that is misspelt',
              (old) => old.replace('{hotline}', '{hotlien}'),
              ['placeholders'],
            ),
            put(
              'number by hand',
              'has a number by hand',
              (old) => old.replace('{hotline}', '1-888-373-7889'),
              ['numbers-by-hand'],
            ),
          )
        if (name.startsWith('crisis.'))
          mutants.push(
            put(
              'danger without a number',
              'has no 911',
              (old) => old.replaceAll('{emergency}', 'the police'),
              ['proof.danger-carries-911'],
              { proof: true },
            ),
            put(
              'danger without a number',
              'has no hotline',
              (old) => old.replaceAll('{hotline}', 'somebody'),
              ['proof.danger-carries-911'],
              { proof: true },
            ),
          )
        if (
          ['unreached', 'lost', 'goodbye', 'goodbye-first', 'person'].includes(name) &&
          /\{hotline\}/.test(written)
        )
          mutants.push(
            put(
              'danger without a number',
              'has no number',
              (old) => old.replaceAll('{hotline}', 'somebody'),
              [
                'proof.a-person-in-two-steps',
                'proof.misses-are-capped',
                'proof.a-transfer-that-fails-says-the-number',
              ],
              { proof: true },
            ),
          )
        if (group === 'menus' && /\{options\}/.test(written))
          mutants.push(
            put(
              'missing options',
              'does not list its options',
              (old) => old.replace('{options}', 'Choose.'),
              ['proof.words-and-keys-agree'],
              { proof: true },
            ),
          )
        const other = language === 'en' ? 'es' : 'en'
        const theirs = dataOf(`content/${other}/line.yaml`)[medium][group][name]
        if (wordCount(theirs) >= 10)
          mutants.push(
            put('swapped language', 'is in the other language', () => theirs, [
              'foreign',
              'length',
            ]),
          )
        return mutants
      }),
    ),
  )
}

function wordCount(text: string): number {
  return text.replace(/\{\w+\}/g, ' ').match(/\p{L}{2,}/gu)?.length ?? 0
}

/** The words of the line. */
export function wordMutants(language: (typeof LANGUAGES)[number]): Mutant[] {
  const file = `content/${language}/words.yaml`
  const words = dataOf(file)
  const lists = Object.keys(words).filter((key) => Array.isArray(words[key]))
  const commands = ['exit', 'forget', 'tip', 'call', 'ring', 'person'].filter((key) =>
    lists.includes(key),
  )
  // the first word of each of these is the one that texts name
  const told = ['exit', 'menu', 'tip', 'call', 'ring'].map(
    (key): Mutant => ({
      ...{ kind: 'told word removed', file, what: `${key} loses the word that texts name` },
      spoil: (data) => void data[key].shift(),
      expected: { rules: ['told-words'], key },
    }),
  )
  return [
    ...told,
    ...lists.map(
      (key): Mutant => ({
        ...{ kind: 'missing key', file, what: `${key} is missing` },
        spoil: (data) => void delete data[key],
        expected: { rules: [SHAPE], key },
      }),
    ),
    ...commands.map(
      (key): Mutant => ({
        ...{ kind: 'reserved word', file, what: `${key} has a word of the provider` },
        spoil: (data) => void data[key].push('STOP'),
        expected: { rules: ['keywords'], key },
      }),
    ),
    ...Object.keys(words.crisis).map(
      (kind): Mutant => ({
        ...{ kind: 'danger phrase removed', file, what: `crisis.${kind} is missing` },
        spoil: (data) => void delete data.crisis[kind],
        expected: { rules: [SHAPE], key: 'crisis' },
      }),
    ),
    ...Object.keys(words.crisis).map(
      (kind): Mutant => ({
        ...{ kind: 'danger phrase removed', file, what: `crisis.${kind} has no phrases` },
        spoil: (data) => {
          data.crisis[kind] = []
        },
        expected: { rules: ['phrases'], key: `crisis.${kind}` },
      }),
    ),
    ...Object.keys(words.crisis).map(
      (kind): Mutant => ({
        ...{
          kind: 'danger phrase spoilt',
          file,
          what: `crisis.${kind} has a phrase that can not be read`,
        },
        spoil: (data) => {
          data.crisis[kind][0] = `(${data.crisis[kind][0]}`
        },
        expected: { rules: ['phrases'], key: 'crisis' },
      }),
    ),
  ]
}
