/** The labels that counts are broken down by, as named by content and channels. */
import type { Content } from '../content/load.ts'
import type { Vocabulary } from '../counts/read.ts'

/** `written` holds the names of the written channels; calls are `voice`. */
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
