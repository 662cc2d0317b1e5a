/** Everything that people can read or hear in a language, text by text, with its location. */
import type { LanguageText } from './read/files.ts'
import type { TopicText, Variable } from './schema/topics.ts'

/** A text in a file; `path` is the keys that lead to it, with a page given by its index. */
export type LocatedText = { file: string; path: readonly string[]; words: Variable }

const media = ['text', 'voice'] as const

/** Everything that is said in a language, except the interpreters' lines. */
export function* locatedTexts(language: string, texts: LanguageText): Generator<LocatedText> {
  yield* lineTexts(`content/${language}/line.yaml`, texts.line)
  yield* smallTalkTexts(`content/${language}/smalltalk.yaml`, texts.smallTalk)
  for (const [id, topic] of Object.entries(texts.topics))
    yield* topicTexts(`content/${language}/topics/${id}.yaml`, topic)
}

export function* lineTexts(file: string, line: LanguageText['line']): Generator<LocatedText> {
  for (const [name, { title, spoken }] of Object.entries(line.themes)) {
    yield { file, path: ['themes', name, 'title'], words: title }
    yield { file, path: ['themes', name, 'spoken'], words: spoken }
  }
  for (const medium of media) {
    const { menus, says, footer, option, sources, date, months } = line[medium]
    for (const [group, texts] of Object.entries({ menus, says, footer }))
      yield* each(file, [medium, group], texts)
    yield* each(file, [medium], { option, sources, date })
    if (medium === 'text') yield* each(file, [medium], { also: line.text.also })
    yield* each(file, [medium, 'months'], Object.fromEntries(months.entries()))
  }
  yield { file, path: ['safe', 'text'], words: line.safe.text }
  yield* each(file, ['safe', 'voice'], line.safe.voice)
  yield* each(file, ['advocate'], line.advocate)
}

export function* smallTalkTexts(
  file: string,
  { talk }: LanguageText['smallTalk'],
): Generator<LocatedText> {
  for (const [about, { answer }] of Object.entries(talk))
    yield { file, path: ['talk', about, 'answer'], words: answer }
}

export function* topicTexts(file: string, topic: TopicText): Generator<LocatedText> {
  yield* each(file, [], { title: topic.title, spoken: topic.spoken })
  for (const medium of media)
    for (const [page, words] of topic[medium].entries())
      yield { file, path: [medium, String(page)], words }
}

function* each(
  file: string,
  path: readonly string[],
  texts: Readonly<Record<string, string>>,
): Generator<LocatedText> {
  for (const [name, words] of Object.entries(texts)) yield { file, path: [...path, name], words }
}
