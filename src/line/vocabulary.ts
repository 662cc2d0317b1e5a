/** The words that the counts have cells for, as content and the channels name them. */
import type { Content } from '../content/load.ts'
import type { Vocabulary } from '../counts/read.ts'

/** `written`: the names of the written channels; calls are `voice`. */
export function vocabularyOf(
  { languages, flows, interpreters }: Content,
  written: readonly string[],
): Vocabulary {
  return {
    channel: [...written, 'voice'],
    language: Object.keys(languages),
    topics: Object.keys(flows.text.pages),
    interpreters: interpreters.map(({ id }) => id),
  }
}
